"""A statement told field by field, for those who check it: every field of its content, as it was said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _
from pydantic import BaseModel

from servanda.brief.counts import count_text
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.view import View
from servanda.kinds.expiry import Expiry
from servanda.kinds.fields import Text
from servanda.web.forms import fieldwords
from servanda.web.forms.brevity import Brevity, Named, value_of
from servanda.web.forms.options import record_name
from servanda.web.forms.shape import Shape, shapes


@dataclass(frozen=True)
class Teller:
    """Tells contents in one language; ``named`` gives a record's name and the address of its page, ``facts`` that of
    a statement."""

    kind: str
    named: Named
    translator: Translator
    facts: Callable[[str], str]

    def rows(self, content: BaseModel) -> list[dict[str, Any]]:
        """One row a field that was said: label, and values with their language, link or inner rows."""
        return list(self._rows(content))

    def _rows(self, content: BaseModel) -> Iterator[dict[str, Any]]:
        for shape in shapes(type(content)):
            value = value_of(content, shape.key)
            if shape.key in getattr(content, "bulky", ()):
                continue
            if value is None or value == () or (shape.form == "flag" and value == shape.default):
                continue
            yield {"label": fieldwords.label(self.kind, shape.key), "values": list(self._values(shape, value))}

    def _values(self, shape: Shape, value: Any) -> Iterator[dict[str, Any]]:
        match shape.form:
            case "said":
                for language, words in value.by.items():
                    authentic = value.authentic == language
                    yield {"text": words, "lang": language, "note": _("authentic") if authentic else ""}
            case "rows":
                assert shape.item is not None
                for one in value:
                    yield from self._values(shape.item, one)
            case "group":
                yield {"rows": self.rows(value)}
            case "ref":
                name, address = self.named(value)
                yield {"text": name, "href": address}
            case "facts":
                for number, one in enumerate(value, 1):
                    yield {"text": _("fact %(number)s") % {"number": number}, "href": self.facts(one)}
            case "count":
                yield {"text": count_text(value, self.translator), "note": self._words(value.words, value)}
            case _:
                yield {"text": self._plain(shape, value)}

    def _plain(self, shape: Shape, value: Any) -> str:
        if isinstance(value, PartialDate):
            return self.translator.date(value).text
        if isinstance(value, Expiry):
            said = self.translator.date(value.at).text
            return f"{said}, {value.zone}" if value.zone else said
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, tuple):
            return ", ".join(value)
        return fieldwords.choice(value) if shape.form == "choice" else str(value)

    def _words(self, words: Text | None, count: Any) -> str:
        if words is None or (count.exact is None and count.about is None):
            return ""
        return f"“{words.in_language(self.translator.language)[0]}”"


@dataclass(frozen=True)
class Statements:
    """Tells whole statements as seen in a view; ``address`` gives the page of a record by its kind."""

    view: View
    translator: Translator
    address: Callable[[str, str], str]

    def named(self, record: str) -> tuple[str, str]:
        """A record's name, and the address of its page if this reader can see what it is."""
        what = self.view.record(record)
        name = record_name(self.view, record, self.translator.language)
        return name, self.address(what.kind, self.view.aliases[record]) if what else ""

    def fact(self, entry: str) -> str:
        """The address of a statement's page."""
        return self.address("fact", entry)

    def statement(self, entry: Entry) -> dict[str, Any]:
        """A statement for ``fact/statement.html``."""
        name, href = self.named(entry.about)
        return {
            "about": {"text": name, "href": href},
            "rows": Teller(entry.kind, self.named, self.translator, self.fact).rows(cast(BaseModel, entry.payload)),
            "times": list(self._times(entry)),
        }

    def line(self, entry: Entry) -> str:
        """A statement in one line: what is said, without what goes without saying."""
        name, _href = self.named(entry.about)
        pieces = Brevity(self.named, self.translator).pieces(cast(BaseModel, entry.payload), entry.kind)
        return "; ".join(piece for piece in pieces if piece != name)

    def day(self, entry: Entry) -> str:
        """The day a statement is of, as it was said; nothing for what is timeless."""
        return "" if entry.payload.structural and entry.since is None else self.translator.date(entry.start).text

    def _times(self, entry: Entry) -> Iterator[dict[str, str]]:
        labelled = ((_("Since"), entry.since), (_("Until"), entry.until))
        if not entry.payload.structural or not entry.as_of.is_open_start:
            yield {"label": _("As of"), "text": self.translator.date(entry.as_of).text}
        for label, when in labelled:
            if when is not None:
                yield {"label": label, "text": self.translator.date(when).text}
        if entry.said_by:
            name, href = self.named(entry.said_by)
            yield {"label": _("Said by"), "text": name, "href": href}
