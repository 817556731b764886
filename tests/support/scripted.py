"""A script in every text field of every kind: contents made from the kinds, each text known again by a mark."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from pydantic import BaseModel, ValidationError

from servanda.kinds import KINDS, Kind
from servanda.kinds.base import RecordKind
from servanda.register import Draft
from servanda.web.forms.shape import Shape, shapes
from tests.access.register import ASKED, DAY, OPENED, OWN, record_of

SCRIPT = """<script>alert(1)</script>"'"""
ESCAPED = re.compile(r"&lt;script&gt;alert\(1\)&lt;/script&gt;(?:&quot;|&#34;)(?:&#x27;|&#39;|&apos;) (zq\d+x)")
MARK = re.compile(r"zq\d+x")
_RUNS = re.compile(r"\s*(?:javascript|data|vbscript):", re.I)
SCOPE = record_of(OWN, "partnership")
FRAMEWORK = "ogp-action-plan"
BEARING = frozenset({"said", "line", "count", "rows", "group"})  # forms of fields that a text can stand in

# Records that a field may refer to, by their kind; and what stands in fields that are no free text.
RECORDS = {
    "party": "state", "text-version": "text", "press-line": "line",
    **{name: name for name in ("partnership", "plan", "package", "objective", "source", "operation", "contribution",
                               "review", "procedure", "meeting", "visit", "decision", "indicator")},
}  # fmt: skip
SLUGS = {"framework": FRAMEWORK, "axis": "completion", "track": "self", "grade": "limited", "step": "implementation"}


def known(kind: str) -> str:
    """The record of a kind that is there already."""
    return record_of(OWN, RECORDS[kind])


@dataclass
class Scripted:
    """Contents with a script in every text field that takes one; each mark by the field that it stands in."""

    marks: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)  # fields of text that are held to a form, and take no script

    def words(self, where: str) -> str:
        """A script with a mark of its own."""
        mark = f"zq{len(self.marks)}x"
        self.marks[mark] = where
        return f"{SCRIPT} {mark}"

    def contents(self, kind: str, more: Mapping[str, Any]) -> list[dict[str, Any]]:
        """As few contents of a kind as hold all its texts: what cannot stand together stands in another one."""
        model = KINDS[kind]
        given = {**self._needed(model, kind, more), **more}
        found, left = [given], dict[str, Any]()
        for shape in shapes(model):
            if shape.form in BEARING and shape.key not in given:
                left[shape.key] = self._filled(shape, f"{kind}.{shape.key}")
        for key, value in [*left.items()] * 2:  # some can stand only where another does
            if key in left and value is not None and _is_good(model, {**found[0], key: value}):
                found[0] = {**found[0], key: left.pop(key)}
        for key, value in left.items():
            if value is not None and _is_good(model, {**given, key: value}):
                found.append({**given, key: value})
            elif value is not None:
                self.closed.add(f"{kind}.{key}")
        return found

    def _needed(self, model: type[BaseModel], where: str, more: Mapping[str, Any] = {}) -> dict[str, Any]:
        wanted = [one for one in shapes(model) if one.needed and one.key not in more]
        return {one.key: self._filled(one, f"{where}.{one.key}", needed=True) for one in wanted}

    def _filled(self, shape: Shape, where: str, *, needed: bool = False) -> Any:
        match shape.form:
            case "said" | "line":
                return self.words(where)
            case "count":
                return {"words": self.words(f"{where}.words")}
            case "rows":
                assert shape.item is not None
                inner = self._filled(shape.item, where, needed=needed)
                return None if inner is None else [inner]
            case "group":
                assert shape.inner is not None
                return self._group(shape.inner, where)
        return self._other(shape) if needed else None

    def _group(self, model: type[BaseModel], where: str) -> dict[str, Any] | None:
        found = self._needed(model, where)
        for one in shapes(model):
            if one.needed or one.form not in ("said", "line", "count"):
                continue
            value = self._filled(one, f"{where}.{one.key}")
            if _is_good(model, {**found, one.key: value}) or not _is_good(model, found):
                found[one.key] = value
        return found if any(MARK.search(str(value)) for value in found.values()) else None

    def _other(self, shape: Shape) -> Any:
        match shape.form:
            case "slug":
                return SLUGS.get(shape.key, "one")
            case "slugs":
                return ["one"]
            case "ref":
                return known(shape.kinds[0] if shape.kinds else "objective")
            case "choice":
                return shape.choices[0]
            case "when":
                return "2017-06"
            case "number":
                return 2
            case "expiry":
                return ASKED["expires"]
        return None


def _is_good(model: type[BaseModel], content: Mapping[str, Any]) -> bool:
    try:
        model.model_validate(content, context={"language": "en"})
    except ValidationError:
        return False
    return True


