"""What a form offers to choose from: records that this reader can see, and the short names of frameworks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.brief.names import human, name_fact
from servanda.frameworks import Framework, Frameworks
from servanda.kernel.view import View
from servanda.web.forms import kindwords
from servanda.web.forms.picks import NOTHING, Picks

# Too many to list: they are named by their address, or come with the link that led here
TYPED = frozenset({"objective"})
Group = tuple[str, list[tuple[str, str, bool]]]  # kind in words; identifier, name, whether it is chosen


@dataclass(frozen=True)
class Options:
    """Records by what they are, each with its name, and what frameworks suggest."""

    records: Mapping[str, tuple[str, str]]
    frameworks: Frameworks
    language: str
    picks: Picks = NOTHING

    @classmethod
    def of(cls, view: View, frameworks: Frameworks, language: str) -> "Options":
        """Everything that a view shows can be chosen."""
        found: dict[str, tuple[str, str]] = {}
        for fact in view.facts:
            if fact.about not in found and (what := view.record(fact.about)) is not None:
                found[fact.about] = (what.kind, record_name(view, fact.about, language))
        return cls(found, frameworks, language)

    def groups(self, kinds: Iterable[str], chosen: str = "") -> list[Group] | None:
        """The records of some kinds (any but sources, if none are named) by kind; ``None`` where one types instead."""
        wanted = set(kinds)
        if wanted & TYPED:
            return None
        grouped: dict[str, list[tuple[str, str, bool]]] = {}
        for record, (kind, name) in self.records.items():
            if kind in wanted or (not wanted and kind != "source") or record == chosen:
                grouped.setdefault(kind, []).append((record, name, record == chosen))
        if chosen and chosen not in self.records:
            grouped.setdefault("", []).append((chosen, chosen, True))
        order = [*kindwords.KINDS, ""]
        return [
            (kindwords.title(kind) if kind else "", sorted(grouped[kind], key=lambda one: one[1].casefold()))
            for kind in order
            if kind in grouped
        ]

    def suggestions(self, key: str) -> list[tuple[str, str]]:
        """Short names that frameworks define for a field, each with what it is called."""
        found: dict[str, str] = {}
        for framework in self.frameworks.values():
            for slug, label in _defined(framework, key, self.language):
                found.setdefault(slug, label)
        return sorted(found.items())


def _defined(framework: Framework, key: str, language: str) -> Iterable[tuple[str, str]]:
    if key in ("framework", "frameworks"):
        return [(framework.slug, framework.title(language))]
    named = {
        "axis": framework.axes,
        "track": framework.tracks,
        "grade": [grade for axis in framework.axes for grade in axis.grades],
        "step": [*framework.steps, *framework.evaluations],
        "format": framework.formats,
        "level": framework.meeting_levels,
        "by": framework.splits,
        "class": [one for split in framework.splits for one in split.classes],
    }.get(key, ())
    return [(one.slug, one.label(language)) for one in named]


def record_name(view: View, record: str, language: str) -> str:
    """What a record is called: its name, else its title, else what it is."""
    found = name_fact(view, record, language, ("full", "short", "code"))
    if found is not None:
        return str(found.payload.text)
    what = view.record(record)
    if what is None:
        return human(record)
    if what.kind == "procedure":
        return record_name(view, what.payload.decides, language)
    for key in ("title", "text", "subject"):
        words = getattr(what.payload, key, None)
        if words is not None:
            publisher = getattr(what.payload, "publisher", None)
            told = words.in_language(language)[0]
            return f"{publisher}: {told}" if publisher else told
    return f"{kindwords.title(what.kind)}, {what.as_of.text.removeprefix('../')}"
