"""A file of IATI activities as statements: the file as a source, the partnership, then activity by activity."""

from collections.abc import Iterable, Iterator

from servanda.errors import InputError, worded
from servanda.exchange.formats.iati import IatiDocument
from servanda.exchange.formats.iati.reading import ACTIVITY, COUNTED
from servanda.exchange.formats.safexml import children, local_name
from servanda.exchange.formats.xmltree import Left, Node, left, node_of, unnumbered
from servanda.exchange.imports.iati.activity import Activities
from servanda.exchange.imports.iati.organisations import SCHEME, Organisations, party_id
from servanda.exchange.imports.iati.words import plain
from servanda.exchange.imports.making import (
    NO_LANGUAGE,
    UNSAID,
    Destination,
    Maker,
    content,
    date_or_none,
    refusals,
    undated,
)
from servanda.exchange.imports.model import Reading
from servanda.exchange.registerfile.item import Item
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kinds.fields import Text, slug
from servanda.kinds.partnership import Partnership
from servanda.kinds.source import Source

_PARTIES = ("reporting-org", "participating-org")
_SUBSET = "the part of IATI that the register holds"


def read_activities(document: IatiDocument, to: Destination) -> Reading:
    """What a file says, as statements that are made as they are asked for.

    ``refused`` and ``notes`` are full once they are gone through. Raises ``InputError`` where the file does not name
    two organisations, and ``to`` names no partnership.
    """
    return _FileReader(document, to).reading()


class _FileReader:
    def __init__(self, document: IatiDocument, to: Destination) -> None:
        self._document, self._to = document, to
        generated = document.head.attributes.get("generated-datetime", "")
        self._published = to.published or _moment(generated)
        self._language = to.language if to.language != UNSAID else "en"
        self._reporters = dict(self._organisations("reporting-org"))
        self._series = f"{SCHEME} {' + '.join(sorted(ref or name for ref, name in self._reporters.values())) or 'file'}"
        if to.partnership:
            self._series += f" into {to.partnership}"

    def reading(self) -> Reading:
        scope = self._to.partnership or derived_id(self._series, "partnership")
        counts = self._document.counts
        notes = [*self._document.notes, "Read: " + ", ".join(f"{counts[name]} {name}" for name in COUNTED) + "."]
        reading = Reading(self._series, self._source(), (), notes=notes)
        maker = Maker(self._series, scope, undated(self._published, self._to.captured))
        organisations = Organisations(maker, self._language)
        if self._to.partnership is None:
            self._partnership(maker, organisations, reading)
        reading.items = self._items(maker, organisations, reading)
        return reading

    def _elements(self, *names: str) -> Iterator[Node]:
        for element in self._document.root.iter(*(f"{{*}}{name}" for name in names)):
            yield node_of(element, local_name(element))

    def _organisations(self, *names: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """The organisations of some elements, each with its reference and name."""
        for node in self._elements(*names):
            ref, name = node.attributes.get("ref", "").strip(), plain(node, self._language)
            record = party_id(getattr(self, "_series", SCHEME), ref, name)
            if record is not None:
                yield record, (ref, name)

    def _source(self) -> Source:
        names = [name or ref for ref, name in self._reporters.values()]
        publisher = "; ".join(dict.fromkeys(names)) or "not said"
        registry = next((one for one in children(self._document.root) if local_name(one) != ACTIVITY), None)
        address = (registry.get("source-url") or "") if registry is not None else ""
        said = content(
            title=Text(by={"en": f"IATI activities of {publisher}"}),
            publisher=publisher[:200],
            address=address[:2000],
            published=self._published,
            captured=None if self._published else self._to.captured,
            sha256=self._document.sha256,
        )
        return Source.model_validate(said)

    def _partnership(self, maker: Maker, organisations: Organisations, reading: Reading) -> None:
        """Make a partnership of the organisations of the file, which come before it; the reporting ones first."""
        own = [organisations.party(node) for node in self._elements(_PARTIES[0])]
        others = [organisations.party(node) for node in self._elements(_PARTIES[1])]
        parties = list(dict.fromkeys(one for one in (*own, *sorted(filter(None, others))) if one))
        if len(parties) < 2:
            sentence = worded(
                "The file does not name two organisations, so that there is no partnership it could be of."
            )
            remedy = worded("name one of the register's (--into)")
            raise InputError("no-parties", sentence, remedy, file=self._document.name)
        node = self._document.head
        maker.say(Partnership(parties=tuple(parties)), maker.scope, node)
        maker.name(maker.scope, slug(self._series), node, NO_LANGUAGE, "slug")
        reading.notes.append(
            worded(
                "No partnership was named: one was made of the {number} organisations in the file.", number=len(parties)
            )
        )

    def _items(self, maker: Maker, organisations: Organisations, reading: Reading) -> Iterator[Item]:
        activities = Activities(maker, organisations, self._language, self._published)
        missed: dict[str, Left] = {}
        for node in self._document.activities():
            reading.rows += 1
            reading.placed += activities.say(node)
            _add(missed, left(node.walk()))
            yield from _emptied(maker.items)
        reading.covers = activities.covers
        reading.unsure, reading.untold = activities.unsure, activities.untold
        reading.refused += activities.refused
        beside = [node for tree in self._document.beside() for node in tree.walk()]
        _add(missed, left(iter([self._head(), *beside])))
        reading.refused += refusals(missed.values(), _SUBSET)
        reading.notes += self._remarks(maker, activities)

    def _head(self) -> Node:
        head = self._document.head
        head.taken_attributes |= {"version", "generated-datetime"}
        return head

    @staticmethod
    def _remarks(maker: Maker, activities: Activities) -> Iterator[str]:
        if activities.ahead:
            yield f"{activities.ahead} dates are said to be actual and lie after the file's own: recorded as planned."
        if maker.empty:
            said = ", ".join(f"{count} {name}" for name, count in sorted(maker.empty.items()))
            yield f"Without a word or figure in them, so that nothing was recorded of them: {said}."
        yield from maker.notes


def _emptied(items: list[Item]) -> Iterator[Item]:
    yield from items
    items.clear()


def _add(missed: dict[str, Left], more: Iterable[Left]) -> None:
    for one in more:
        path = unnumbered(one.path)
        known = missed.get(path)
        missed[path] = Left(path, known.count + one.count, known.line) if known else one


def _moment(said: str) -> PartialDate | None:
    """A moment or day as the register keeps it; a moment without a zone as its day."""
    return date_or_none(said) or date_or_none(said.partition("T")[0])