# What else a kind needs; and kinds that are recorded with others, or by a door of their own.
MORE: dict[str, dict[str, Any]] = {
    "assessment": {"reason": "no-evidence"},
    "name": {"language": "en"},
    "progress": {"percent": "85"},
    "returned": {"reason": "unclear"},
    "money": {"amount": "12", "currency": "EUR", "flow": "commitment"},
    "outcome": {"what": "decided"},
    "succession": {"became": "new", "after": [known("objective")]},
}
APART = frozenset({"citation", "erased", "framework-edition", "issued", "marked", "replaces", "same-as", "withdraws"})
LIKE = {"withdraws": "the statement", "replaces": "the strength"}  # what is taken back, and replaced
NAMED = ("partnership", "state", "body", "plan", "package", "contribution", "review", "meeting", "visit",
         "decision", "line", "procedure")  # fmt: skip


def record_for(kind: str) -> str:
    """The record that a scripted content of a kind is about: one of its own, where it says what a record is."""
    model = KINDS[kind]
    own = issubclass(model, RecordKind) or model.about == (kind,)
    if own and kind != "review":
        return record_of(OWN, kind if kind == "indicator" else f"scripted {kind}")
    return known(model.about[0] if model.about else "objective")


def drafts(scripted: Scripted) -> Iterator[tuple[str, list[Draft]]]:
    """For each kind, what is recorded of it: statements, each with its citation."""
    for name in NAMED:
        ident, content = record_of(OWN, f"scripted name {name}"), scripted.contents("name", MORE["name"])[0]
        yield "name", [Draft(_kind("name", content), record_of(OWN, name), scope=SCOPE, id=ident)]
    for kind, model in KINDS.items():
        if kind in APART or kind == "name":
            continue
        for number, content in enumerate(scripted.contents(kind, MORE.get(kind, {}))):
            if not MARK.search(str(content)):
                continue
            ident, when = record_of(OWN, f"scripted {kind} {number}"), OPENED if model.timed else DAY
            structural = issubclass(model, RecordKind)
            fact = Draft(_kind(kind, content), record_for(kind), None if structural else when, SCOPE, id=ident)
            cited = scripted.contents("citation", {"source": record_for("source"), "supports": []})[0]
            yield kind, [fact, Draft(_kind("citation", cited), ident), *_spoken_of(fact)]


def closers(scripted: Scripted) -> dict[str, list[Draft]]:
    """A withdrawal and a replacement, by the entry that each closes; their reasons are scripts."""
    again = record_of(OWN, "scripted again")
    new = Draft(KINDS["strength"].model_validate({"total": 91}), known("contribution"), DAY, SCOPE, id=again)
    cited = Draft(KINDS["citation"].model_validate({"source": known("source")}), again)
    found = {}
    for kind, name in LIKE.items():
        more = {"by": again} if kind == "replaces" else {}
        (content,) = scripted.contents(kind, more)
        closed = record_of(OWN, name)
        found[closed] = [*([new, cited] if more else []), Draft(_kind(kind, content), closed)]
    return found


def _spoken_of(fact: Draft) -> list[Draft]:
    """What has a record shown at all: a fact about it."""
    if not isinstance(fact.payload, RecordKind):
        return []
    began = Draft(KINDS["began"](), fact.about, DAY, SCOPE, id=f"{fact.id}"[::-1])
    return [began, Draft(KINDS["citation"].model_validate({"source": known("source")}), began.id or "")]


def _kind(name: str, content: Mapping[str, Any]) -> Kind:
    return KINDS[name].model_validate(content, context={"language": "en"})


class Page(HTMLParser):
    """What a browser makes of a page, as far as a text could have had a say in it; and the forms that it holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what no text may bring about: a script, an attribute, an address that runs."""
        given = {name: value or "" for name, value in attrs}
        self.wrong += [f"<{tag}> has {name}" for name in given if MARK.search(name) or name.startswith(("on", "'"))]
        self.wrong += [f"<{tag}> leads to {value}" for value in given.values() if _RUNS.match(value)]
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.wrong.append("a script within the page")
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
        elif self.forms and tag == "option" and self._select and given.get("value"):
            self.forms[-1].chosen.setdefault(self._select, given["value"])
        elif self.forms and (name := given.get("name")):
            self._select = name if tag == "select" else ""
            self.forms[-1].take(tag, name, given)


@dataclass
class Form:
    """A form of a page: what stands in its fields that are chosen from, which are typed into, and its buttons."""

    method: str
    action: str
    chosen: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def take(self, tag: str, name: str, given: dict[str, str]) -> None:
        """Take a field."""
        kind = given.get("type", "text" if tag == "input" else tag)
        if tag == "button":
            self.buttons.append((name, given.get("value", "")))
        elif kind in ("text", "search", "textarea", "email", "password"):
            self.typed.append(name)
        elif kind == "hidden" or "checked" in given:
            self.chosen[name] = given.get("value", "")
