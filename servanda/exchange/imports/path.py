"""The import path as one call, for every door: which file, how to read it, and what to do with what it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from django.conf import settings

from servanda.errors import Refused, UsageError, worded
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.imports.making import UNSAID, Destination
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.opening import read_file, recognised
from servanda.exchange.imports.preview import Preview, preview
from servanda.exchange.imports.progress import Stages, silent
from servanda.exchange.imports.record import weave
from servanda.exchange.imports.trees import is_tree, read_tree
from servanda.exchange.mappings.loader import Mappings, load_all
from servanda.exchange.registerfile.item import Item
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.standpoint import Standpoint
from servanda.kinds import Kind
from servanda.kinds.fields import LANGUAGE
from servanda.ledger import clock
from servanda.register.reading.finding import find
from servanda.register.reading.views import records_view
from servanda.register.seeing.standpoint import resolve
from servanda.register.writing.belonging import elsewhere, reached

PLAIN = ReadingOptions()
_PIECE = 1_000  # items that are asked about at once
TREE_PARAMETERS = ("framework", "language")  # what may be said of an XML file that is no table


@dataclass(frozen=True)
class Asked:
    """What a person asks: the file, and what it does not say of itself.

    ``name`` is what an uploaded file is called, ``by`` who had it recorded, ``within`` a partnership that all it says
    must belong to, ``without`` kinds that it may not hold.
    """

    file: Path
    mapping: str | None = None
    into: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None
    own: ReadingOptions = PLAIN
    dry_run: bool = False
    strict: bool = False
    withdraw_missing: bool = False
    name: str | None = None
    by: str | None = None
    within: str | None = None
    without: frozenset[str] = frozenset()


def mappings() -> Mappings:
    """The mappings that are shipped and those of the user's own folder (setting ``SERVANDA_MAPPINGS``)."""
    return _load(getattr(settings, "SERVANDA_MAPPINGS", None))


@cache
def _load(folder: str | None) -> Mappings:
    return load_all(Path(folder) if folder else None)


def run(asked: Asked, stages: Stages = silent) -> Preview:
    """Read, map, check and preview a file, and record it unless ``dry_run``. Raises ``ServandaError``.

    ``stages`` is told how far it is.
    """
    reading, slug = reading_of(asked)
    if asked.within is not None:
        reading.items = _kept_within(reading.items, asked.within)
    if asked.without:
        reading.items = _kept_without(reading.items, asked.without)
    options = {"dry_run": asked.dry_run, "withdraw_missing": asked.withdraw_missing, "strict": asked.strict}
    found = weave(reading, asked.file, stages=stages, on_behalf_of=asked.by, **options)
    recorded = not asked.dry_run and not (asked.strict and reading.refused)
    return preview(asked.name or str(asked.file), slug, reading, found, recorded=recorded)


def reading_of(asked: Asked) -> tuple[Reading, str]:
    """The reading of a file, and the short name of the mapping it was read by, or of its format where it needs none."""
    if not asked.mapping and is_tree(asked.file):
        return read_tree(asked.file, _destination(asked), asked.name)
    known = mappings()
    rules = known.named(asked.mapping) if asked.mapping else recognised(asked.file, known, asked.own, asked.name)
    reading = read_file(
        asked.file,
        rules,
        own=asked.own,
        today=clock.today(),
        parameters=asked.parameters,
        into=_partnership(asked.into) if asked.into else None,
        published=_published(asked.published),
        name=asked.name,
    )
    return reading, rules.slug


def _kept_within(items: Iterable[Item], partnership: str) -> Iterator[Item]:
    """Go through what a file says, and refuse all of it where something belongs to another partnership.

    So does what a file says in its own partnership of a plan, a text or a meeting of another.
    """
    stream = iter(items)
    while piece := list(islice(stream, _PIECE)):
        if any(item.scope != partnership for item in piece) or elsewhere(_held(piece), partnership):
            raise Refused(
                "another-partnership",
                "The file says something of another partnership than the one it may be imported into.",
                "import it by a role for the whole register, or leave those rows out",
            )
        yield from piece


def _held(items: Iterable[Item]) -> set[str]:
    """The records that some items are about, are items of, or reach into."""
    found: set[str] = set()
    for item in items:
        found |= {item.about, *reached(item.payload)}
        above = item.payload.belongs_to()
        if above is not None:
            found.add(above)
    return found


def _kept_without(items: Iterable[Item], kinds: frozenset[str]) -> Iterator[Item]:
    """Go through what a file says, and refuse all of it where something is of a kind that it may not hold."""
    for item in items:
        if item.payload.kind in kinds:
            raise Refused(
                "reserved-kind",
                "The file holds what is recorded on its own page only, in the name of who gave it.",
                "record it there, and leave it out of the file",
            )
        yield item


def _destination(asked: Asked) -> Destination:
    """Where a file goes that is read without a mapping. Raises ``UsageError`` for a parameter that it has not."""
    for key in asked.parameters:
        if key not in TREE_PARAMETERS:
            known = ", ".join(TREE_PARAMETERS)
            sentence = worded("An XML file has no parameter {key!r}.", key=key)
            raise UsageError("no-such-parameter", sentence, worded("known are: {known}", known=known))
    language = asked.parameters.get("language", UNSAID)
    if not LANGUAGE.match(language):
        sentence = worded("{language!r} is no language tag.", language=language)
        raise UsageError("bad-parameter", sentence, worded("write one such as en, az or uk"))
    published = _published(asked.published)
    return Destination(
        partnership=_partnership(asked.into) if asked.into else None,
        framework=asked.parameters.get("framework"),
        language=language,
        published=PartialDate(published) if published else None,
        captured=PartialDate.of(clock.today()),
        here=_here,
    )


def _here(record: str) -> Kind | None:
    """What everyone may read of what a record is."""
    found = records_view([record], resolve(Standpoint(as_of=date.max))).record(record)
    return found.payload if found else None


def _partnership(ref: str) -> str:
    return find(ref, resolve(Standpoint(as_of=date.max)), "partnership")


def _published(said: str | None) -> str | None:
    if said is None:
        return None
    try:
        when = PartialDate(said)
    except DateFault as fault:
        raise UsageError("bad-published", fault.sentence, fault.remedy) from None
    if when.latest > clock.today():
        raise UsageError(
            "bad-published",
            worded("{date} is after today.", date=when.text),
            worded("give the day on which the file was published"),
        )
    return when.text
