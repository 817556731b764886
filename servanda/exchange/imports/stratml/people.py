"""The parties of a StratML document: organisations, and those with a stake in something."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from servanda.errors import worded
from servanda.exchange.formats.stratml.identifiers import SCHEME, Identity
from servanda.exchange.formats.stratml.reading import StratmlDocument
from servanda.exchange.formats.stratml.words import CATEGORIES, SIDES, UNSPECIFIED
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.making import Maker, content, text_in
from servanda.kernel.identity import derived_id
from servanda.kinds.involvement import Involvement
from servanda.kinds.party import Party


@dataclass
class People:
    """The parties that a document names, each once, by name."""

    document: StratmlDocument
    series: str
    language: str
    organisations: list[tuple[str, Node]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _ids: dict[str, str] = field(default_factory=dict)
    _types: dict[str, set[str]] = field(default_factory=dict)
    _nodes: dict[str, Node] = field(default_factory=dict)

    def gather(self, core: Node) -> None:
        """Take note of every organisation and every named stakeholder, in the order of the document."""
        for place, organisation in enumerate(core.all("Organization"), start=1):
            name = _name(organisation)
            identity = Identity.of(self.document, organisation, f"organization {name or place}")
            own = identity.own or (derived_id(SCHEME, identity.code) if identity.code else None)
            record = own or derived_id(self.series, f"party {name}" if name else identity.key)
            if any(record == known for known, _ in self.organisations):
                continue
            self.organisations.append((record, organisation))
            if name:
                self._ids.setdefault(name, record)
        self.organisations.sort(key=lambda pair: (_name(pair[1]), pair[0]))
        for stakeholder in core.walk():
            if stakeholder.name == "Stakeholder" and (name := _name(stakeholder)):
                self._ids.setdefault(name, derived_id(self.series, f"party {name}"))
                self._nodes.setdefault(name, stakeholder)
                kind = CATEGORIES.get(stakeholder.attribute("StakeholderTypeType"))
                self._types.setdefault(name, set()).update([kind] if kind else [])

    def party(self, node: Node) -> str | None:
        """The party that a stakeholder is, if it is named."""
        return self._ids.get(_name(node))

    def parties(self) -> list[str]:
        """For a partnership: the organisations and their stakeholders; all stakeholders if those are fewer than two."""
        own = [record for record, _ in self.organisations]
        named = (_name(node) for _, organisation in self.organisations for node in organisation.all("Stakeholder"))
        near = list(dict.fromkeys([*own, *self.in_order(self._ids[name] for name in named if name)]))
        return near if len(near) > 1 else list(dict.fromkeys([*near, *self.in_order(self._ids.values())]))

    def in_order(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Parties each once, by name: that documents have them in another order changes nothing."""
        names = {record: name for name, record in self._ids.items()}
        return tuple(sorted(set(parties), key=lambda record: (names.get(record, ""), record)))

    def say(self, maker: Maker) -> None:
        """Say what the parties are and what they are called."""
        organisations = {record for record, _ in self.organisations}
        for record, node in self.organisations:
            maker.say(Party(category="organisation"), record, node)
            maker.name(record, node.said("Name"), node, self.language)
            maker.name(record, node.said("Acronym"), node, self.language, "short")
            code = Identity.of(self.document, node, "").code
            maker.name(record, f"{SCHEME}:{code}" if code else "", node, "zxx", "alias")
        for name, node in self._nodes.items():
            record = self._ids[name]
            if record in organisations:
                continue
            maker.say(Party.model_validate({"category": self._category(name)}), record, node)
            maker.name(record, name, node, self.language)

    def _category(self, name: str) -> str:
        types = self._types.get(name, set())
        if len(types) > 1:
            said = worded(
                "{name} is said to be of several sorts ({sorts}): recorded as {category}.",
                name=name,
                sorts=", ".join(sorted(types)),
                category=UNSPECIFIED,
            )
            self.notes.append(said)
        return types.copy().pop() if len(types) == 1 else UNSPECIFIED

    def stakes(self, maker: Maker, about: str, node: Node, of: str | None = None) -> Iterator[str]:
        """Say who has a stake in something; gives the named parties that perform it."""
        for stakeholder in node.all("Stakeholder"):
            party = self.party(stakeholder)
            name = stakeholder.first("Name")
            if name is not None:
                name.take()
            roles = tuple(role for role in map(self._role, stakeholder.all("Role")) if role)
            said = content(party=party, roles=roles, text=text_in(self.language, stakeholder.said("Description")))
            if not said:
                maker.empty[stakeholder.name] += 1
                continue
            found = Involvement.model_validate({**said, **content(of=of)})
            maker.say(found, about, stakeholder)
            if party and any("performer" in role.sides for role in found.roles):
                yield party

    def _role(self, node: Node) -> dict[str, object] | None:
        sides = tuple(dict.fromkeys(SIDES[side.take()] for side in node.all("RoleType") if side.text in SIDES))
        name, words = text_in(self.language, node.said("Name")), text_in(self.language, node.said("Description"))
        return dict(content(name=name, text=words, sides=sides)) or None


def _name(node: Node) -> str:
    found = node.first("Name")
    return found.text if found else ""
