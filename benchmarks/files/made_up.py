"""Files of the shapes that offices have, with content of our own: recommendations, strengths, progress reports."""

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.shape import NOUNS, PLACES, VERBS

STATES = (
    "Albania", "Algeria", "Andorra", "Angola", "Argentina", "Armenia", "Australia", "Austria", "Azerbaijan", "Bahrain",
    "Bangladesh", "Belarus", "Belgium", "Belize", "Benin", "Bhutan", "Botswana", "Brazil", "Bulgaria", "Cambodia",
    "Cameroon", "Canada", "Chad", "Chile", "China", "Colombia", "Comoros", "Croatia", "Cuba", "Cyprus",
)  # fmt: skip
_ANSWERS = ("Accepted", "Accepted", "Accepted", "Rejected", "General response", "No response")
_ISSUES = ("Justice", "Women's rights", "Rights of the Child", "Torture and other CID treatment", "Minorities")
_MISSIONS = ("UNMIL", "MONUC", "UNMIS", "UNOCI", "UNIFIL", "UNAMID", "MINUSTAH", "UNFICYP", "UNMIK")
_PAIRS = 14
GRADES = ("NS", "LP", "SP", "C")
INDICATORS, PERIODS = 106, 12


def recommendations(path: Path, rows: int, first: int = 0) -> None:
    """One row for each recommendation, as UPR recommendations are published; ``first`` sets files apart."""
    draw = random.Random(f"recommendations/{first}")
    header = (
        "To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session",
    )  # fmt: skip
    _write(path, header, (_recommendation(draw, number) for number in range(first, first + rows)))


def _recommendation(draw: random.Random, number: int) -> Sequence[object]:
    words = f"{draw.choice(VERBS).title()} the {draw.choice(NOUNS)} of the {draw.choice(PLACES)}"
    text = f"{words}, and report on measure {number} that was taken to this end at the next review."
    to, by = draw.sample(STATES, 2)
    issues = ",".join(draw.sample(_ISSUES, draw.randint(1, 2)))
    answer, action, session = draw.choice(_ANSWERS), draw.randint(1, 5), 1 + number // 1200
    return (to, "Region", "Group", text, by, "Region", "Group", answer, action, issues, session)


def strengths(path: Path, contributions: int) -> None:
    """One row for each operation, place and month, with fourteen pairs of contributor and number side by side."""
    draw = random.Random("strengths")
    pairs = [f"{name}{place}" for place in range(1, _PAIRS + 1) for name in ("name.of.TCC", "No.troops.per.TCC")]
    header = ("Source", "Mission", "year", "month", "location", "country", "No.troops", *pairs)
    _write(path, header, _deployments(draw, contributions))


def _deployments(draw: random.Random, left: int) -> Iterable[Sequence[object]]:
    number = 0
    while left:
        names = draw.sample(STATES, min(left, draw.choice((1, 1, 1, 1, 2, 2, 3))))
        left -= len(names)
        troops = [draw.choice((draw.randint(5, 900), draw.randint(5, 900), "unknown")) for _ in names]
        cells: list[object] = [cell for pair in zip(names, troops, strict=True) for cell in pair]
        stated = sum(one for one in troops if isinstance(one, int))
        month, place = number % 150, number // 150 * 7 + draw.randrange(7)
        year = (2007 + month // 12, month % 12 + 1)
        filled = cells + ["NA"] * (2 * _PAIRS - len(cells))
        yield (f"Map {number}", _MISSIONS[place % 9], *year, f"Place {place}", "Liberia", stated, *filled)
        number += 1


def reports(path: Path) -> None:
    """A row for each of 106 indicators in each of twelve quarters, graded, as progress reports are published."""
    draw = random.Random("reports")
    header = (
        "reporting_period", "commitments", "milestones", "indicators", "indicator_en", "indicator_fr", "status",
        "progress_en", "progress_fr", "evidence_en", "evidence_fr", "challenges_en", "challenges_fr",
        "indicator_due_date", "indicator_deadline_en", "indicator_deadline_fr", "indicator_lead_dept", "owner_org",
        "owner_org_title",
    )  # fmt: skip
    _write(path, header, (row for turn in range(PERIODS) for row in _quarter(draw, turn)))


def _quarter(draw: random.Random, turn: int) -> Iterable[Sequence[object]]:
    month = 3 * (turn + 1)
    period = f"{2022 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}"
    for number in range(INDICATORS):
        commitment, milestone = number % 5 + 1, number % 19 + 1
        codes = (f"C{commitment:02}", f"C{commitment:02}.{milestone}", f"C{commitment:02}.{milestone}.{number}")
        texts = (f"Indicator {number} is met", f"L'indicateur {number} est atteint")
        grade = GRADES[min(3, (turn + number % 3 + draw.randrange(2)) // 4)]
        told = (f"Work of quarter {turn + 1} on {number}.", f"Travaux du trimestre {turn + 1}.", "", "", "", "")
        due = date(2023, 1, 1) + timedelta(days=7 * number)
        yield (period, *codes, *texts, grade, *told, due.isoformat(), "By then", "D'ici là", "tbs", "tbs", "TBS | SCT")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)
