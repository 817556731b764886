"""Lists of plans and of items: what an address asks for, where a count leads, and how rows are drawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from servanda import register
from servanda.frameworks import Axis, Framework
from servanda.register.lists.itemrows import Grade
from servanda.register.lists.items import Wanted
from servanda.render import charts
from servanda.web.frame import Frame

FILTERS = ("framework", "party", "holder", "plan", "grade", "q")
ORDERS = ("plan", "code", "holder", "due", "grade", "said")
PER_PAGE = 50
NONE, DISPUTED = "none", "disputed"  # what stands for no grade, and for grades that contradict
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list: filters, order, and the first row's place (from 0).

    ``grade`` is written as ``axis/track/grade``: a question and its answer.
    """

    framework: str = ""
    party: str = ""
    holder: str = ""
    plan: str = ""
    grade: str = ""
    q: str = ""
    order: str = "plan"
    first: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address; what cannot be read is left open."""
        said = {name: query.get(name, "").strip()[:_LONGEST] for name in FILTERS}
        order = query.get("order", "")
        return cls(**said, order=order if order in ORDERS else "plan", first=place(query))

    def found(self, frame: Frame) -> "Asked":
        """The same with its records by their identifiers. Raises ``NotFound`` for one that is not seen."""
        party, holder, plan = (
            register.find(ref, frame.at) if ref else "" for ref in (self.party, self.holder, self.plan)
        )
        return replace(self, party=party, holder=holder, plan=plan)

    @property
    def question(self) -> str:
        """The question of the grade that is asked for, such as ``grade/completion/self``."""
        return f"grade/{self.grade.rpartition('/')[0]}" if self.grade.count("/") == 2 else ""

    @property
    def answer(self) -> str:
        """The grade that is asked for."""
        return self.grade.rpartition("/")[2]

    @property
    def wanted(self) -> Wanted:
        """What narrows the list."""
        return Wanted(
            self.framework,
            self.party,
            self.holder,
            self.plan,
            question=self.question,
            answer=self.answer if self.question else "",
            words=self.q,
        )

    def link(self, frame: Frame, name: str = "items", **changes: str | int) -> str:
        """The address of a list with some of it asked otherwise, seen from the same standpoint."""
        said: dict[str, str | int] = {one: getattr(self, one) for one in FILTERS}
        said |= {"order": self.order if self.order != "plan" else "", "first": 0, **changes}
        own = {key: str(value) for key, value in said.items() if value}
        base = frame.link(name)
        return f"{base}{'&' if '?' in base else '?'}{urlencode(own)}" if own else base


def place(query: QueryDict, many: int = PER_PAGE, total: int | None = None) -> int:
    """The place of the first row that an address asks for, at the head of a page; from 0, as it is behind the last."""
    said = query.get("first", "")
    found = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    return 0 if total is not None and found >= total else found - found % many


def scale_of(axis: Axis, language: str) -> charts.Scale:
    """The grades of an axis that stand in an order, as charts take them."""
    return charts.Scale(tuple(charts.Grade(grade.slug, grade.label(language)) for grade in axis.scale))


def grade_told(frame: Frame, framework: Framework | None, grade: Grade) -> dict[str, Any]:
    """The latest grade of an item with its mark, its word, who gave it and for when.

    There is more than one value where sources disagree.
    """
    question, values, when = grade
    _grade, axis_slug, track_slug = question.split("/")
    axis = framework.axis(axis_slug) if framework else None
    track = framework.track(track_slug) if framework else None
    on_scale = axis is not None and len(values) == 1 and axis.rank(values[0]) is not None
    return {
        "mark": charts.GradeMark(scale_of(axis, frame.language), values[0]) if axis and on_scale else None,
        "text": ", ".join(_label(axis, value, frame.language) for value in values),
        "disputed": len(values) > 1,
        "axis": axis.label(frame.language) if axis else axis_slug,
        "track": track.label(frame.language) if track else track_slug,
        "when": frame.translator.date(when).text,
    }


def split(
    frame: Frame, asked: Asked, framework: Framework | None, question: str, counts: Mapping[str, int], items: int
) -> dict[str, Any] | None:
    """Items by grade: a bar, and each count with the list it opens; ``None`` where nothing is graded."""
    parts = question.split("/")
    axis = framework.axis(parts[1]) if framework and len(parts) == 3 else None
    if axis is None or not counts:
        return None
    on_scale = tuple((grade.slug, counts[grade.slug]) for grade in axis.scale if counts.get(grade.slug))
    ungraded = items - sum(counts.values())
    others = items - sum(count for _slug, count in on_scale)
    track = framework.track(parts[2]) if framework else None
    title = f"{axis.label(frame.language)}, {track.label(frame.language) if track else parts[2]}"
    order = [grade.slug for grade in reversed(axis.grades)]
    known = sorted(counts, key=lambda slug: (order.index(slug) if slug in order else len(order), slug))
    told = [_count(frame, asked, question, slug, counts[slug], _label(axis, slug, frame.language)) for slug in known]
    if ungraded > 0:
        told.append(_count(frame, asked, question, NONE, ungraded, _("not graded")))
    return {
        "bar": charts.GradeBar("", title, scale_of(axis, frame.language), on_scale, max(others, 0)),
        "title": title,
        "counts": told,
    }


def _count(frame: Frame, asked: Asked, question: str, slug: str, count: int, label: str) -> dict[str, Any]:
    href = asked.link(frame, grade=f"{question.removeprefix('grade/')}/{slug}")
    return {"count": count, "label": label, "href": href, "disputed": slug == DISPUTED}


def _label(axis: Axis | None, slug: str, language: str) -> str:
    if slug == DISPUTED:
        return _("disputed")
    grade = axis.grade(slug) if axis else None
    return grade.label(language) if grade else slug


def question_of(framework: Framework | None, counted: Iterable[str]) -> str:
    """Of the questions that items are graded on, the framework's first; nothing if it asks none of them."""
    there = set(counted)
    for axis in framework.axes if framework else ():
        for track in axis.tracks:
            if (question := f"grade/{axis.slug}/{track}") in there:
                return question
    return min(there, default="")


def paged(frame: Frame, asked: Asked, total: int, name: str = "items") -> dict[str, Any]:
    """Which rows of a list are shown, and the way to those before and after."""
    return pages(total, asked.first, PER_PAGE, lambda at: asked.link(frame, name, order=asked.order, first=at))


def pages(total: int, first: int, many: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Which of how many are shown, and the way to those before and after; ``address`` gives that of a page's first."""
    last = min(first + many, total)
    return {
        "total": total,
        "first": first + 1 if total else 0,
        "last": last,
        "before": address(max(first - many, 0)) if first else "",
        "after": address(last) if last < total else "",
    }


def options(found: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str, bool]]:
    """Choices of a list to select from, by name."""
    return [(value, label, value == chosen) for value, label in sorted(found, key=lambda one: one[1].casefold())]
