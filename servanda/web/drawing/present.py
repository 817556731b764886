"""From the parts of a brief to what the templates draw: spans, source marks and what stands behind them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language_info

from servanda.brief.model import (
    Cite,
    DisputeTold,
    Figure,
    Link,
    Mark,
    NextDate,
    Part,
    Plain,
    Said,
    Section,
    Sentence,
    Sign,
    SourceLine,
    TallyTold,
)
from servanda.brief.parts import text_of
from servanda.i18n import Translator
from servanda.render import figures

Address = Callable[[str, str], str]  # (kind, record) -> address with the page's standpoint


@dataclass
class Presenter:
    """Turns sentences into spans and gathers what opens behind their source marks.

    ``address`` gives the page of a record as seen from where this page stands; ``language`` is the page's.
    """

    sources: Sequence[SourceLine]
    address: Address
    language: str
    citations: list[dict[str, Any]] = field(default_factory=list)

    def sentence(self, sentence: Sentence) -> dict[str, Any]:
        """A cited sentence for ``said.html``, opened where it is in dispute."""
        return {
            "key": sentence.key,
            "spans": self.spans(sentence.parts),
            "dispute": self.dispute(sentence.dispute) if sentence.dispute else None,
        }

    def section(self, section: Section, shown: int | None = None) -> dict[str, Any]:
        """A row of the brief for ``row.html``; ``shown`` sentences stand open, the earlier ones behind a fold."""
        told = [self.sentence(sentence) for sentence in section.sentences]
        # a fold for one sentence would cost the reader more than the sentence
        cut = shown if shown is not None and len(told) > shown + 1 else len(told)
        return {
            "key": section.key,
            "heading": section.title,
            "sentences": told[:cut],
            "further": told[cut:],
            "empty": section.empty,
        }

    def disputes(self, section: Section) -> dict[str, Any]:
        """What is disputed, each opened and told once: the lines of a dispute say all that its sentence would."""
        opened = []
        for sentence in section.sentences:
            if sentence.dispute is None:
                opened.append(self.sentence(sentence))
                continue
            links = [part for part in sentence.parts if isinstance(part, Link)]
            href = self.address(links[0].kind, links[0].record) if links else ""
            told = {**self.dispute(sentence.dispute), "href": href}
            opened.append({"key": sentence.key, "spans": [], "dispute": told})
        return {"key": section.key, "heading": section.title, "sentences": opened, "empty": section.empty}

    def spans(self, parts: Iterable[Part]) -> list[dict[str, Any]]:
        """Spans of text with their form; source marks are glued to the span before them."""
        found: list[dict[str, Any]] = []
        for part in parts:
            if isinstance(part, Cite):
                marks = self.marks(part.marks)
                if found:
                    found[-1]["marks"] = [*found[-1].get("marks", ()), *marks]
                else:
                    found.append({"text": "", "form": "plain", "marks": marks})
            else:
                found.append(self._span(part))
        return found

    def running(self, sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
        """Sentences that run on in one paragraph."""
        found: list[dict[str, Any]] = []
        for sentence in sentences:
            if found:
                found.append({"text": " ", "form": "plain"})
            found += self.spans(sentence.parts)
        return found

    def marks(self, marks: Iterable[Mark]) -> list[dict[str, Any]]:
        """Source marks, each with a popover of its own."""
        return [self._mark(mark) for mark in marks]

    def dispute(self, told: DisputeTold) -> dict[str, Any]:
        """A dispute opened: each claim with its voice, then which is followed."""
        return {
            "heading": Translator(self.language).capital(told.title),
            "claims": [
                {
                    "value": text_of(line.value),
                    "voice": "; ".join(line.voices),
                    "marks": self.marks(line.marks),
                    "followed": side.followed,
                }
                for side in told.sides
                for line in side.lines
            ],
            "followed": text_of(told.why),
        }

    def date(self, item: NextDate) -> dict[str, Any]:
        """A date ahead, or its absence, for ``dates.html``."""
        signs = [part.answer for part in item.date if isinstance(part, Sign)]
        return {
            "term": text_of(item.date),
            "form": signs[0] if signs else "",
            "text": item.sentence.text,
            "marks": self.marks(item.sentence.marks),
        }

    def tally(self, told: TallyTold, ident: str) -> dict[str, Any]:
        """A tally with its split bars and workings, for ``tally.html``."""
        total = told.total
        shares = [share for _, group in told.groups for share in group]
        worded = [share for share in shares if share.answer not in ("reported", "computed")]
        return {
            "name": told.title,
            "href": self.address(told.kind, told.record),
            "stands": told.stands,
            "figure": str(total.value) if total.value is not None else "",
            "form": total.answer if total.answer != "reported" else "",
            "text": total.text,
            "of": told.word if not told.as_of else f"{told.word}, {told.as_of}",
            "marks": self.marks(told.marks),
            "splits": figures.splits(told, ident),
            "workings": [
                *({"form": "computed", "label": w.label, "text": w.text} for w in told.workings),
                *({"form": "", "label": share.label, "text": share.text} for share in figures.undrawn(told)),
                *({"form": share.answer, "label": share.text, "text": share.label} for share in worded),
            ],
        }

    def used_sources(self) -> list[dict[str, Any]]:
        """The sources that a mark on this page leads to."""
        used = {citation["number"] for citation in self.citations}
        return [self.source(line) for line in self.sources if line.number in used]

    def source(self, line: SourceLine) -> dict[str, Any]:
        """A numbered source at the foot, for ``sources.html``."""
        return {
            "number": line.number,
            "publisher": line.publisher,
            "title": line.title.text,
            "lang": line.title.language if line.title.language != self.language else "",
            "rest": ", ".join(part for part in (line.author, line.agency) if part),
            "published": line.published if line.is_published else "",
            "note": "",
            "href": self.address("source", line.record),
        }

    def _span(self, part: Plain | Figure | Sign | Link | Said) -> dict[str, Any]:
        span: dict[str, Any] = {"text": part.text, "form": "plain"}
        if isinstance(part, Figure):
            span["form"] = "figure"
        elif isinstance(part, Sign):
            span["form"] = "figure" if part.answer == "zero" else part.answer
        elif isinstance(part, Link):
            span["href"] = self.address(part.kind, part.record)
        elif isinstance(part, Said) and part.language != self.language:
            span["lang"] = part.language
            span["dir"] = _direction(part.language)
        return span

    def _mark(self, mark: Mark) -> dict[str, Any]:
        line = self.sources[mark.number - 1]
        ident = f"c{len(self.citations) + 1}"
        name = f"{line.publisher}, {line.title.text}"
        quote = mark.quote
        self.citations.append(
            {
                "ident": ident,
                "number": mark.number,
                "quotation": quote.text if quote else "",
                "lang": quote.language if quote and quote.language != self.language else "",
                "dir": _direction(quote.language) if quote else "",
                "source": f"{name} ({mark.at})" if mark.at else name,
                "said_by": mark.said_by or "",
                "as_of": mark.as_of or "",
                "published": line.published if line.is_published else "",
                "recorded": mark.recorded or "",
                "href": self.address("source", line.record),
            }
        )
        return {"number": mark.number, "ident": ident, "source": name, "captured": mark.quoted}


def _direction(language: str) -> str:
    try:
        return "rtl" if get_language_info(language.split("-")[0])["bidi"] else "ltr"
    except KeyError:
        return "auto"
