"""A StratML document as a plan: what it is, who is in it, what it aims at, and how that is measured."""

from collections.abc import Iterator

from servanda.errors import InputError, worded
from servanda.exchange.formats.stratml.identifiers import SCHEME, Identity
from servanda.exchange.formats.stratml.reading import COUNTED, StratmlDocument
from servanda.exchange.formats.stratml.words import (
    DESCRIPTION,
    MISSION,
    OTHER,
    OWNER,
    TYPE,
    TYPES,
    UNNAMED_VALUE,
    VALUE,
    VISION,
)
from servanda.exchange.formats.xmltree import Node, left
from servanda.exchange.imports.making import (
    LONGEST_CODE,
    NO_LANGUAGE,
    UNSAID,
    Destination,
    Maker,
    content,
    refusals,
    text_in,
    undated,
)
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.stratml.days import day_of, period_of
from servanda.exchange.imports.stratml.measures import Measures
from servanda.exchange.imports.stratml.people import People
from servanda.kernel.identity import derived_id
from servanda.kinds.fields import LANGUAGE, Text, slug
from servanda.kinds.involvement import Involvement
from servanda.kinds.objective import Objective
from servanda.kinds.package import Package
from servanda.kinds.partnership import Partnership
from servanda.kinds.plan import Plan
from servanda.kinds.source import Source
from servanda.kinds.statement import Statement

WORDLESS = "…"  # the text of an item that has neither name nor description
FRAMEWORK = "strategic-plan"
_LEVELS = {"Goal": "goal", "Objective": "objective"}
_UNKNOWN_PUBLISHER = "not said"
_SUBSET = worded("the part of StratML that the register holds")


def read_plan(document: StratmlDocument, to: Destination) -> Reading:
    """What a document says, as statements.

    Raises ``InputError`` where the document does not name two parties, and ``to`` names no partnership.
    Everything the document says is in the items, or in ``refused`` by path and count; ``notes`` has the number of
    elements read and each departure from the standard.
    """
    return _PlanReader(document, to).read()


