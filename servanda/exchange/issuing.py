"""Issuing a brief (rule 19): its bytes, its view and its standpoint become an entry of the register."""

from base64 import b64encode

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import instant
from servanda.kernel.marking import strictest
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds.issued import Issued
from servanda.register.draft import Draft
from servanda.register.writing.record import record


def issue(
    view: View,
    partnership: str,
    form: str,
    language: str,
    content: str | bytes,
    actor: str,
    on_behalf_of: str | None = None,
) -> str:
    """Keep what was issued, a text or the bytes of a document; gives the entry's identifier.

    It is marked as the most restricted fact in it: who may not read that, may not read the brief.
    """
    at = view.standpoint
    issued = Issued(
        format=form,
        language=language,
        encoding="text" if isinstance(content, str) else "base64",
        text=content if isinstance(content, str) else b64encode(content).decode(),
        view=view.canonical(),
        view_sha256=view.sha256(),
        standpoint=_plain(at),
    )
    marking = strictest(view.markings())
    draft = Draft(issued, partnership, as_of=PartialDate.of(at.today), scope=partnership, marking=marking)
    return record([draft], actor=actor, on_behalf_of=on_behalf_of).ids[0]


def _plain(at: Resolved) -> dict[str, str | int | None]:
    """A resolved standpoint as the register keeps it, without what was left open; ``moment`` is the last one seen."""
    said: dict[str, str | int | None] = {"as_of": at.as_of.isoformat(), "tick": at.tick, "reader": at.reader.name}
    if at.moment:
        said["moment"] = instant(at.moment)
    if at.known_at:
        said["known_at"] = instant(at.known_at)
    if at.published_by:
        said["published_by"] = at.published_by.isoformat()
    return said
