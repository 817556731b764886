"""The general plan matrix on tables as offices keep them: bodies in one cell, merged chapters, numbers begun anew."""

from pathlib import Path
from typing import Any

from servanda.kernel.model import see
from tests.exchange.imports.files import at, imported
from tests.support.databases import Database
from tests.support.registers import whole_ledger

HEAD = "No;Chapter;Objective;Action;Responsible;Deadline;Status\n"


class Plan:
    """What the register holds of the one plan: its objectives, and what parties are called."""

    def __init__(self) -> None:
        view = see(*whole_ledger(), at())
        self.objectives: dict[str, Any] = {fact.about: fact.payload for fact in view.of_kind("objective")}
        self.names = {fact.about: fact.payload.text for fact in view.of_kind("name")}

    def actions(self) -> dict[str, Any]:
        """The actions by their texts."""
        return {one.text.by["en"]: one for one in self.objectives.values() if one.level == "action"}

    def above(self, one: Any) -> list[str]:
        """The texts of what an objective stands under, from the nearest."""
        found = []
        while one.parent is not None:
            one = self.objectives[one.parent]
            found.append(one.text.by["en"])
        return found


def test_bodies_are_parted_by_semicolons_and_lines(sqlite_database: Database, tmp_path: Path) -> None:
    bodies = '"Ministry of Defence\nMinistry  of Interior;\nBorder Service"'
    text = f"{HEAD}1;;;Train units;{bodies};2025;Done\n2;;;Review;Office;;\n"
    found = imported(tmp_path, "plan.csv", text, published="2025-05-01")
    assert found["rows"]["refused"] == 0
    plan = Plan()
    one, two = plan.actions()["Train units"], plan.actions()["Review"]
    assert plan.names[one.holder] == "Ministry of Defence"
    assert [plan.names[body] for body in one.participants] == ["Ministry of Interior", "Border Service"]
    assert (plan.names[two.holder], two.participants) == ("Office", ()), "who leads is no participant beside"
