"""Plans whose workbooks go out and come back in tests: commitments that exist already, and one with sixteen bodies."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from servanda import register
from servanda.exchange.workbooks import asking, editing
from servanda.exchange.workbooks.collecting import collect, found_in
from servanda.exchange.workbooks.collectreport import collect_report
from servanda.exchange.workbooks.taking import take
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import ANYONE, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from tests.support.registers import an_id, kind

BODIES = 16
EACH = 3  # objectives a body holds
GRADES = ("Not Started", "Limited", "Substantial", "Complete")
SELF = "Completion (government's self-assessment)"
IRM = "Completion (Independent Reporting Mechanism)"


def sixteen_bodies() -> None:
    """Record a plan of sixteen bodies with three objectives each, graded last year by their holders."""
    p, a, b, plan, s = (an_id(name) for name in "PABLS")
    drafts = [
        Draft(kind("party", category="state"), a, scope=p),
        Draft(kind("party", category="organisation"), b, scope=p),
        Draft(kind("partnership", parties=[a, b]), p, scope=p),
        Draft(kind("plan", framework="ogp-action-plan", partnership=p, period="2024/2026"), plan, scope=p),
        Draft(kind("name", text="Plan of sixteen", language="en"), plan, scope=p),
        Draft(kind("name", text="sixteen", language="en", use="slug"), plan, scope=p),
        Draft(kind("source", title="Report of 2024", publisher="Office", published="2025-01-31"), s, scope=p),
    ]
    for number in range(1, BODIES + 1):
        body = an_id(f"body {number}")
        drafts.append(Draft(kind("party", category="ministry"), body, scope=p))
        drafts.append(Draft(kind("name", text=f"Ministry {number:02}", language="en"), body, scope=p))
        for place in range(1, EACH + 1):
            own, fact = an_id(f"objective {number}.{place}"), an_id(f"grade {number}.{place}")
            objective = kind("objective", of=plan, code=f"{number}.{place}", text=f"Goal {number}.{place}", holder=body)
            graded = kind("assessment", axis="completion", track="self", grade="limited", period="2024")
            drafts += [
                Draft(objective, own, scope=p),
                Draft(graded, own, as_of=PartialDate("2024-12-31"), scope=p, said_by=body, id=fact),
                Draft(kind("citation", source=s, at=f"page {number}"), fact),
            ]
    register.record(drafts, actor="tester")


def edit_out(path: Path, what: str = "plan-2022", language: str = "en", reader: Reader = ANYONE) -> Path:
    """Write a plan's workbook."""
    at = register.resolve(Standpoint(reader=reader))
    editing.write(register.find(what, at), at, language, register.frameworks(), path)
    return path


def edit_in(path: Path, **options: Any) -> dict[str, Any]:
    """Read it back; gives what was told."""
    told = take(path, actor="editor", frameworks=register.frameworks(), **options)
    assert list(told.lines(everything=True))
    return dict(told.data)


def ask(folder: Path, what: str = "sixteen", **options: Any) -> list[asking.Sent]:
    """Write the workbooks of a plan's bodies."""
    at = register.resolve(Standpoint())
    folder.mkdir(parents=True, exist_ok=True)
    sent, _ = asking.write_all(register.find(what, at), at, "en", register.frameworks(), folder, **options)
    return sent


def gather(folder: Path, **options: Any) -> dict[str, Any]:
    """Read the workbooks of a folder; gives what was told."""
    files = found_in([folder])
    told = collect_report(collect(files, actor="collector", frameworks=register.frameworks(), **options))
    assert list(told.lines(everything=True))
    return dict(told.data)


def correct(code: str, grade: str, track: str = "self", what: str = "plan-2022") -> None:
    """Correct the grade that stands on an objective, as somebody else would meanwhile."""
    at = register.resolve(Standpoint())
    containers = [register.find(what, at)]
    view = register.container_view(containers[0], at)
    if not view.of_kind("objective"):
        containers = [fact.about for fact in register.partnership_view(
            view.of_kind("plan")[0].entry.scope, at).of_kind("package")]  # fmt: skip
        view = register.container_view(containers[0], at)
    objective = next(fact for fact in view.of_kind("objective") if fact.payload.code == code)
    graded = [
        fact for fact in view.about(objective.about, "assessment")
        if (fact.payload.axis, fact.payload.track) == ("completion", track)
    ]  # fmt: skip
    old = max(graded, key=lambda fact: fact.entry.begins)
    new = old.payload.model_copy(update={"grade": grade})
    fact = an_id(f"corrected {code} {grade} {datetime.now(UTC).isoformat()}")
    register.record(
        [
            Draft(new, objective.about, as_of=old.as_of, scope=old.entry.scope, said_by=old.entry.said_by, id=fact),
            *(Draft(kind("replaces", by=fact, reason="looked again"), entry.id) for entry in old.entries),
        ],
        actor="somebody else",
    )


def stands(code: str, track: str = "self", what: str = "package-2022") -> dict[str, Any]:
    """What stands on the completion of an objective now, by whom it is said and where it is cited."""
    at = register.resolve(Standpoint())
    view = register.container_view(register.find(what, at), at)
    objective = next(fact for fact in view.of_kind("objective") if fact.payload.code == code)
    graded = [
        fact for fact in view.about(objective.about, "assessment")
        if (fact.payload.axis, fact.payload.track) == ("completion", track)
    ]  # fmt: skip
    last = max(graded, key=lambda fact: (fact.entry.begins, fact.entry.recorded_at))
    return {
        "grade": last.payload.grade,
        "as_of": last.as_of.text,
        "period": last.payload.period.text if last.payload.period else None,
        "said_by": last.entry.said_by,
        "actor": last.entry.actor,
        "reasoning": last.payload.reasoning,
        "places": [cited.at for cited in last.citations],
        "evidence": last.payload.evidence,
        "text": objective.payload.text.by["en"],
        "holder": objective.payload.holder,
    }
