"""Random small registers, on paper: what a person may have recorded by any door, odd or not."""

from hypothesis import strategies as st

from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kinds.choice import Choice
from servanda.kinds.citation import Citation
from servanda.kinds.contribution import Contribution
from servanda.kinds.ended import Ended
from servanda.kinds.fields import Count, Text
from servanda.kinds.name import Name
from servanda.kinds.package import Package
from servanda.kinds.partnership import Partnership
from servanda.kinds.party import Party
from servanda.kinds.rank import Rank
from servanda.kinds.replaces import Replaces
from servanda.kinds.rotation import Rotation
from servanda.kinds.same_as import SameAs
from servanda.kinds.source import Source
from servanda.kinds.statement import Statement
from servanda.kinds.step import Step
from servanda.kinds.strength import Line, Strength
from servanda.kinds.tally import Share, Tally
from servanda.kinds.visit import Visit
from servanda.kinds.withdraws import Withdraws
from tests.exchange.registerfile.paper import Paper

SCOPE = derived_id("aland-nato", "aland-nato")
PARTIES = [derived_id("iso3166", "AX"), derived_id("aland-nato", "nato"), "0" * 31 + "1"]
SOURCES = [derived_id("aland-nato", "news"), "0" * 31 + "2"]
PACKAGE, CORPS, VISIT = (derived_id("aland-nato", name) for name in ("parp", "corps", "visit"))
SLUGS = {SCOPE: "aland-nato", PARTIES[1]: "nato", SOURCES[0]: "news", PACKAGE: "parp", VISIT: "visit"}

MARKINGS = [PUBLIC, PUBLIC, PUBLIC, Marking(False, "restricted", ("NATO",)), Marking(False, "secret")]
WORDS = [
    "Åland",
    "null",
    "no",
    "~",
    "2016-11-15",
    "a: b",
    "- x",
    "#1",
    "'",
    '"',
    "“quoted”",
    "two\nlines",
    " led",
    "trail ",
    "Алиев",
    "x" * 130,
    "{a}",
    "[b]",
    "a, b",
    "yes",
    "0",
    "|",
    ">",
    "?",
    "!tag",
    "&a",
    "*a",
    "%",
    "@",
    "\U0001f642",
    "tab\there",
    "a\u2028b",
    "=",
    "<<",
    "1_000",
    "0x1F",
    ".5",
    "12:30:45",
    "- ",
    "a #b",
    "\\n",
]
words = st.sampled_from(WORDS)
languages = st.sampled_from(["en", "sv", "az", "no"])
texts = st.builds(
    lambda by, first: Text(by=by, authentic=min(by) if first else None),
    st.dictionaries(languages, words, min_size=1, max_size=2),
    st.booleans(),
)
counts = st.one_of(
    st.integers(0, 99).map(lambda number: Count(exact=number)),
    st.just(Count(none=True)),
    st.just(Count(about=45)),
    st.just(Count(at_most=40)),
    texts.map(lambda said: Count(words=said)),
    texts.map(lambda said: Count(exact=3, words=said)),
)
dates = st.sampled_from(["2016-11-15", "2016-04", "2015", "2005~", "2015/2016", "201X"]).map(PartialDate)
undated = st.sampled_from(["../2016-11-15", "../2020-01-01"]).map(PartialDate)
classes = st.sampled_from(["army", "navy", "count"])


@st.composite
def shares(draw: st.DrawFn, deep: bool = True) -> Share:
    """A share of a tally, perhaps split again."""
    parts = tuple(draw(st.lists(shares(deep=False), max_size=2))) if deep else ()
    said = {"class": draw(classes), "by": draw(st.sampled_from(["class", "holder"]))}
    return Share.model_validate({**said, "count": draw(counts), "label": draw(st.none() | texts), "parts": parts})


lines = st.lists(st.builds(Line, what=texts, count=counts), max_size=3).map(tuple)
facts = st.one_of(
    st.tuples(
        st.builds(Tally, total=counts, parts=st.lists(shares(), max_size=3).map(tuple), note=st.none() | texts),
        st.just(PACKAGE),
    ),
    st.tuples(st.builds(Strength, total=counts, lines=lines, disjoint=st.booleans()), st.just(CORPS)),
    st.tuples(
        st.builds(Step, step=st.sampled_from(["approved", "lapsed"]), planned_for=st.none() | dates), st.just(PACKAGE)
    ),
    st.tuples(st.builds(Rotation, count=st.none() | counts), st.just(CORPS)),
    st.tuples(st.builds(Ended, how=st.none() | texts), st.just(CORPS)),
    st.tuples(
        st.builds(
            Visit, partnership=st.just(SCOPE), visitor=st.none() | st.sampled_from(PARTIES), place=st.none() | texts
        ),
        st.just(VISIT),
    ),
    st.tuples(
        st.builds(Statement, topic=st.just("dialogue"), text=texts, areas=st.lists(texts, max_size=2).map(tuple)),
        st.just(SCOPE),
    ),
)


