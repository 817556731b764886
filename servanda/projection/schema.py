"""The tables of the projection: what the ledger says, laid out for questions.

All of it is worked out from the ledger and can be made again at any time (``rebuild``), so its tables are plain
SQL, without the keys and checks that a ledger needs.

Days are proleptic ordinals (``date.toordinal``; 1 is 1 January of the year 1). ``known_from`` and ``known_to``
are ticks, ``known_to`` the first at which the row no longer counts and absent while it does; equal ones never
count; of an entry that did not count as it came there is such a row. ``entry`` is an entry's tick.

==========  ==============================================================================================
audience    a marking that occurs, or several that one reads together, and what not (``projection.audiences``); who may
            read it is worked out from the reader, never kept (rule 13)
record      what kind of thing an identifier stands for
key         a question about a record, in the scope it is answered in. ``detail``: the record is an objective,
            read with its plan and not with its partnership. ``structural``: answered by what a record is or is
            called. ``shared``: answered in other scopes too
claim       one answer of one entry on one key. An undated fact has no ``latest_day``
link        a citation (fact to source), an item and what it belongs to, a closer (what it closes, and what takes the
            place or itself); and of a source the last ``day`` it can have been published or captured on
joining     two records that are one, each way; apart from ``link``, for it stays small and is asked for always
mention     some fact on the key names the record: where to look when asking whether any does (rule 14).
            ``manner`` 0: in what is said; 1: in what another record is; 2: in what an item of a plan is
prose       the words of an entry that can be searched, folded, with what they are to be found as
item        what an entry says an item of a plan or package is: its ``code`` as it is put in order, its holder, the
            last day it is ``due``. ``several``: other entries say what it is, too; the first by ``day``,
            ``latest_day`` and ``digest`` is shown (``kernel.view.View.record``)
standing    where an item stands on a question (on the empty one: that it is an item), for whoever belongs to
            ``audience``, from ``day`` and ``tick`` on (``projection.standings``)
standing_sum how many rows of ``standing`` that are not mixed give an answer, by plan
unspoken    a plan with items of which no public grade is kept: whether anything speaks of it is asked (rule 14)
mark        an entry that marks another (``target``) anew; ``recorded`` in milliseconds, ``own`` is its id
remarked    the marking now of an entry that was marked anew, and of each entry that marks it
occasion    a fact that is dated, and not about an item: for the days on which something began
==========  ==============================================================================================
"""

from collections.abc import Iterator

_FIRST = ("audience", "record", "key", "claim", "link", "joining", "mention", "prose")
TABLES = (*_FIRST, "item", "standing", "standing_sum", "unspoken", "occasion", "mark", "remarked")

_COLUMNS = {
    "audience": "id smallint PRIMARY KEY, marking text NOT NULL UNIQUE",
    "record": "id {id} PRIMARY KEY, kind text NOT NULL",
    "key": (
        "id {number} PRIMARY KEY, about {id} NOT NULL, question text NOT NULL, scope {id} NOT NULL,"
        " detail boolean NOT NULL, structural boolean NOT NULL, shared boolean NOT NULL"
    ),
    "claim": (
        "key_id bigint NOT NULL, known_from bigint NOT NULL, known_to bigint, entry bigint NOT NULL,"
        " day integer NOT NULL, latest_day integer, audience smallint NOT NULL, val text NOT NULL"
    ),
    "link": (
        "entry bigint NOT NULL, known_from bigint NOT NULL, known_to bigint, day integer NOT NULL,"
        " audience smallint NOT NULL, kind text NOT NULL, target {id} NOT NULL, other {id} NOT NULL"
    ),
    "joining": (
        "entry bigint NOT NULL, known_from bigint NOT NULL, known_to bigint, audience smallint NOT NULL,"
        " target {id} NOT NULL, other {id} NOT NULL"
    ),
    "mention": (
        "record {id} NOT NULL, manner smallint NOT NULL, key_id bigint NOT NULL, PRIMARY KEY (record, manner, key_id)"
    ),
    "prose": (
        "id {serial} PRIMARY KEY, entry bigint NOT NULL, known_from bigint NOT NULL, known_to bigint,"
        " day integer NOT NULL, audience smallint NOT NULL, record {id} NOT NULL, scope {id} NOT NULL,"
        " weight smallint NOT NULL, folded text{binary} NOT NULL"
    ),
}
_INDEXES = (
    "UNIQUE INDEX key_once ON key (about, question, scope)",
    "INDEX key_question ON key (question, id) WHERE NOT structural",
    "INDEX key_scope ON key (scope, detail)",
    "INDEX key_shared ON key (question) WHERE shared",
    "INDEX record_partnership ON record (id) WHERE kind = 'partnership'",
    "INDEX claim_entry ON claim (entry)",
    "INDEX link_entry ON link (entry)",
    "INDEX link_target ON link (target, kind)",
    "INDEX link_other ON link (other)",
    "INDEX joining_entry ON joining (entry)",
    "INDEX joining_target ON joining (target)",
    "INDEX prose_slug ON prose (folded) WHERE weight = 0",
    "INDEX prose_entry ON prose (entry)",
)


