"""One body's workbook that came back: the answers it gives, what stands unconfirmed, what was not its to write."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.exchange.exports.sheetstyle import LONGEST_CELL
from servanda.exchange.workbooks.asking import CONFIRM, EVIDENCE, yes
from servanda.exchange.workbooks.comparing import locked_cells
from servanda.exchange.workbooks.plan import GRADE, REASONING, Line
from servanda.exchange.workbooks.returned import Odd, Returned, Spot, Written
from servanda.exchange.workbooks.words import PlanWords, folded

_NO = frozenset(("no", "n", "-", "0", "false"))


@dataclass(frozen=True)
class Answer:
    """What a body answers on one question about one objective; ``grade`` is a slug, ``shown`` what was written."""

    back: Returned
    record: str
    group: str
    grade: str
    shown: str
    last: str
    reasoning: str
    evidence: str
    at: Spot

    @property
    def is_changed(self) -> bool:
        """Whether it is another answer than last time's."""
        return folded(self.shown) != folded(self.last)

    @property
    def told(self) -> tuple[str, str, str]:
        """What two answers have to have in common to be one."""
        return self.grade, self.reasoning, self.evidence


@dataclass
class Answers:
    """What one workbook says: its answers, what is unanswered (by record and question), and what is odd."""

    given: list[Answer] = field(default_factory=list)
    unanswered: list[tuple[str, str]] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    not_theirs: list[Odd] = field(default_factory=list)


def answers(back: Returned, words: PlanWords, own: Mapping[str, Line], others: Mapping[str, str]) -> Answers:
    """Read the answers of a workbook. ``own`` are the body's objectives as they were when it was written; ``others``
    gives, for the objectives of other bodies, the body's name."""
    found = Answers()
    found.odd += [one for one in back.odd if one.code not in ("row-unknown",)]
    for record, line in own.items():
        row = back.rows.get(record)
        if row is None:
            found.unanswered += [(record, group) for group in back.marks.questions]
            if record in back.missing:
                sentence = f"The row of {line.code or line.title[:60]} is missing; it counts as unanswered."
                found.odd.append(Odd(Spot(back.sheet, 0), "row-missing", sentence, "send the row again"))
            continue
        found.not_theirs += locked_cells(back, row, line)
        for group in back.marks.questions:
            if back.noted.get((record, group)) != line.groups[group].digest:
                found.odd.append(_altered(back, record, group))
                found.unanswered.append((record, group))
                continue
            _answer(found, back, words, row, line, group)
    strange = {key: row for key, row in back.rows.items() if key not in own}
    for key, row in {**back.foreign, **strange}.items():
        found.not_theirs.append(_foreign(back, key, row, others))
    return found


def _answer(found: Answers, back: Returned, words: PlanWords, row: Written, line: Line, group: str) -> None:
    last = words.shown((group, GRADE), line.groups[group].values[GRADE])
    given = {name: row.cells.get(f"{group}/{name}", "") for name in (GRADE, CONFIRM, REASONING, EVIDENCE)}
    place = back.at(line.record, f"{group}/{GRADE}")
    prefilled = "" if line.groups[group].disputed else last
    is_changed = bool(given[GRADE]) and folded(given[GRADE]) != folded(prefilled[:LONGEST_CELL])
    is_sure = bool(given[CONFIRM]) and folded(given[CONFIRM]) not in _NO
    if not (is_changed or (is_sure and given[GRADE])):
        found.unanswered.append((line.record, group))
        _left_open(found, back, line, group, given, yes(words))
        return
    grade = words.meant((group, GRADE), given[GRADE])
    if not grade:
        sentence = f"{given[GRADE]!r} is none of the grades that may be chosen; it counts as unanswered."
        found.odd.append(Odd(place, "not-in-list", sentence, "choose from the list of the cell"))
        found.unanswered.append((line.record, group))
        return
    found.given.append(
        Answer(back, line.record, group, grade, given[GRADE], prefilled, given[REASONING], given[EVIDENCE], place)
    )


def _left_open(found: Answers, back: Returned, line: Line, group: str, given: Mapping[str, str], word: str) -> None:
    """What was written beside a grade that nobody gave or confirmed is told, so that it is not lost."""
    said = [text for name in (REASONING, EVIDENCE) if (text := given[name])]
    if said:
        sentence = f"Words without a grade that was given or confirmed are not recorded: {'; '.join(said)!r}."
        remedy = f"choose the grade, or {word!r} beside it"
        found.odd.append(Odd(back.at(line.record, f"{group}/{REASONING}"), "unconfirmed", sentence, remedy))
    if not given[GRADE] and line.groups[group].values[GRADE] and not line.groups[group].disputed:
        sentence = "Last time's grade was taken out; that withdraws nothing and counts as unanswered."
        found.odd.append(Odd(back.at(line.record, f"{group}/{GRADE}"), "emptied", sentence, "choose a grade"))


def _altered(back: Returned, record: str, group: str) -> Odd:
    sentence = "What the workbook says it held is not what this register gave out: it was altered, or is of a copy."
    return Odd(back.at(record, f"{group}/{GRADE}"), "not-as-given-out", sentence, "send the body a new workbook")


def _foreign(back: Returned, key: str, row: Written, others: Mapping[str, str]) -> Odd:
    said = "; ".join(text for name, text in row.cells.items() if text and name.rpartition("/")[2] in _ANSWERED)
    whose = others.get(key)
    told = f"an objective of {whose}" if whose else "no objective of this plan"
    sentence = f"The row is {told}, and was not in this workbook: {said or 'nothing is written in it'}."
    return Odd(Spot(back.sheet, row.number), "not-theirs", sentence, "take it from the workbook of that body")


_ANSWERED = frozenset((GRADE, CONFIRM, REASONING, EVIDENCE))