@st.composite
def registers(draw: st.DrawFn) -> Paper:
    """A register with records, names, sources, facts, citations, closers, ranks, choices and joined records."""
    paper = Paper()
    days = st.sampled_from(["../2026-11-24", "../2026-11-25"]).map(PartialDate)
    _described(paper, draw, days)
    said: list[Entry] = []
    seen: set[tuple[object, ...]] = set()
    for payload, about in draw(st.lists(facts, max_size=6)):
        as_of = draw(dates | undated)
        marking = draw(st.sampled_from(MARKINGS))
        speaker = draw(st.none() | st.sampled_from(PARTIES))
        key = (payload.kind, canonical(payload.content()), about, as_of.text, speaker)
        if key not in seen:  # one statement has one marking here: which of two is shown is told by their recording
            seen.add(key)
            until = draw(st.none() | st.just(PartialDate("2031")))
            said.append(paper.add(payload, about, as_of, SCOPE, marking=marking, said_by=speaker, until=until))
    _noted(paper, draw, said)
    return paper


def _described(paper: Paper, draw: st.DrawFn, days: st.SearchStrategy[PartialDate]) -> None:
    what = [
        (PARTIES[0], Party(category="state")),
        (PARTIES[1], Party(category="organisation")),
        (PARTIES[2], Party(category="office", within=PARTIES[1])),
        (SCOPE, Partnership(parties=(PARTIES[0], PARTIES[1]))),
        (PACKAGE, Package(framework="parp", partnership=SCOPE)),
        (CORPS, Contribution(party=PARTIES[0])),
        (
            SOURCES[0],
            Source(
                title=draw(texts),
                publisher="News",
                language=draw(st.none() | languages),
                published=PartialDate("2016-11-15"),
            ),
        ),
        (SOURCES[1], Source(title=draw(texts), publisher="Page", weak=draw(st.booleans()))),
    ]
    for about, payload in what:
        paper.add(payload, about, draw(days), SCOPE)
    for record, slug in SLUGS.items():
        if draw(st.booleans()):
            paper.add(Name(text=slug, language="zxx", use="slug"), record, draw(days), SCOPE)
    if draw(st.booleans()):
        paper.add(Name(text="iso3166:AX", language="zxx", use="code"), PARTIES[0], draw(days), SCOPE)
    uses = st.sampled_from(["full", "short", "alias", "slug"])
    for record in draw(st.lists(st.sampled_from([*PARTIES, SCOPE, PACKAGE, VISIT, *SOURCES]), max_size=5)):
        name = Name(text=draw(words), language=draw(languages), use=draw(uses))
        since = draw(st.none() | st.just(PartialDate("2010")))
        paper.add(name, record, draw(days), SCOPE, since=since, marking=draw(st.sampled_from(MARKINGS)))
    if draw(st.booleans()):
        paper.add(Rank(rank=60, reason=draw(st.none() | texts)), SOURCES[0], draw(days), SCOPE)


def _noted(paper: Paper, draw: st.DrawFn, said: list[Entry]) -> None:
    day = PartialDate("2026-11-24")
    if not said:
        return
    which = st.sampled_from(said)
    for target in draw(st.lists(which, max_size=5)):
        cited = Citation(
            source=draw(st.sampled_from(SOURCES)),
            at=draw(st.none() | words),
            quote=draw(st.none() | texts),
            supports=draw(st.sampled_from([(), ("total",)])),
        )
        paper.add(cited, target.about if target.kind == "citation" else target.id, day, SCOPE, marking=target.marking)
    for target in draw(st.lists(which, max_size=2, unique_by=lambda entry: entry.id)):
        reason = draw(texts)
        if draw(st.booleans()):
            paper.add(Withdraws(reason=reason), target.id, day, SCOPE, marking=target.marking)
        else:
            other = draw(which)
            paper.add(Replaces(by=other.id, reason=reason), target.id, day, SCOPE, marking=target.marking)
    if draw(st.booleans()):
        choice = Choice(question="strength/in-place", source=SOURCES[0], reason=draw(texts))
        paper.add(choice, CORPS, draw(dates), SCOPE)
    if draw(st.booleans()):
        paper.add(SameAs(other=PARTIES[2], reason=draw(st.none() | texts)), PARTIES[1], day, SCOPE)
