"""The workbooks of many bodies, read in one go and in any order: merged, recorded, and everything else told.

Who is missing, what each changed, where two people of one body differ, and what was not theirs to write: nothing that
was sent is passed over in silence.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from servanda.errors import InputError, ServandaError
from servanda.exchange.workbooks import returned
from servanda.exchange.workbooks.answers import Answer, Answers, answers
from servanda.exchange.workbooks.asking import Round
from servanda.exchange.workbooks.origin import both, refuse_stranger
from servanda.exchange.workbooks.plan import AS_OF, GRADE, REASONING, Group, Line, PlanCells
from servanda.exchange.workbooks.recording import Paper, Said, record_said
from servanda.exchange.workbooks.returned import Returned
from servanda.frameworks import Frameworks
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import ANYONE, Reader

LATER = "later"
BODY = "body"
ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")


@dataclass
class File:
    """One file that was sent: read, or why not. ``status`` is read, twice, or a code."""

    path: Path
    status: str = "read"
    why: str = ""
    back: Returned | None = None
    answers: Answers | None = None


@dataclass(frozen=True)
class Verdict:
    """What becomes of an answer: ``recorded``, ``already``, ``conflict``, ``changed-underneath`` or ``refused``."""

    answer: Answer
    verdict: str
    sentence: str = ""
    now: str = ""
    others: tuple[Answer, ...] = ()


@dataclass
class Collected:
    """What came of reading many workbooks."""

    files: list[File]
    round: Round | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    expected: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    recorded: bool = False

    @property
    def read(self) -> list[File]:
        """The files that were read."""
        return [one for one in self.files if one.status == "read"]

    @property
    def missing(self) -> list[str]:
        """The bodies of which no workbook was read."""
        came = {one.back.marks.body for one in self.read if one.back}
        return [body for body in self.expected if body not in came]


def found_in(paths: Iterable[Path]) -> list[Path]:
    """The files to be read: those that are named, and the spreadsheets in folders that are named, by name.

    Raises ``InputError`` for what is not there, or holds none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [
            one for one in sorted(path.iterdir()) if one.suffix.lower() in ENDINGS and one.name[:2] not in ("~$", ".~")
        ]
        found += [one for one in inside if one.is_file() and not one.name.startswith(".")]
    if not found:
        raise InputError(
            "no-workbook", "there is no workbook", "name a folder that holds some, or the files", file=str(path)
        )
    return found


def collect(
    paths: Sequence[Path],
    *,
    actor: str,
    frameworks: Frameworks,
    reader: Reader = ANYONE,
    prefer: Sequence[str] = (),
    dry_run: bool = False,
    advance: Callable[[int], None] = lambda _: None,
) -> Collected:
    """Read the workbooks of bodies and record their answers in one transaction; with ``dry_run`` only tell."""
    files = [_read(path, reader, advance) for path in paths]
    _tell_doubles(files)
    _tell_other_rounds(files)
    found = Collected(files)
    first = next((one.back for one in found.read if one.back), None)
    if first is None:
        return found
    then, now = both(first.marks, frameworks)
    found.round = Round(then, first.marks.period, tuple({one.split("/")[2] for one in first.marks.questions}))
    found.expected = {body: records for body, records in found.round.holders().items() if body}
    _tell_unknown_bodies(found)
    _answer_all(found, then)
    wanted = [one.record for file in found.read if file.answers for one in file.answers.given]
    present = {line.record: line for line in now.lines([one for one in now.items if one in set(wanted)])}
    said = _merge(found, present, prefer)
    if not dry_run:
        papers = [_paper(found, file) for file in found.read if file.back]
        refused = record_said(papers, [one for _, one in said], actor=actor)
        found.verdicts += [_outcome(answer, refused.get(one.id)) for answer, one in said]
        found.recorded = True
    else:
        found.verdicts += [Verdict(answer, "recorded") for answer, _ in said]
    return found


def _read(path: Path, reader: Reader, advance: Callable[[int], None]) -> File:
    file = File(path)
    try:
        file.back = returned.read(path)
        refuse_stranger(file.back.marks, reader)
        if file.back.marks.sort != BODY:
            file.status, file.why = "other-workbook", "it is a plan's workbook: read it by itself"
    except ServandaError as fault:
        file.status, file.why = fault.code, f"{fault.sentence} What to do: {fault.remedy}"
    advance(1)
    return file


def _tell_doubles(files: Sequence[File]) -> None:
    """The same bytes twice are one workbook."""
    first: dict[str, File] = {}
    for file in files:
        if file.back and file.status == "read":
            other = first.setdefault(file.back.sha256, file)
            if other is not file:
                file.status, file.why = "twice", f"the same as {other.path.name}, to the byte; read once"


def _tell_other_rounds(files: Sequence[File]) -> None:
    """Workbooks of one round are read together; of several rounds, the latest."""
    read = [file for file in files if file.back and file.status == "read"]
    if not read:
        return
    latest = max((file.back.marks for file in read if file.back), key=lambda marks: (marks.tick, marks.written))
    for file in read:
        marks = file.back.marks if file.back else latest
        if (marks.container, marks.tick, marks.period) == (latest.container, latest.tick, latest.period):
            continue
        which = "another plan" if marks.container != latest.container else f"an earlier round (arrival {marks.tick})"
        file.status, file.why = (
            "other-round",
            f"it is of {which}, the others of arrival {latest.tick}; read it by itself",
        )


