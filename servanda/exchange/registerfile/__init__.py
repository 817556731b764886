"""Registers as text: the register file (YAML), JSON Lines, and the schema of the register file.

How a register file is written::

    servanda: 1                      # the version of the format
    register: azerbaijan-nato        # the scheme of its local identifiers
    scope: azerbaijan-nato           # the partnership record that all of it belongs to
    language: en                     # of every text written as a plain string
    title: Azerbaijan and NATO       # for people; not recorded
    entered: 2026-11-24              # the day records and names were described (else the last day a source was seen)

    records:                         # local identifier -> <kind>: <content>, and how it is called
      azerbaijan: {party: state, is: {iso3166: AZ}, name: Azerbaijan, names: {az: Azərbaycan}, aliases: [Azerbaidjan]}
      nato: {party: organisation, is: {org: nato}, name: North Atlantic Treaty Organization, short: NATO}
      azerbaijan-nato: {partnership: {parties: [azerbaijan, nato]}, name: Azerbaijan and NATO}
      ipap-4: {plan: {framework: ipap, stage: 4, period: 2015/2016}, name: "IPAP, fourth stage"}

    sources:
      azernews-2016: {publisher: Azernews, agency: Trend, title: "...", address: "https://...", language: en,
                      published: 2016-11-15T10:23+04:00, captured: 2026-11-24, rank: 60}

    facts:
      - source: azernews-2016        # a group: what its facts share (source, at, said_by, as_of, marking)
        as_of: 2016-11-15
        facts:
          - tally: parp-2016         # a fact begins with its kind and the record it is about
            total: 41
            parts: {holder: {armed-forces: 27}}
            at: paragraph 4          # the place in the source
            quote: "A total of 27 from 41 objectives"
          - step: ipap-4
            is: approved             # `is` stands for the key that has the kind's own name (step, rank)
            as_of: ../2016
      - ended: az-kfor               # or on its own; `cite` gives further citations
        as_of: 2008-04-15
        cite: [{source: world-bulletin}, {source: fandom, at: KFOR}]

    same: [[one-record, other-record]]

Records. ``party: state`` is short for ``party: {category: state}`` (the first key of the kind). ``is`` is an
external identifier: records with one are the same in every register; others get theirs from (register, local
identifier). ``id`` gives a record's identifier outright. ``partnership`` may be left out where it is the scope.
Names: ``name``, ``short`` (plain, or language -> name), ``names``, ``shorts`` (language -> name), ``aliases``
(a list, or language -> list), ``slug`` (the local identifier unless given; ``null``: none). A name with a life of
its own is a fact: ``- name: some-record``, with ``text``, ``language``, ``use``, ``since``, ``until``.
``marking`` and ``as_of`` go for the record and its names.

Sources. All keys of the kind source; ``rank: 60`` or ``rank: {rank: 60, reason: ...}``; names as records have.
The title, and what is quoted from it, are in the source's own ``language``.

Facts. Reserved keys: ``as_of``, ``since``, ``until``, ``said_by``, ``marking``, ``source``, ``at``, ``quote``,
``cite`` (a list of ``{source, at, quote, supports, marking}``); all others are the kind's content. A fact's own
key wins over its group's; ``null`` takes the group's away. Facts that introduce records (``visit``, ``meeting``,
``decision``, and what a record is) may name a new local identifier. A fact without ``as_of`` is undated: it takes
its first source's publication, else capture, as "no later than". A ``choice`` has ``question``, ``source`` (the
one to follow) and ``reason``; it is cited with ``cite``.

``python -m servanda.exchange.registerfile.check FILE`` tells every fault of a file, with line, fact and remedy.
"""