def sqlite() -> Iterator[str]:
    """The statements for SQLite."""
    types = {"id": "blob", "number": "integer", "serial": "integer", "binary": ""}
    yield from _tables(types, {"mention": " WITHOUT ROWID", "record": " WITHOUT ROWID"})
    yield (
        "CREATE INDEX claim_latest ON claim (key_id, day DESC, known_from DESC, audience, known_to, latest_day, val)"
    )
    yield (
        "CREATE VIRTUAL TABLE prose_words USING fts5"
        " (folded, content='prose', content_rowid='id', detail='none', columnsize=0, tokenize='ascii')"
    )
    yield (
        "CREATE TRIGGER prose_added AFTER INSERT ON prose BEGIN"
        " INSERT INTO prose_words (rowid, folded) VALUES (NEW.id, NEW.folded); END"
    )
    yield (
        "CREATE TRIGGER prose_gone AFTER DELETE ON prose BEGIN"
        " INSERT INTO prose_words (prose_words, rowid, folded) VALUES ('delete', OLD.id, OLD.folded); END"
    )


def postgresql() -> Iterator[str]:
    """The statements for PostgreSQL, whose index keeps what is only read out of its key."""
    serial = "bigint GENERATED ALWAYS AS IDENTITY"
    yield from _tables({"id": "uuid", "number": "bigint", "serial": serial, "binary": ' COLLATE "C"'}, {})
    yield (
        "CREATE INDEX claim_latest ON claim (key_id, day DESC, known_from DESC)"
        " INCLUDE (audience, known_to, latest_day, val)"
    )
    yield "CREATE INDEX prose_words ON prose USING gin (array_to_tsvector(string_to_array(folded, ' ')))"


def _tables(types: dict[str, str], options: dict[str, str]) -> Iterator[str]:
    for table in _FIRST:
        columns = _COLUMNS[table].format(**types)
        yield f"CREATE TABLE {table} ({columns}){options.get(table, '')}"
    for index in _INDEXES:
        yield f"CREATE {index}"


def items(*, postgresql: bool) -> Iterator[str]:
    """The statements for the items of plans, which came later (migration 0003)."""
    identifier, binary = ("uuid", ' COLLATE "C"') if postgresql else ("blob", "")
    yield (
        "CREATE TABLE item (entry bigint NOT NULL, known_from bigint NOT NULL, known_to bigint, day integer NOT NULL,"
        f" latest_day integer NOT NULL, audience smallint NOT NULL, record {identifier} NOT NULL,"
        f" container {identifier} NOT NULL, scope {identifier} NOT NULL, holder {identifier}, due integer,"
        f" code text{binary} NOT NULL, digest text NOT NULL, several boolean NOT NULL)"
    )
    seen = "known_from, known_to, day, audience, several, entry"
    yield f"CREATE INDEX item_plan ON item (container, code, record, {seen})"
    yield f"CREATE INDEX item_code ON item (code, record, container, {seen})"
    yield "CREATE INDEX item_record ON item (record)"
    yield "CREATE INDEX item_entry ON item (entry)"
    yield "CREATE INDEX item_holder ON item (holder)"
    yield "CREATE INDEX record_plan ON record (id) WHERE kind IN ('package', 'plan')"


