"""What records are called at a standpoint: by their name facts (rule 12), else by what they are."""

from collections.abc import Iterable

from servanda.kernel.view import Fact, View

_FALLBACK_LANGUAGE = "en"


def name_fact(view: View, record: str, language: str, uses: Iterable[str]) -> Fact | None:
    """The name of a record in a language at the as-of date, of the first use that it has one for."""
    names = [fact for fact in view.about(record, "name") if _is_borne(view, fact)]
    for use in uses:
        of_use = [fact for fact in names if fact.payload.use == use]
        for wanted in (language, language.split("-")[0], _FALLBACK_LANGUAGE):
            found = [fact for fact in of_use if fact.payload.language == wanted]
            if found:
                return max(found, key=_latest)
        if of_use:
            return max(of_use, key=lambda fact: (fact.payload.language, *_latest(fact)))
    return None


def _is_borne(view: View, fact: Fact) -> bool:
    """Whether the name is still borne: a name that was given up is printed only in texts of its time."""
    until = fact.entry.until
    return until is None or until.latest >= view.standpoint.as_of


def _latest(fact: Fact) -> tuple[int, str]:
    since = fact.entry.since
    return (since.earliest.toordinal() if since else 0, fact.payload.text)


def human(slug: str) -> str:
    """Read a slug as words: "armed-forces" is "armed forces"."""
    return slug.replace("-", " ").replace("_", " ")