def _tell_unknown_bodies(found: Collected) -> None:
    for file in found.read:
        if file.back and file.back.marks.body not in found.expected:
            file.status, file.why = "other-body", "no objective of this plan was held by the body it names"


def _answer_all(found: Collected, then: PlanCells) -> None:
    """Read the answers of every workbook, each against the objectives of its body."""
    assert found.round is not None
    words = found.round.words
    names = {record: words.bodies.get(body, body) for body, records in found.expected.items() for record in records}
    by_body: dict[str, list[File]] = defaultdict(list)
    for file in found.read:
        if file.back:
            by_body[file.back.marks.body or ""].append(file)
    for body, files in by_body.items():
        own = {line.record: line for line in then.lines(found.expected.get(body, []))}
        found.lines |= own
        for file in files:
            assert file.back is not None
            others = {record: name for record, name in names.items() if record not in own}
            file.answers = answers(file.back, words, own, others)


def _merge(found: Collected, present: dict[str, Line], prefer: Sequence[str]) -> list[tuple[Answer, Said]]:
    """Of the answers to each question take the one that was given; where several differ, only one that is preferred."""
    by_question: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for file in found.read:
        for answer in file.answers.given if file.answers else ():
            by_question[answer.record, answer.group].append(answer)
    said = []
    for given in by_question.values():
        chosen = _chosen(given, prefer)
        if chosen is None:
            others = tuple(given)
            found.verdicts += [
                Verdict(one, "conflict", "two workbooks of one body differ", others=others) for one in given
            ]
            continue
        line = present.get(chosen.record)
        is_preferred = chosen.back.path.name in prefer
        if (verdict := _against(found, chosen, line, is_preferred=is_preferred)) is not None:
            found.verdicts.append(verdict)
        elif line is not None:
            said.append((chosen, _said(found, chosen, line)))
    return said


def _chosen(given: Sequence[Answer], prefer: Sequence[str]) -> Answer | None:
    if len({answer.told for answer in given}) == 1:
        return given[0]
    named = [answer for answer in given if answer.back.path.name in prefer]
    if named and len({answer.told for answer in named}) == 1:
        return named[0]
    if LATER in prefer and all(answer.back.saved for answer in given):
        latest = max(answer.back.saved for answer in given if answer.back.saved)
        last = [answer for answer in given if answer.back.saved == latest]
        return last[0] if len({answer.told for answer in last}) == 1 else None
    return None


def _against(found: Collected, answer: Answer, line: Line | None, *, is_preferred: bool) -> Verdict | None:
    """What stands against recording an answer, if anything does."""
    assert found.round is not None
    if line is None:
        return Verdict(answer, "refused", "The objective is not seen any more.")
    body = answer.back.marks.body or ""
    if line.holder != body:
        holder = found.round.words.bodies.get(line.holder, line.holder) or "nobody"
        return Verdict(answer, "refused", f"The objective is not the body's any more; its holder is now {holder}.")
    now, then = line.groups[answer.group], found.lines[answer.record].groups[answer.group]
    if _says(now, answer):
        return Verdict(answer, "already")
    if dict(now.values) != dict(then.values) and not is_preferred:
        last = max(now.entries, key=lambda entry: (entry.recorded_at, entry.id), default=None)
        shown = found.round.words.shown((answer.group, GRADE), now.values[GRADE]) or "nothing"
        told = f", as of {now.values[AS_OF]}, recorded by {last.actor} on {last.recorded_at:%Y-%m-%d}" if last else ""
        sentence = f"It changed meanwhile: the register now says {shown!r}{told}; the body answers {answer.shown!r}."
        return Verdict(answer, "changed-underneath", sentence, now=shown)
    return None


def _says(now: Group, answer: Answer) -> bool:
    """Whether the register says the answer already."""
    same = now.values[GRADE] == answer.grade and now.values[AS_OF] == _day(answer)
    return same and (not answer.reasoning or answer.reasoning == now.values[REASONING])


def _day(answer: Answer) -> str:
    """The day that an answer is as of: the end of the period that was asked about, but not after the day of asking."""
    marks = answer.back.marks
    if not marks.period:
        return min(marks.as_of, marks.written).isoformat()
    return min(PartialDate(marks.period).latest, marks.written).isoformat()


def _said(found: Collected, answer: Answer, line: Line) -> Said:
    marks = answer.back.marks
    values = {GRADE: answer.grade}
    if answer.reasoning:
        values[REASONING] = answer.reasoning
    file = next(one for one in found.files if one.back is answer.back)
    return Said(
        _paper(found, file), line, answer.group, line.groups[answer.group], values, answer.at, marks.language,
        as_of=_day(answer), period=marks.period, by=marks.body, evidence=answer.evidence,
    )  # fmt: skip


def _paper(found: Collected, file: File) -> Paper:
    assert found.round is not None
    assert file.back is not None
    body = found.round.words.bodies.get(file.back.marks.body or "", "")
    title = f"{found.round.title}: {body}"
    return Paper(file.back.sha256, file.path.name, title, body or file.path.name, file.back.marks.language)


def _outcome(answer: Answer, why: str | None) -> Verdict:
    if why is None:
        return Verdict(answer, "recorded")
    return Verdict(answer, "refused", why) if why else Verdict(answer, "already")
