"""Checking a template: unknown and missing fields, lists that do not close, each fault with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from lxml import etree

from servanda.errors import InputError, Worded, worded
from servanda.render.documents.word import package
from servanda.render.documents.word.fields import FIELDS, NEEDED, Field, Holds
from servanda.render.documents.word.tags import MOST, Strange, Tag, tags_of

_WRITTEN = {"words": "{{ %s }}", "runs": "{{r %s }}", "paragraphs": "{{p %s }}"}
_HEAD, _FOOT, _DOCUMENT = worded("head"), worded("foot"), worded("document")
_PARTS = {
    "document": _DOCUMENT,
    "header": _HEAD,
    "footer": _FOOT,
    "footnotes": worded("footnotes"),
    "endnotes": worded("end notes"),
    "comments": worded("comments"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template: where, what stands there, what is wrong with it."""

    place: str
    text: str
    why: str

    def __str__(self) -> str:
        """The fault on one line."""
        return self.line

    @property
    def line(self) -> Worded:
        """The fault on one line, which can be said in another language."""
        tag = f"{self.text}: " if self.text else ""
        return worded("{place}: {tag}{why}", place=self.place, tag=tag, why=self.why)


@dataclass(frozen=True, slots=True)
class _Open:
    """A list or a question that is open: its tag, and the name that it gives its items."""

    tag: Tag
    item: Field | None
    path: str


@dataclass(slots=True)
class _Part:
    """One part being read: what is open in it, which fields were used, what is wrong."""

    name: str
    head_or_foot: bool
    open: list[_Open] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def read(self, tag: Tag | Strange) -> None:
        if isinstance(tag, Strange):
            self.faults.append(Fault(tag.place, tag.text, tag.why))
        elif tag.does == "field":
            self._field(tag)
        elif tag.does in ("for", "if"):
            self._opening(tag)
        else:
            self._closing(tag)

    def close(self) -> None:
        for one in self.open:
            self._wrong(one.tag, worded("it is not closed"))

    def _field(self, tag: Tag) -> None:
        if not (found := self._found(tag)):
            return
        path, holds = found
        wanted = _WRITTEN.get(holds)
        level = {"words": "", "runs": "r", "paragraphs": "p"}.get(holds)
        if wanted is None:
            self._wrong(tag, worded("it holds several things: go through it with {tag}", tag="{%p for ... in ... %}"))
        elif level != tag.level:
            self._wrong(tag, worded("write {tag}", tag=wanted % tag.path))
        elif level == "p" and not tag.alone:
            self._wrong(tag, worded("it needs a paragraph of its own"))
        elif self.head_or_foot and not FIELDS[path.partition(".")[0]].everywhere:
            self._wrong(tag, worded("it cannot stand in a head or foot"))
        self.used.add(path)

    def _opening(self, tag: Tag) -> None:
        found = self._found(tag)
        item: Field | None = None
        path = ""
        if found and tag.does == "for":
            path, holds = found
            item = _item(path) if holds == "list" else None
            if item is None:
                self._wrong(tag, worded("it is no list"))
            elif tag.name in FIELDS or any(tag.name == one.tag.name for one in self.open):
                self._wrong(tag, worded("{name} is taken: give the items another name", name=tag.name))
            elif self._lists() and "." not in tag.path:
                self._wrong(tag, worded("a list within a list goes through what is in the outer one"))
        if tag.level and not tag.alone:
            self._wrong(tag, worded("it needs a paragraph of its own"))
        self.open.append(_Open(tag, item, path))

    def _lists(self) -> bool:
        return any(one.tag.does == "for" for one in self.open)

    def _closing(self, tag: Tag) -> None:
        opened = self.open[-1].tag if self.open else None
        fits = opened is not None and ((tag.does == "else" and opened.does == "if") or tag.name == opened.does)
        if opened is None or not fits:
            self._wrong(tag, worded("nothing of the kind is open here"))
            return
        if opened.level != tag.level or opened.parent is not tag.parent:
            self._wrong(
                tag, worded("it must stand on a level with {tag} ({place})", tag=opened.text, place=opened.place)
            )
        elif tag.level and not tag.alone:
            self._wrong(tag, worded("it needs a paragraph of its own"))
        if tag.does == "end":
            self.open.pop()

    def _found(self, tag: Tag) -> tuple[str, Holds] | None:
        """The full path of what a tag names and what that holds; a fault where there is no such field."""
        first, *rest = tag.path.split(".")
        parts: Mapping[str, Field]
        opened = next((one for one in reversed(self.open) if one.tag.name == first and one.tag.does == "for"), None)
        if opened is not None:
            if opened.item is None:  # the fault has been told where the list is
                return None
            holds, parts, path = opened.item.item or "group", opened.item.parts, opened.path
            names = rest
        else:
            holds, parts, path, names = "group", FIELDS, "", [first, *rest]
        for name in names:
            if name not in parts:
                close = get_close_matches(name, parts, n=1)
                missing = worded("there is no field {name}", name=name)
                near = worded("{fault}; near it is {field}", fault=missing, field=close[0]) if close else missing
                self._wrong(tag, near)
                return None
            path = f"{path}.{name}" if path else name
            holds, parts = parts[name].holds, parts[name].parts if parts[name].holds != "list" else {}
        return path, holds

    def _wrong(self, tag: Tag, why: str) -> None:
        self.faults.append(Fault(tag.place, tag.text, why))


