"""From what a file changes to what is asked to be recorded."""

from collections.abc import Iterator

from servanda.exchange.registerfile.diff import Changes, New, NewCitation, citation_namer
from servanda.exchange.registerfile.item import CitationItem, Place, RegisterFile
from servanda.kernel.identity import derived_id
from servanda.kinds.fields import Text
from servanda.kinds.replaces import Replaces
from servanda.kinds.withdraws import Withdraws
from servanda.register.draft import Draft

Placed = tuple[Draft, Place]
NOWHERE = Place(0, "what the file no longer holds")


def drafts(file: RegisterFile, found: Changes, *, withdraw_missing: bool) -> Iterator[Placed]:
    """Give the drafts in an order in which each may be recorded, each with its place in the file."""
    for new in (*found.new, *found.changed):
        yield new.item.draft(new.id), new.item.place
    for new in (*found.new, *found.changed):
        for citation in new.item.citations:
            name = citation_namer(file.register, new.id, citation)
            yield _citation(file, NewCitation(name(""), new.id, citation)), citation.place
    for cited in found.cited:
        yield _citation(file, cited), cited.citation.place
    for new in found.changed:
        yield _replaces(file, new), new.item.place
    if withdraw_missing:
        reason = Text(by={"en": f"The register file {file.register} no longer holds it."})
        for entry in found.missing:
            yield Draft(Withdraws(reason=reason), entry.id, scope=entry.scope, marking=entry.marking), NOWHERE


def _citation(file: RegisterFile, cited: NewCitation) -> Draft:
    citation: CitationItem = cited.citation
    return Draft(citation.payload, cited.target, scope=file.scope, marking=citation.marking, id=cited.id)


def _replaces(file: RegisterFile, new: New) -> Draft:
    old = new.replaces
    if old is None:
        raise ValueError("what replaces nothing is new, not changed")
    reason = Text(by={"en": f"Changed in the register file {file.register}."})
    closer = derived_id(f"closing of {file.register}", f"{old.id}\x1f{new.id}")
    return Draft(Replaces(by=new.id, reason=reason), old.id, scope=old.scope, marking=old.marking, id=closer)
