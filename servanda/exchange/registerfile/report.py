"""What loading a file did, in plain lines and as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.exchange.registerfile.diff import Changes, New
from servanda.exchange.registerfile.item import Item, RegisterFile
from servanda.kernel.canonical import canonical
from servanda.kernel.entries import Entry

FORMAT = 1
_LONGEST = 100
_GONE = "missing from the file, still in the register"


@dataclass(frozen=True)
class LoadReport:
    """What was new, changed, unchanged, missing, and kept as it is here; ``data`` is all of it as plain JSON."""

    data: Mapping[str, Any]

    @property
    def changed_anything(self) -> bool:
        """Whether anything was recorded."""
        found = self.data
        withdrawn = found["missing"] if found["withdrawn"] else ()
        return bool(found["new"] or found["changed"] or found["citations"] or withdrawn)

    def lines(self) -> Iterator[str]:
        """The report, a line each; new statements only as a number."""
        found = self.data
        for one in found["changed"]:
            yield f"changed: line {one['line']}, {one['label']}: {'; '.join(one['what'])}"
        for one in found["missing"]:
            gone = "no longer cited in the file, still in the register" if one["kind"] == "citation" else _GONE
            yield f"{'withdrawn' if found['withdrawn'] else gone}: {one['text']}"
        for one in found["kept"]:
            yield f"left as it is here: line {one['line']}, {one['label']}: {one['why']}"
        yield (
            f"{found['file']}: {len(found['new'])} new, {len(found['changed'])} changed, "
            f"{found['unchanged']} unchanged, {len(found['missing'])} missing; "
            f"{found['citations']} new citations of what was there"
        )
        if found["missing"] and not found["withdrawn"]:
            yield "What is missing from the file is kept: `servanda load --withdraw-missing` takes it out."


def report(file: RegisterFile, found: Changes, *, withdrawn: bool) -> LoadReport:
    """Make the report of what a load did."""
    local = _named(found.missing) | {record: name for name, record in file.records.items()}
    return LoadReport(
        {
            "format": FORMAT,
            "file": file.path,
            "register": file.register,
            "scope": file.scope,
            "new": [_said(new) for new in found.new],
            "changed": [{**_said(new), "replaces": _id(new), "what": list(_what(new))} for new in found.changed],
            "citations": len(found.cited),
            "unchanged": found.unchanged,
            "missing": [
                {"entry": one.id, "kind": one.kind, "text": _describe(one, local, found.uncited.get(one.about))}
                for one in found.missing
            ],
            "withdrawn": withdrawn,
            "kept": [_kept(item, closer) for item, closer in found.kept],
            "others": found.others,
        }
    )


def _said(new: New) -> dict[str, Any]:
    return {"line": new.item.place.line, "label": new.item.place.label, "entry": new.id}


def _id(new: New) -> str | None:
    return new.replaces.id if new.replaces else None


def _kept(item: Item, closer: Entry) -> dict[str, Any]:
    why = {"replaces": "corrected", "withdraws": "withdrawn", "erased": "erased"}[closer.kind]
    return {
        "line": item.place.line,
        "label": item.place.label,
        "why": f"{why} by {closer.actor}",
        "by": closer.id,
    }


def _what(new: New) -> Iterator[str]:
    """What differs between a changed statement and what it replaces."""
    old = new.replaces
    if old is None:
        return
    yield from _differences(dict(old.payload.content()), dict(new.item.payload.content()))
    dates = (
        ("as_of", old.as_of, new.item.as_of),
        ("since", old.since, new.item.since),
        ("until", old.until, new.item.until),
    )
    for key, before, after in dates:
        if before != after and not (new.item.payload.structural and key == "as_of"):
            yield f"{key}: {before.text if before else 'nothing'} -> {after.text if after else 'nothing'}"
    if old.marking != new.item.marking:
        yield f"marking: {old.marking.text} -> {new.item.marking.text}"


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield f"{key}: {_short(before.get(key))} -> {_short(after.get(key))}"


def _short(value: object) -> str:
    text = "nothing" if value is None else canonical(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def _named(missing: Iterable[Entry]) -> dict[str, str]:
    """The addresses that the file gave records which it holds no longer."""
    names = (entry for entry in missing if entry.kind == "name")
    return {entry.about: str(said["text"]) for entry in names if (said := entry.payload.content())["use"] == "slug"}


def _describe(entry: Entry, local: Mapping[str, str], cited: Entry | None) -> str:
    """What an entry says, or of a citation, what is cited to which source."""
    if cited is not None:
        said = dict(entry.payload.content())
        source = local.get(str(said["source"]), said["source"])
        place = f", {said['at']}" if "at" in said else ""
        return f"{_head(cited, local)}, to {source}{place} (entry {entry.id})"
    return f"{_head(entry, local)}, {_short(dict(entry.payload.content()))} (entry {entry.id})"


def _head(entry: Entry, local: Mapping[str, str]) -> str:
    return f"{entry.kind}: {local.get(entry.about, entry.about)}, {entry.as_of.text}"
