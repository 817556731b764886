"""Organisations and stakeholders of a Part 2 document."""

from collections.abc import Iterable

from lxml import etree

from servanda.exchange.exports.stratml.element import Writer
from servanda.exchange.exports.stratml.seen import Seen
from servanda.exchange.formats.stratml.identifiers import own_identifier
from servanda.exchange.formats.stratml.words import CATEGORIES, OWNER, SIDES, TYPE, UNSPECIFIED, back
from servanda.kernel.view import Fact

_SIDES = back(SIDES)
_TYPES = back(CATEGORIES)


def write_organisations(seen: Seen, writer: Writer, core: etree._Element, plan: Fact) -> None:
    """Whose plan it is, each with its stakeholders.

    Of a plan that no document of this format is behind, nobody says whose it is: then it is the partnership's.
    """
    owners = [fact for fact in seen.of(plan.about, "involvement") if fact.payload.party and _owns(fact)]
    if owners:
        for fact in sorted(owners, key=lambda one: (seen.name(one.payload.party), one.payload.party)):
            content = seen.take(fact)
            element = _organisation(seen, writer, core, content.party, seen.text(content.text))
            write_stakeholders(seen, writer, element, plan.about, of=content.party)
    elif not any(fact.payload.topic == TYPE for fact in seen.of(plan.about, "statement")):
        what = seen.view.record(plan.payload.partnership)
        parties = what.payload.parties if what is not None and what.kind == "partnership" else ()
        seen.losses.add("parties of the partnership", "written as organisations", len(parties))
        for party in parties:
            _organisation(seen, writer, core, party, "")


def write_stakeholders(
    seen: Seen,
    writer: Writer,
    within: etree._Element,
    record: str,
    *,
    of: str | None = None,
    performers: Iterable[str] = (),
) -> None:
    """Who has a stake in a record, or in it as a stakeholder ``of`` a party; ``performers`` if not said there."""
    view = seen.view
    wanted = view.aliases[of] if of else None
    performing = set()
    for fact in seen.of(record, "involvement"):
        if _owns(fact) or (view.aliases[fact.payload.of] if fact.payload.of else None) != wanted:
            continue
        content = seen.take(fact)
        element = _stakeholder(seen, writer, within, content.party)
        writer.optional(element, "Description", seen.text(content.text))
        for role in content.roles:
            written = writer.element(element, "Role")
            writer.text(written, "Name", seen.text(role.name))
            writer.optional(written, "Description", seen.text(role.text))
            for side in role.sides:
                if side in _SIDES:
                    writer.text(written, "RoleType", _SIDES[side])
                else:
                    seen.losses.add(f"involvement: side {side}")
            if "performer" in role.sides and content.party:
                performing.add(view.aliases[content.party])
    for party in dict.fromkeys(performers):
        if view.aliases[party] in performing:
            continue
        seen.losses.add("participants that no involvement speaks of", "written as stakeholders that perform")
        role_of = writer.element(_stakeholder(seen, writer, within, party), "Role")
        writer.text(role_of, "Name", "")
        writer.text(role_of, "RoleType", "Performer")


def _organisation(seen: Seen, writer: Writer, core: etree._Element, party: str, description: str) -> etree._Element:
    element = writer.element(core, "Organization")
    writer.optional(element, "Name", seen.name(party))
    writer.optional(element, "Acronym", seen.name(party, "short"))
    writer.text(element, "Identifier", seen.identifier(party) or own_identifier(seen.view.aliases[party]))
    writer.optional(element, "Description", description)
    category = seen.category(party)
    if category != "organisation":
        seen.losses.add(f"the category {category} of a party", "written as an organisation")
    return element


def _stakeholder(seen: Seen, writer: Writer, within: etree._Element, party: str | None) -> etree._Element:
    element = writer.element(within, "Stakeholder")
    writer.text(element, "Name", (seen.name(party) or seen.name(party, "short")) if party else "")
    category = seen.category(party) if party else None
    if category is not None and category in _TYPES:
        element.set("StakeholderTypeType", _TYPES[category])
    elif category not in (None, UNSPECIFIED):
        seen.losses.add(f"the category {category} of a party", "written as a stakeholder of no type")
    return element


def _owns(fact: Fact) -> bool:
    return any(OWNER in role.sides for role in fact.payload.roles)
