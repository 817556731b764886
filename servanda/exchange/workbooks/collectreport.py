"""What came of reading the workbooks of many bodies: for people, and as JSON for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.exchange.workbooks.answers import Answer
from servanda.exchange.workbooks.collecting import Collected, File, Verdict
from servanda.exchange.workbooks.report import listed, odd_values, standpoint_of, told

FORMAT = 1
ORDER = ("recorded", "already", "conflict", "changed-underneath", "refused")


@dataclass(frozen=True)
class CollectReport:
    """All of it as plain JSON (docs/reference/exports.md says every key); ``lines`` are the same for people."""

    data: Mapping[str, Any]

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """The report, a line each: of every list the first few, unless ``everything``."""
        data = self.data
        bodies, answers = data["bodies"], data["answers"]
        verb = "recorded" if data["recorded"] else "would be recorded"
        yield f"{data['title'] or 'No workbook was read'}{', ' + data['period'] if data['period'] else ''}"
        yield (
            f"  {len(bodies) - len(data['missing'])} of {len(bodies)} bodies sent a workbook; answers: "
            f"{answers['recorded']} {verb}, {answers['already']} said already, {answers['conflict']} in conflict, "
            f"{answers['changed-underneath']} changed meanwhile, {answers['refused']} refused"
        )
        yield from (f"  {line}" for line in map(_told_body, bodies) if line)
        yield from listed("missing", data["missing"], everything=True)
        unread = [f"{one['file']}: {one['why']} [{one['status']}]" for one in data["files"] if one["status"] != "read"]
        yield from listed("files not read", unread, everything=True)
        yield from listed("changed", [_told_change(one) for one in data["changed"]], everything=everything)
        yield from listed("in conflict", [_told_conflict(one) for one in data["conflicts"]], everything=True)
        for title, name in (("changed meanwhile", "underneath"), ("refused", "refused")):
            yield from listed(title, [_told_refusal(one) for one in data[name]], everything=everything)
        yield from listed("not theirs", [_of_file(one) for one in data["not_theirs"]], everything=everything)
        yield from listed("odd", [_of_file(one) for one in data["odd"]], everything=everything)
        notes = [f"{one['file']}: {note}" for one in data["files"] for note in one["notes"]]
        yield from listed("notes", notes, everything=everything)
        if data["conflicts"]:
            yield "  `--prefer FILE` takes the answers of one workbook; `--prefer later` of the one saved last."


def collect_report(found: Collected) -> CollectReport:
    """Put together what came of it."""
    names = found.round.words.bodies if found.round else {}
    by = {name: [one for one in found.verdicts if one.verdict == name] for name in ORDER}
    first = next((file.back for file in found.read if file.back), None)
    return CollectReport(
        {
            "format": FORMAT,
            "title": found.round.title if found.round else None,
            "period": first.marks.period if first else None,
            "standpoint": standpoint_of(first) if first else None,
            "recorded": found.recorded,
            "files": [_file(one, names) for one in found.files],
            "bodies": [_body(found, body, names.get(body, body)) for body in found.expected],
            "missing": [names.get(body, body) for body in found.missing],
            "answers": {name: len(verdicts) for name, verdicts in by.items()},
            "changed": [_answer(found, one.answer, names) for one in by["recorded"]],
            "conflicts": _conflicts(found, by["conflict"], names),
            "underneath": [_refused(found, one, names) for one in by["changed-underneath"]],
            "refused": [_refused(found, one, names) for one in by["refused"]],
            "not_theirs": _odds(found, "not_theirs"),
            "odd": _odds(found, "odd"),
        }
    )


def _file(file: File, names: Mapping[str, str]) -> dict[str, Any]:
    body = file.back.marks.body if file.back else None
    return {
        "file": file.path.name,
        "status": file.status,
        "why": file.why or None,
        "body": names.get(body, body) if body else None,
        "sha256": file.back.sha256 if file.back else None,
        "saved": file.back.saved.isoformat() if file.back and file.back.saved else None,
        "notes": list(file.back.notes) if file.back else [],
    }


def _body(found: Collected, body: str, name: str) -> dict[str, Any]:
    files = [file for file in found.read if file.back and file.back.marks.body == body]
    own = [one for one in found.verdicts if one.answer.back.marks.body == body]
    answered = {(one.answer.record, one.answer.group) for one in own}
    asked = len(found.expected[body]) * (len(found.round.groups) if found.round else 0)
    recorded = [one for one in own if one.verdict == "recorded"]
    return {
        "body": name,
        "record": body,
        "files": [file.path.name for file in files],
        "asked": asked,
        "answered": len(answered),
        "unanswered": asked - len(answered),
        "changed": sum(one.answer.is_changed for one in recorded),
        "confirmed": sum(not one.answer.is_changed for one in recorded),
    }


def _answer(found: Collected, answer: Answer, names: Mapping[str, str]) -> dict[str, Any]:
    line = found.lines[answer.record]
    return {
        "body": names.get(answer.back.marks.body or "", ""),
        "file": answer.back.path.name,
        "place": str(answer.at),
        "about": answer.record,
        "objective": line.code or line.title[:80],
        "question": answer.group,
        "before": answer.last or None,
        "after": answer.shown,
        "confirmed": not answer.is_changed,
        "reasoning": answer.reasoning or None,
        "evidence": answer.evidence or None,
    }


def _refused(found: Collected, one: Verdict, names: Mapping[str, str]) -> dict[str, Any]:
    return {**_answer(found, one.answer, names), "now": one.now or None, "sentence": one.sentence}


def _conflicts(found: Collected, verdicts: list[Verdict], names: Mapping[str, str]) -> list[dict[str, Any]]:
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for one in verdicts:
        answer = _answer(found, one.answer, names)
        shared = {key: answer[key] for key in ("body", "about", "objective", "question", "before")}
        conflict = told.setdefault((one.answer.record, one.answer.group), {**shared, "answers": []})
        conflict["answers"].append({key: answer[key] for key in ("file", "place", "after", "reasoning", "evidence")})
    return list(told.values())


def _odds(found: Collected, name: str) -> list[dict[str, Any]]:
    return [
        {"file": file.path.name, **odd_values(one)}
        for file in found.read
        if file.answers
        for one in getattr(file.answers, name)
    ]


def _told_body(one: Mapping[str, Any]) -> str:
    if not one["files"]:
        return ""
    return (
        f"{one['body']}: {one['answered']} of {one['asked']} answered, of which {one['changed']} changed and "
        f"{one['confirmed']} confirmed; {one['unanswered']} unanswered ({', '.join(one['files'])})"
    )


def _told_change(one: Mapping[str, Any]) -> str:
    what = "confirmed" if one["confirmed"] else f"{one['before'] or 'nothing'!r} -> {one['after']!r}"
    return f"{one['body']}, {one['objective']}: {what}"


def _told_conflict(one: Mapping[str, Any]) -> str:
    given = "; ".join(f"{answer['after']!r} in {answer['file']}, {answer['place']}" for answer in one["answers"])
    return f"{one['body']}, {one['objective']}: {given}"


def _told_refusal(one: Mapping[str, Any]) -> str:
    return f"{one['file']}, {one['place']}, {one['objective']}: {one['sentence']}"


def _of_file(one: Mapping[str, Any]) -> str:
    return f"{one['file']}, {told(one)}"
