"""What changed as an Atom feed (RFC 4287): an entry a change, in words, with its sources and its statement."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape

from servanda.exchange.feeds.changes import Change, Changes
from servanda.i18n import Translator

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
Address = Callable[[str, str], str]  # (kind of page, record) -> the whole address of its page
# what XML 1.0 cannot hold, escaped or not
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_TITLE = 140
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def render(changes: Changes, own: str, page: str, identifier: str, address: Address) -> str:
    """Write a feed: ``own`` is its address, ``page`` that of what it is of, ``identifier`` 32 hex digits of its own."""
    t = Translator(changes.language)
    updated = max((one.at for one in changes.every), default=_NEVER)
    title = t.gettext("{title}: what changed").format(title=changes.title)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(changes.language)}">',
        f"<id>{_urn(identifier)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        "<author><name>Servanda</name></author>",
        "<generator>Servanda</generator>",
        *([f'<link rel="self" type="application/atom+xml" href="{_text(own)}"/>'] if own else []),
        f'<link rel="alternate" type="text/html" href="{_text(page)}"/>',
        *(line for change in changes.every for line in _entry(change, address, t)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def words(change: Change, t: Translator) -> str:
    """A change told whole: its sentence, that nothing was recorded where only a day came, and its sources."""
    said = [change.sentence.text]
    if change.by_time:
        said.append(t.gettext("Nothing was recorded: the day came."))
    if change.sources:
        said.append(t.gettext("Source: {sources}.").format(sources="; ".join(change.sources)))
    return "\n".join(said)


def _entry(change: Change, address: Address, t: Translator) -> Iterator[str]:
    line = t.gettext("{heading}: {sentence}").format(heading=change.heading, sentence=change.sentence.text)
    if len(line) > _LONGEST_TITLE:
        line = line[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " ..."
    yield "<entry>"
    yield f"<id>{_urn(change.name)}</id>"
    yield f"<title>{_text(line)}</title>"
    yield f"<updated>{_moment(change.at)}</updated>"
    yield f'<category term="{_text(change.section)}" label="{_text(change.heading)}"/>'
    if change.fact:
        yield f'<link rel="alternate" type="text/html" href="{_text(address("fact", change.fact))}"/>'
    if change.record and change.page:
        yield f'<link rel="related" type="text/html" href="{_text(address(change.page, change.record))}"/>'
    yield f"<content>{_text(words(change, t))}</content>"
    yield "</entry>"


def _text(words: str) -> str:
    return escape(_NO_XML.sub(" ", words))


def _urn(identifier: str) -> str:
    parts = (identifier[:8], identifier[8:12], identifier[12:16], identifier[16:20], identifier[20:])
    return f"urn:uuid:{'-'.join(parts)}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
