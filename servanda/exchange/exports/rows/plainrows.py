"""The rows of many objectives by the quick way, and by the kernel where something is in question; the same rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from servanda.exchange.exports.rows.objectives import objectives
from servanda.exchange.exports.subject import Subject
from servanda.exchange.exports.telling import BETWEEN, Cell, Row, Telling, latest, said
from servanda.frameworks import Frameworks
from servanda.kernel.entries import edtf
from servanda.kernel.standpoint import Resolved
from servanda.register.lists.plainitems import Header, PlainItem, named, plain_items
from servanda.register.reading import listing
from servanda.register.reading.listing import Piece

PIECE = 5000
_NAMED = ("of", "holder")
_ALL_NAMED = ("participants", "proposed_by")


class PlainRows:
    """The rows of the table of objectives of one export; ``listed``: with no more than the cells of a list."""

    def __init__(
        self, subject: Subject, at: Resolved, language: str, frameworks: Frameworks, *, listed: bool = False
    ) -> None:
        self._subject, self._at, self._language, self._frameworks = subject, at, language, frameworks
        self._titles: dict[str, tuple[str, str, str]] = {}
        self._listed = listed
        self._containers = frozenset(subject.containers)
        self._spoken: dict[str, bool] = {}
        self._together: dict[tuple[str, ...], str | None] = {}

    @cached_property
    def _objectives(self) -> tuple[str, ...]:
        if not listing.has("indicator", self._at):
            return self._subject.items
        kinds = listing.kinds(self._subject.items)
        return tuple(one for one in self._subject.items if kinds.get(one) == "objective")

    def pieces(self) -> Iterator[tuple[int, list[Row]]]:
        """The rows, piece by piece, each with how many records it is of."""
        done: set[str] = set()
        for start in range(0, len(self._objectives), PIECE):
            records = self._objectives[start : start + PIECE]
            found = plain_items(records, self._at, self._subject.scope, whole=not self._listed)
            spoken_of = self._spoken_of(item.content["of"] for item in found.values() if not item.grades)
            # it is seen that an objective is there (rule 14) by its grade, or by its plan
            plain = {own: item for own, item in found.items() if item.grades or item.content["of"] in spoken_of}
            hard = [record for record in records if record not in plain and record not in done]
            by_kernel = self._by_kernel(hard, done)
            self._learn(plain.values())
            rows: list[Row] = []
            for record in records:
                if record in plain:
                    rows.append(self._row(plain[record]))
                else:
                    rows += by_kernel.get(record, ())
            yield len(records), rows

    def _spoken_of(self, plans: Iterable[str]) -> set[str]:
        """Those of some plans that something seen speaks of; each is asked of once."""
        fresh = {own for own in plans if own not in self._spoken and own in self._containers}
        spoken = listing.spoken_of(fresh, self._at) if fresh else set()
        self._spoken.update({own: own in spoken for own in fresh})
        return {own for own, is_spoken in self._spoken.items() if is_spoken}

    def _by_kernel(self, records: Sequence[str], done: set[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        subject = self._subject
        for piece in listing.pieces(records, self._at, of=subject.containers, scope=subject.scope):
            own = tuple(one for one in piece.own if one not in done)
            done.update(own)
            telling = Telling(Piece(piece.view, own), self._frameworks, self._language, subject.scope)
            rows: dict[str, list[Row]] = {}
            for row in objectives(telling):
                rows.setdefault(str(row["record"]), []).append(row)
            # records that were joined are told once, in the place of the first that was asked for
            for record in records:
                if (told := rows.pop(piece.view.aliases[record], None)) is not None:
                    found[record] = told
        return found

    def _learn(self, items: Collection[PlainItem]) -> None:
        """Learn what the records that items name are called: their title, the name they are known by, who they are."""
        contents = [item.content for item in items]
        wanted = {content[name] for name in _NAMED for content in contents if name in content}
        if not self._listed:
            wanted.update(*(content[name] for name in _ALL_NAMED for content in contents if name in content))
            wanted.update(source for item in items for source, _ in item.cited)
            wanted.update(item.header.said_by for item in items if item.header and item.header.said_by)
        fresh = sorted(wanted - self._titles.keys())
        if not fresh:
            return
        plans = {content["of"] for content in contents}.intersection(fresh)
        view = named(fresh, {item.scope for item in items}, self._at, plans)
        telling = Telling(Piece(view, ()), self._frameworks, self._language, self._subject.scope)
        for record in fresh:
            self._titles[record] = (telling.title(record) or "", telling.known_as(record), view.aliases[record])

    def _title(self, record: str | None) -> str | None:
        return self._titles[record][0] if record else None

    def _all_titles(self, records: Sequence[str]) -> str | None:
        if not records:
            return None
        if (key := tuple(records)) not in self._together:
            self._together[key] = BETWEEN.join([self._titles[record][0] for record in key]) or None
        return self._together[key]

    def _row(self, item: PlainItem) -> Row:
        content = item.content
        row = self._listed_row(item)
        header = item.header
        if header is None:
            return row
        row |= {
            "kind": "objective",
            "fact": header.entry,
            "address": f"/objective/{item.record}/",
            "level": content.get("level"),
            "text_language": _in_language(content["text"], self._language)[1],
            "part_of_record": self._titles[content["of"]][2],
            "parent": content.get("parent"),
            "holder_record": content.get("holder"),
            "participants": self._all_titles(content.get("participants", ())),
            "proposed_by": self._all_titles(content.get("proposed_by", ())),
            "target_latest": latest(edtf(content["target"])) if "target" in content else None,
            "continues": content.get("continues"),
            "said_by": self._title(header.said_by),
            "said_by_record": self._titles[header.said_by][2] if header.said_by else None,
            "sources": self._sources(item),
            "marking": header.marking,
        }
        if "public_text" in content:
            row["public_text"] = _in_language(content["public_text"], self._language)[0]
        if "themes" in content:
            row["themes"] = BETWEEN.join([_in_language(one, self._language)[0] for one in content["themes"]])
        row.update(_dated(header))
        return row

    def _listed_row(self, item: PlainItem) -> dict[str, Cell]:
        """The cells of a list."""
        content, language = item.content, self._language
        text = content["text"]
        row: dict[str, Cell] = {
            "record": item.record,
            "text": text[language] if language in text else _in_language(text, language)[0],
            "part_of": self._titles[content["of"]][0],
            **item.grades,
        }
        if "code" in content:
            row["code"] = content["code"]
        if "holder" in content:
            row["holder"] = self._titles[content["holder"]][0]
        if "target" in content:
            row["target"] = said(edtf(content["target"]))
        if "target_words" in content:
            row["target_words"] = _in_language(content["target_words"], language)[0]
        return row

    def _sources(self, item: PlainItem) -> str | None:
        told: dict[str, None] = {}
        cited = item.cited
        if len(cited) > 1:
            cited = sorted(cited, key=lambda pair: self._titles[pair[0]][2])
        for source, place in cited:
            name = self._titles[source][1]
            told[f"{name} [{place}]" if place else name] = None
        return BETWEEN.join(told) or None


def _dated(item: Header) -> dict[str, Cell]:
    """The cells that say for when it is: nothing of what is timeless."""
    when = edtf(item.as_of)
    since = edtf(item.since) if item.since else None
    if since is None and when.is_open_start:
        return {}
    return {
        "as_of": when.text,
        "as_of_earliest": None if when.is_open_start else when.earliest,
        "as_of_latest": latest(when),
        "since": item.since,
        "until": item.until,
    }


def _in_language(text: Mapping[str, str], language: str) -> tuple[str, str]:
    """A kept text in a language, as ``Text.in_language`` chooses."""
    if language in text:
        return text[language], language
    for wanted in (language, language.split("-")[0], text.get("authentic"), "en"):
        if wanted and wanted != "authentic" and wanted in text:
            return text[wanted], wanted
    found = min(key for key in text if key != "authentic")
    return text[found], found
