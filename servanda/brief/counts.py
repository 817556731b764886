"""A count as it was said: exact, about, bounded, in words only, none. Nothing is made exact that was not."""

from servanda.brief.model import Figure, Part, Plain, Sign
from servanda.brief.parts import fill
from servanda.i18n import Translator
from servanda.kernel.values import Value
from servanda.kinds.fields import Count


def count_parts(count: Count, t: Translator) -> tuple[Part, ...]:
    """Say a count; words of a source are kept beside the number they came with."""
    if count.words is not None and count.exact is None and count.about is None:
        words, _ = count.words.in_language(t.language)
        return (Sign(f"“{words}”", "vague"),)
    return value_parts(count.value, t)


def value_parts(value: Value, t: Translator) -> tuple[Part, ...]:
    """Say a value that is a number or "none"."""
    if value.form == "none":
        return (Sign(t.gettext("none"), "none"),)
    if value.exact is not None:
        return (Sign("0", "zero"),) if value.exact == 0 else (Figure(str(value.exact)),)
    if value.low is not None and value.high is not None:
        return fill(t.gettext("{low} to {high}"), low=Figure(str(value.low)), high=Figure(str(value.high)))
    if value.high is not None:
        return fill(t.gettext("up to {number}"), number=Figure(str(value.high)))
    if value.low is not None:
        return fill(t.gettext("at least {number}"), number=Figure(str(value.low)))
    if value.text.startswith("about "):
        return fill(t.gettext("about {number}"), number=Figure(value.text.removeprefix("about ")))
    return (Plain(value.text),)


def count_text(count: Count, t: Translator) -> str:
    """A count as text."""
    return "".join(part.text for part in count_parts(count, t))