class _PlanReader:
    def __init__(self, document: StratmlDocument, to: Destination) -> None:
        self._document = document
        self._root = document.root
        self._to = to
        said = self._root.attribute("xml:lang")
        self._language = said if LANGUAGE.match(said) else to.language
        self._core = self._root.first("StrategicPlanCore") or Node("StrategicPlanCore", "", self._root.line)
        self._about = self._root.first("AdministrativeInformation") or Node("AdministrativeInformation", "", 0)
        self._published = to.published or day_of(self._about, "PublicationDate")
        self._identity = Identity.of(document, self._about, "")
        self._known = self._known_here()
        self._series = self._series_of()
        self._people = People(document, self._series, self._language)
        self._people.gather(self._core)

    def read(self) -> Reading:
        source = self._source()
        own = self._known.partnership if self._known else None
        scope = self._to.partnership or own or derived_id(self._series, "partnership")
        self._maker = Maker(self._series, scope, undated(self._published, self._to.captured))
        owners = [record for record, _ in self._people.organisations]
        self._speaker = owners[0] if len(owners) == 1 else None
        notes = [self._counted(), *self._document.notes]
        self._people.say(self._maker)
        if self._to.partnership is None and own is None:
            notes.append(self._partnership(scope))
        plan = self._plan()
        for key, goal in self._items(self._core, "Goal"):
            if any(node.text or node.attributes for node in goal.walk()):
                self._objective(plan, None, key, goal)
            else:
                self._maker.empty[goal.name] += 1  # a document needs one goal, and this one has none
        notes += [*self._people.notes, *self._maker.notes]
        if self._maker.empty:
            said = ", ".join(f"{count} {name}" for name, count in sorted(self._maker.empty.items()))
            notes.append(
                worded(
                    "Without a word or figure in them, so that nothing was recorded of them: {elements}.", elements=said
                )
            )
        if self._document.departures.count > len(self._document.departures.kept):
            count = self._document.departures.count
            notes.append(worded("{count} departures were found; the first are listed.", count=count))
        gone = [*self._document.unread, *left(self._root.walk())]
        reading = Reading(self._series, source, self._maker.items, list(refusals(gone, _SUBSET)), notes)
        reading.departures = [departure.sentence for departure in self._document.departures.kept]
        reading.rows = reading.placed = sum(self._document.counts.values())
        return reading

    def _series_of(self) -> str:
        into = f" into {self._to.partnership}" if self._to.partnership else ""
        if self._identity.code:
            return f"{SCHEME} {self._identity.code}{into}"
        organisations = self._core.all("Organization")
        names = [Identity.of(self._document, one, "").code or _text(one, "Name") for one in organisations]
        return f"{SCHEME} {' + '.join(sorted(names))} / {_text(self._root, 'Name')}{into}"

    def _counted(self) -> str:
        counts = self._document.counts
        return worded("Read: {elements}.", elements=", ".join(f"{counts[name]} {name}" for name in COUNTED))

    def _source(self) -> Source:
        submitter = self._root.first("Submitter") or self._about.first("Submitter")
        author = " ".join(filter(None, (submitter.said("GivenName"), submitter.said("Surname")))) if submitter else ""
        publisher = "; ".join(filter(None, (_text(node, "Name") for _, node in self._people.organisations)))
        said = content(
            title=Text(by={self._language: _text(self._root, "Name") or self._document.name}),
            publisher=(publisher or _UNKNOWN_PUBLISHER)[:200],
            author=author[:200],
            address=self._about.said("Source")[:2000],
            language=self._language if self._language != UNSAID else None,
            published=self._published,
            captured=None if self._published else self._to.captured,
            sha256=self._document.sha256,
        )
        return Source.model_validate(said)

    def _partnership(self, scope: str) -> str:
        parties = self._people.parties()
        if len(parties) < 2:
            sentence = worded(
                "The document does not name two parties, so that there is no partnership its plan could be of."
            )
            remedy = worded("name one of the register's (--into)")
            raise InputError("no-parties", sentence, remedy, file=self._document.name, line=self._root.line)
        self._maker.say(Partnership(parties=tuple(parties)), scope, self._root)
        names = [_text(node, "Name") for _, node in self._people.organisations]
        called = next(filter(None, names), _text(self._root, "Name"))
        self._maker.name(scope, slug(f"{called} stakeholders"), self._root, NO_LANGUAGE, "slug")
        return worded(
            "No partnership was named: one was made of the {number} parties that the document names.",
            number=len(parties),
        )

    def _plan(self) -> str:
        root, about = self._root, self._about
        plan = self._identity.own or self._maker.record("plan")
        self._maker.say(self._what(), plan, root)
        name = root.said("Name")
        self._maker.name(plan, name, root, self._language)
        self._maker.name(plan, slug(name) if name else "", root, NO_LANGUAGE, "slug")
        if self._identity.code:
            self._maker.name(plan, f"{SCHEME}:{self._identity.code}", about, NO_LANGUAGE, "alias")
        self._latest = self._published or self._to.captured
        self._measures = Measures(self._document, self._maker, self._language, self._latest)
        self._type(plan)
        self._state(plan, DESCRIPTION, root, "Description")
        self._state(plan, OTHER, root, "OtherInformation")
        for record, node in self._people.organisations:
            said = content(party=record, roles=({"sides": (OWNER,)},), text=self._words(node, "Description"))
            self._maker.say(Involvement.model_validate(said), plan, node)
            list(self._people.stakes(self._maker, plan, node, record))
        for name, topic in (("Vision", VISION), ("Mission", MISSION)):
            for node in self._core.all(name):
                self._state(plan, topic, node, "Description")
        for node in self._core.all("Value"):
            self._value(plan, node)
        return plan

    def _known_here(self) -> Plan | Package | None:
        """What the register says of the plan or package that the document names as its own."""
        known = self._to.here(self._identity.own) if self._identity.own else None
        return known if isinstance(known, Plan | Package) else None

    def _what(self) -> Plan | Package:
        """What the plan is; what the format has no place for stays as the register has it, if it does."""
        known = self._known
        kept = dict(known.content()) if known else {"framework": FRAMEWORK}
        said = content(framework=self._to.framework, partnership=self._maker.scope)
        if isinstance(known, Package):
            return Package.model_validate({**kept, **said})
        period, _ = period_of(self._about)
        before = known.period if known else None
        if before and period and (before.earliest, before.latest) == (period.earliest, period.latest):
            period = before  # the format has days where the register has a month or a year
        return Plan.model_validate({**kept, **said, **content(period=period)})

    def _type(self, plan: str) -> None:
        said = self._root.attribute("Type") or (TYPES[0] if self._document.part == 1 else "")
        if said:
            self._say(plan, TYPE, self._root, Text(by={NO_LANGUAGE: said}))

    def _value(self, plan: str, node: Node) -> None:
        name, words = self._words(node, "Name"), self._words(node, "Description")
        if name:
            self._say(plan, VALUE, node, words or name, (name,))
        elif words:
            self._say(plan, UNNAMED_VALUE, node, words)

    def _objective(self, plan: str, parent: tuple[str, str] | None, key: str, node: Node) -> None:
        identity = Identity.of(self._document, node, key)
        record = identity.own or self._maker.record(identity.key)
        words, name = node.said("Description"), node.said("Name")
        text = text_in(self._language, words or name) or Text(by={NO_LANGUAGE: WORDLESS})
        before = len(self._maker.items)
        performers = self._people.in_order(self._people.stakes(self._maker, record, node))
        stakes, self._maker.items[before:] = self._maker.items[before:], []
        said = content(
            of=plan,
            parent=parent[0] if parent else None,
            level=_LEVELS[node.name],
            code=self._maker.cut(node.said("SequenceIndicator"), LONGEST_CODE, node),
            text=text,
            participants=performers,
        )
        self._maker.say(Objective.model_validate(said), record, node)
        self._maker.name(record, name, node, self._language)
        if identity.code:
            self._maker.name(record, f"{SCHEME}:{identity.code}", node, NO_LANGUAGE, "alias")
        self._maker.items += stakes
        self._state(record, OTHER, node, "OtherInformation")
        self._measures.say(record, key, node)
        for own, objective in self._items(node, "Objective", key):
            self._objective(plan, (record, key), own, objective)

    def _items(self, node: Node, name: str, within: str = "") -> Iterator[tuple[str, Node]]:
        """The goals or objectives in an element, each with a key that does not hang on those around it."""
        met: dict[str, int] = {}
        for item in node.all(name):
            words = _text(item, "Name") or _text(item, "Description")
            met[words] = met.get(words, 0) + 1
            own = f"{name.lower()} {words}".strip() if words else f"{name.lower()} without words"
            again = f" ({met[words]})" if met[words] > 1 else ""
            yield f"{within} / {own}{again}" if within else f"{own}{again}", item

    def _state(self, about: str, topic: str, node: Node, name: str) -> None:
        words = self._words(node, name)
        if words:
            self._say(about, topic, node.first(name) or node, words)

    def _say(self, about: str, topic: str, node: Node, text: Text | None, areas: tuple[Text, ...] = ()) -> None:
        payload = Statement.model_validate({"act": "describes", "topic": topic, "text": text, **content(areas=areas)})
        self._maker.say(payload, about, node, said_by=self._speaker)

    def _words(self, node: Node, name: str) -> Text | None:
        return text_in(self._language, node.said(name))


def _text(node: Node, name: str) -> str:
    found = node.first(name)
    return found.text if found else ""
