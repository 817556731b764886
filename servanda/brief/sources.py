"""The sources at the foot: what was cited, numbered in the order of reading, with what is held of it."""

from servanda.brief.citing import Numbers
from servanda.brief.model import Said, SourceLine
from servanda.brief.scene import Scene


def lines(scene: Scene, numbers: Numbers) -> tuple[SourceLine, ...]:
    """The bibliographic record of every source that a mark leads to."""
    return tuple(
        _line(scene, record, number, tuple(numbers.quotations.get(record, ())))
        for record, number in numbers.order.items()
    )


def _line(scene: Scene, record: str, number: int, quotations: tuple[tuple[str | None, Said], ...]) -> SourceLine:
    source = scene.view.record(record)
    if source is None:
        nowhere = Said(scene.name(record), scene.language)
        return SourceLine(number, record, "", nowhere, None, None, None, None, "", None, is_published=False)
    payload = source.payload
    title, language = payload.title.in_language(payload.language or scene.language)
    published = payload.published
    return SourceLine(
        number=number,
        record=record,
        publisher=payload.publisher,
        title=Said(title, language),
        agency=payload.agency if payload.agency != payload.publisher else None,
        author=payload.author,
        address=payload.address,
        language=payload.language,
        published=scene.date_text(published) if published else scene.t.gettext("publication date not known"),
        captured=scene.date_text(payload.captured) if payload.captured else None,
        reference=payload.reference,
        weak=payload.weak,
        quotations=quotations,
        is_published=published is not None,
    )