def standings(*, postgresql: bool) -> Iterator[str]:
    """The statements for where items stand, and for the days of change, which came later (migration 0004)."""
    identifier, binary = ("uuid", ' COLLATE "C"') if postgresql else ("blob", "")
    yield (
        f"CREATE TABLE standing (record {identifier} NOT NULL, question text{binary} NOT NULL, val text{binary},"
        f" container {identifier} NOT NULL, code text{binary} NOT NULL, holder {identifier}, due integer,"
        " entry bigint NOT NULL, day integer NOT NULL, tick bigint NOT NULL, audience smallint NOT NULL,"
        " mixed boolean NOT NULL)"
    )
    yield (
        f"CREATE TABLE standing_sum (question text{binary} NOT NULL, val text{binary} NOT NULL,"
        f" audience smallint NOT NULL, container {identifier} NOT NULL, number integer NOT NULL,"
        " PRIMARY KEY (question, val, audience, container))" + ("" if postgresql else " WITHOUT ROWID")
    )
    yield "CREATE INDEX standing_sum_plan ON standing_sum (container, question, audience)"
    yield f"CREATE TABLE unspoken (container {identifier} PRIMARY KEY)"
    yield "CREATE INDEX standing_sum_none ON standing_sum (number) WHERE number = 0"
    # replacements are few among the links: PostgreSQL would read them all to find that a fact took nobody's place
    yield "CREATE INDEX link_replaces ON link (other) WHERE kind = 'replaces'"
    yield "CREATE INDEX standing_record ON standing (record)"
    yield "CREATE INDEX standing_plan ON standing (question, val, container, code, record, audience, entry)"
    yield "CREATE INDEX standing_code ON standing (code, record) WHERE question = ''"
    yield "CREATE INDEX standing_due ON standing ((due IS NULL), due, code, record) WHERE question = ''"
    yield "CREATE INDEX standing_holder ON standing ((holder IS NULL), holder, code, record) WHERE question = ''"
    yield "CREATE INDEX standing_day ON standing (question, day)"
    yield "CREATE INDEX standing_tick ON standing (question, tick)"
    yield "CREATE INDEX standing_mixed ON standing (question) WHERE mixed"
    yield (
        "CREATE TABLE occasion (entry bigint NOT NULL, known_from bigint NOT NULL, known_to bigint,"
        f" day integer NOT NULL, audience smallint NOT NULL, scope {identifier} NOT NULL)"
    )
    yield "CREATE INDEX occasion_entry ON occasion (entry)"
    yield "CREATE INDEX occasion_scope ON occasion (scope, day, known_from, known_to, audience, entry)"
    yield "CREATE INDEX occasion_day ON occasion (day, known_from, known_to, audience, entry)"


def standings_by_audience() -> Iterator[str]:
    """The statements for asking of one audience's rows alone whether they hold, which came later (migration 0007)."""
    for column in ("day", "tick"):
        yield f"DROP INDEX standing_{column}"
        yield f"CREATE INDEX standing_{column} ON standing (question, audience, {column})"
    yield "DROP INDEX standing_mixed"
    yield "CREATE INDEX standing_mixed ON standing (question, audience) WHERE mixed"


def marks(*, postgresql: bool) -> Iterator[str]:
    """The statements for what was marked anew, which came later (migration 0005)."""
    identifier = "uuid" if postgresql else "blob"
    yield (
        f"CREATE TABLE mark (entry bigint PRIMARY KEY, target {identifier} NOT NULL, recorded bigint NOT NULL,"
        f" own {identifier} NOT NULL, marking text NOT NULL)"
    )
    yield "CREATE INDEX mark_target ON mark (target)"
    yield "CREATE TABLE remarked (entry bigint PRIMARY KEY, audience smallint NOT NULL, marking text NOT NULL)"
