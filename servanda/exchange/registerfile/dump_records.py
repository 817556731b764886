"""The sections ``records`` and ``sources`` of a dump: what can be said in short form; the rest is left to facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda.exchange.registerfile.content import written
from servanda.exchange.registerfile.emit import Block
from servanda.exchange.registerfile.naming import Naming
from servanda.exchange.registerfile.records import CODE_LANGUAGE, RECORD_KINDS, language_of
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kinds import INTRODUCING

Header = tuple[PartialDate | None, Marking]
Names = list[tuple[str, str, Entry]]  # language, text, entry


@dataclass
class Written:
    """What the two sections hold; ``done`` are the entries said there, ``languages`` those of sources."""

    records: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    languages: dict[str, str] = field(default_factory=dict)


@dataclass
class RecordWriter:
    """Writes records one by one; ``entered`` is the day that goes without saying."""

    naming: Naming
    citations: Mapping[str, Sequence[Entry]]
    scope: str
    entered: PartialDate | None
    language: str
    written: Written = field(default_factory=Written)

    def write(self, record: str, about: Sequence[Entry]) -> None:
        """Write what a record is and is called, as far as the short form can say it."""
        plain = [entry for entry in about if entry.payload.structural and self._is_plain(entry)]
        main = next((entry for entry in plain if entry.temporal is Temporal.RECORD), None)
        lead = main or next((entry for entry in plain if entry.kind == "name"), None)
        header: Header = (lead.as_of, lead.marking) if lead else (self.entered, PUBLIC)
        names = [one for one in plain if one.kind == "name" and (one.as_of, one.marking) == header]
        if main is None and self._goes_without_saying(record, about, names, header):
            self.written.done.update(entry.id for entry in names)
            return
        local = self.naming.locals[record]
        said: dict[str, Any] = {}
        if main is not None:
            said.update(self._main(main))
            said.update(self._rank(plain, main))
            self.written.done.add(main.id)
        said.update(self._called(record, names))
        if header[0] != self.entered and header[0] is not None:
            said["as_of"] = header[0].text
        if header[1] != PUBLIC:
            said["marking"] = header[1].text
        section = self.written.sources if main is not None and main.kind == "source" else self.written.records
        section[local] = Block(said)

    def _is_plain(self, entry: Entry) -> bool:
        return not (entry.said_by or entry.since or entry.until or self.citations.get(entry.id))

    def _goes_without_saying(
        self, record: str, about: Sequence[Entry], names: Names | list[Entry], header: Header
    ) -> bool:
        """Whether facts bring the record into being, with its address alone and marked as they are."""
        local = self.naming.locals[record]
        facts = [entry for entry in about if not entry.payload.structural]
        markings = {entry.marking for entry in facts}
        slugs = [one for one in about if one.kind == "name"]
        return (
            any(entry.kind in INTRODUCING for entry in facts)
            and self.naming.identity(record, ()) == {}
            and len(slugs) == len(names) == 1
            and dict(slugs[0].payload.content()) == {"text": local, "language": CODE_LANGUAGE, "use": "slug"}
            and header[0] == self.entered
            and (header[1] == PUBLIC if PUBLIC in markings else markings == {header[1]})
        )

    def _main(self, main: Entry) -> dict[str, Any]:
        payload: Any = main.payload
        if main.kind == "source":
            language = language_of(dict(payload.content())) or self.language
            self.written.languages[main.about] = language
            return written(payload, self.naming.locals, language)
        said = written(payload, self.naming.locals, self.language, self.naming.locals[self.scope])
        first = next(iter(type(payload).model_fields))
        short = said[first] if set(said) == {first} and isinstance(said[first], str) else said
        return {main.kind: short}

    def _rank(self, plain: Sequence[Entry], main: Entry) -> dict[str, Any]:
        ranks = [one for one in plain if one.kind == "rank" and (one.as_of, one.marking) == (main.as_of, main.marking)]
        if main.kind != "source" or not ranks:
            return {}
        payload: Any = ranks[0].payload
        self.written.done.add(ranks[0].id)
        said = written(payload, self.naming.locals, self.language)
        return {"rank": said["rank"] if set(said) == {"rank"} else said}

    def _called(self, record: str, names: Sequence[Entry]) -> dict[str, Any]:
        by_use: dict[str, Names] = defaultdict(list)
        for entry in names:
            content: Any = entry.payload.content()
            by_use[content.get("use", "full")].append((content["language"], content["text"], entry))
        coded = {text: entry for language, text, entry in by_use["code"] if language == CODE_LANGUAGE}
        said = self.naming.identity(record, sorted(coded))
        external = said.get("is")
        if isinstance(external, dict):
            ((scheme, identifier),) = external.items()
            self.written.done.add(coded[f"{scheme}:{identifier}"].id)
        for use, key, keys in (("full", "name", "names"), ("short", "short", "shorts")):
            said.update(self._by_language(by_use[use], key, keys))
        aliases: dict[str, list[str]] = defaultdict(list)
        for language, text, entry in by_use["alias"]:
            aliases[language].append(text)
            self.written.done.add(entry.id)
        if aliases:
            said["aliases"] = aliases[self.language] if set(aliases) == {self.language} else dict(aliases)
        return {**said, **self._slug(record, by_use["slug"])}

    def _by_language(self, names: Names, key: str, keys: str) -> dict[str, Any]:
        """One name a language; a second one of the same language is left to a fact."""
        chosen: dict[str, str] = {}
        for language, text, entry in names:
            if language not in chosen:
                chosen[language] = text
                self.written.done.add(entry.id)
        own = chosen.pop(self.language, None)
        return {**({key: own} if own else {}), **({keys: chosen} if chosen else {})}

    def _slug(self, record: str, slugs: Names) -> dict[str, Any]:
        local = self.naming.locals[record]
        found = {text: entry for language, text, entry in slugs if language == CODE_LANGUAGE}
        chosen = local if local in found else min(found, default=None)
        if chosen is not None:
            self.written.done.add(found[chosen].id)
        return {} if chosen == local else {"slug": chosen}


def write_records(
    statements: Iterable[Entry],
    citations: Mapping[str, Sequence[Entry]],
    naming: Naming,
    scope: str,
    entered: PartialDate | None,
    language: str,
) -> Written:
    """Write every record that is spoken of, those that come first in the order of kinds first."""
    about: dict[str, list[Entry]] = defaultdict(list)
    for entry in statements:
        about[entry.about].append(entry)
    writer = RecordWriter(naming, citations, scope, entered, language)
    for record in sorted(naming.locals, key=lambda record: _place(record, about.get(record, ()), naming)):
        writer.write(record, about.get(record, ()))
    return writer.written


def _place(record: str, about: Sequence[Entry], naming: Naming) -> tuple[int, str, str]:
    kinds = [RECORD_KINDS.index(entry.kind) for entry in about if entry.kind in RECORD_KINDS]
    published = [str(entry.payload.content().get("published", "")) for entry in about if entry.kind == "source"]
    return min(kinds, default=len(RECORD_KINDS)), min(published, default=""), naming.locals[record]
