"""A content in one line: figures with what they count, and words as they were said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from pydantic import BaseModel

from servanda.brief.counts import count_text
from servanda.brief.names import human
from servanda.i18n import Translator
from servanda.web.forms import fieldwords
from servanda.web.forms.shape import Shape, shapes

Named = Callable[[str], tuple[str, str]]  # a record's identifier -> its name and address

_UNSAID = frozenset({"partnership", "lines_are", "word"})  # the page says it already
_ALONE = frozenset(
    {"what", "text", "title", "subject", "topic", "step", "grade", "publisher", "lines", "parts", "areas"}
)


def value_of(content: BaseModel, key: str) -> Any:
    """The value of a field by its key, which may be an alias."""
    fields = type(content).model_fields
    return getattr(content, key if key in fields else next(n for n, f in fields.items() if f.alias == key))


_LONGEST_PART = 160  # characters


@dataclass(frozen=True)
class Brevity:
    """Says contents shortly; ``named`` gives a record's name."""

    named: Named
    translator: Translator

    def pieces(self, content: BaseModel, kind: str) -> Iterator[str]:
        """The pieces of the line, each with its label where it does not speak for itself."""
        for shape in shapes(type(content)):
            value = value_of(content, shape.key)
            if (
                shape.key in (*_UNSAID, *getattr(content, "bulky", ()))
                or value is None
                or value in ((), shape.default)
                or isinstance(value, bool)
            ):
                continue
            words = self._words(shape, value)
            yield words if shape.key in _ALONE else f"{fieldwords.label(kind, shape.key)}: {words}"

    def _words(self, shape: Shape, value: Any) -> str:
        match shape.form:
            case "said":
                return str(value.in_language(self.translator.language)[0])
            case "rows":
                assert shape.item is not None
                return ", ".join(self._words(shape.item, one) for one in value)
            case "group":
                return self._counted(value) if hasattr(value, "count") else self._said(value)
            case "ref":
                return self.named(value)[0]
            case "count":
                return count_text(value, self.translator)
            case "when":
                return self.translator.date(value).text
            case "expiry":
                return self.translator.date(value.at).text
            case "facts":
                return f"{len(value)}"
            case "slugs":
                return ", ".join(value)
            case "choice":
                return fieldwords.choice(value)
            case "slug":
                return human(value)
            case _:
                return str(value)

    def _said(self, part: Any) -> str:
        """A part that counts nothing, such as an article: the beginning of what is said in it."""
        said = ((shape, value_of(part, shape.key)) for shape in shapes(type(part)) if shape.form != "ref")
        return shorten(": ".join(self._words(shape, value) for shape, value in said if value), _LONGEST_PART)

    def _counted(self, part: Any) -> str:
        """A line or a share: what is counted, and how many; within it its own shares. Of an article, its words."""
        named = ((shape, value_of(part, shape.key)) for shape in shapes(type(part)) if shape.form in ("said", "slug"))
        name = next((self._words(shape, value) for shape, value in named if value is not None), "")
        if not hasattr(part, "count"):
            return name
        inner = ", ".join(self._counted(one) for one in getattr(part, "parts", ()))
        return f"{name}: {count_text(part.count, self.translator)}" + (f" ({inner})" if inner else "")
