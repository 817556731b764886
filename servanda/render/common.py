"""What several renderers say in the same way: sentences with their marks, and bibliographic records."""

from servanda.brief.model import Part, Said, Sentence, SourceLine
from servanda.i18n import Translator


def sentence_text(sentence: Sentence) -> str:
    """A sentence with its source marks, on one line."""
    return parts_text(sentence.parts)


def parts_text(parts: tuple[Part, ...]) -> str:
    """Parts as text; words that are a quotation bear its marks."""
    return "".join(f"“{part.text}”" if isinstance(part, Said) and part.verbatim else part.text for part in parts)


def quotation_words(place: str | None, words: Said) -> str:
    """A quotation with its place in the source."""
    return f"{place}: “{words.text}”" if place else f"“{words.text}”"


def source_words(line: SourceLine, t: Translator) -> str:
    """A source as a bibliographic record: publisher, agency, title, author, dates."""
    parts = [_publisher(line, t), line.title.text]
    if line.author:
        parts.append(t.gettext("by {author}").format(author=line.author))
    if line.reference:
        parts.append(line.reference)
    said = ", ".join(part for part in parts if part).removesuffix(".") + "."
    dates = (
        t.gettext("Published {date}.").format(date=line.published)
        if line.is_published
        else t.gettext("Publication date not known.")
    )
    words = [said, dates]
    if line.captured:
        words.append(t.gettext("Captured {date}.").format(date=line.captured))
    if line.weak:
        words.append(t.gettext("A weak host."))
    return " ".join(words)


def _publisher(line: SourceLine, t: Translator) -> str:
    if not line.agency:
        return line.publisher
    return t.gettext("{publisher}, after {agency}").format(publisher=line.publisher, agency=line.agency)