def faults_of(content: bytes, name: str) -> tuple[Fault, ...]:
    """All faults of a template. Raises ``InputError`` where it cannot be opened at all, or is not safe to."""
    return tuple(_faults(package.read(content, name)))


def checked(content: bytes, name: str) -> dict[str, bytes]:
    """The parts of a template without fault. Raises ``InputError`` that names all its faults."""
    parts = package.read(content, name)
    if faults := list(_faults(parts)):
        raise InputError(
            "template-fields",
            worded("The template does not fit:\n{faults}", faults=_lines(faults[:50])),
            worded("mend these places; servanda template check FILE looks again"),
            file=name,
        )
    return parts


def _faults(parts: dict[str, bytes]) -> Iterator[Fault]:
    read = [_read(name, package.parsed(text)) for name, text in sorted(parts.items()) if _has_words(name)]
    yield from (fault for part in read for fault in part.faults)
    used = set[str]().union(*(part.used for part in read))
    for path in NEEDED:
        if path not in used:
            yield Fault(_DOCUMENT, path, worded("this field is missing"))
    for where in (_HEAD, _FOOT):
        if not any(part.name.startswith(where) and "marking" in part.used for part in read):
            yield Fault(where, "marking", worded("this field is missing: each page says who may see it"))


def _lines(faults: Sequence[Fault]) -> Worded:
    """Faults, a line each."""
    places = [f"fault{number}" for number in range(len(faults))]
    pattern = "\n".join(f"    {{{place}}}" for place in places)
    return worded(pattern, **{place: fault.line for place, fault in zip(places, faults, strict=True)})


def _has_words(name: str) -> bool:
    return name.startswith(("word/", "docProps/")) and name.endswith(".xml")


def _read(name: str, root: etree._Element) -> _Part:
    stem = name.rpartition("/")[2].removesuffix(".xml")
    kind = stem.rstrip("0123456789")
    number = stem[len(kind) :]
    called = _PARTS.get(kind, kind)
    if number:
        called = worded("{part} {number}", part=called, number=number)
    part = _Part(called, head_or_foot=kind in ("header", "footer"))
    for count, tag in enumerate(tags_of(called, root)):
        if count >= MOST:
            part.faults.append(Fault(called, "", worded("it has more than {most} tags", most=MOST)))
            break
        if kind not in ("document", "header", "footer"):
            part.faults.append(
                Fault(called, tag.text, worded("fields stand in the document, its heads and its feet only"))
            )
            break
        part.read(tag)
    part.close()
    return part


def _item(path: str) -> Field:
    first, *rest = path.split(".")
    found = FIELDS[first]
    for name in rest:
        found = found.parts[name]
    return found
