"""An address for every name the pages bind, in one of the two partnerships."""

from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, get_resolver, reverse

from servanda.register.lists.items import ORDERS
from tests.access.register import HIDDEN, record_of

_NONE = "0" * 32
_RECORDS = {
    "partnership": "partnership", "brief-pdf": "partnership", "brief-docx": "partnership", "calendar": "partnership",
    "disputes": "partnership", "compare": "partnership", "partnership-people": "partnership", "issue": "partnership",
    "press": "partnership",
    "plan": "plan", "dates": "plan", "plan-text": "plan",
    "plan-course": "plan", "objective-date": "objective", "plan-succession": "plan",
    "package": "package", "objective": "objective", "operation": "operation",
    "contribution": "contribution", "party": "state", "review": "review", "source": "source", "fact": "the tally",
    "correct": "the tally", "mark": "the tally", "review-answers": "review",
    "review-meeting": "review", "meeting-agenda": "meeting", "meeting-table": "meeting", "meeting-minutes": "meeting",
    "meeting-minutes-pdf": "meeting", "meeting-minutes-docx": "meeting",
    "issued": "the issued", "meeting": "meeting", "visit": "visit", "decision": "decision",
    "procedure": "procedure", "text-version": "text", "partnership-ics": "partnership",
    "partnership-atom": "partnership",
    "plan-ics": "plan", "plan-atom": "plan", "package-ics": "package", "package-atom": "package", "party-ics": "state",
    "party-atom": "state", "follow": "objective",
}  # fmt: skip
_OTHERS: dict[str, dict[str, Any]] = {
    "import-file": {"token": _NONE},
    "import-preview": {"token": _NONE},
    "import-mapping": {"token": _NONE},
    "person": {"ident": _NONE},
    "post": {"ident": _NONE},
    "invitation": {"secret": "nothing"},
    "feed-ics": {"secret": "nothing"},
    "feed-atom": {"secret": "nothing"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "openid_connect_login": {"provider_id": "none"},
    "openid_connect_callback": {"provider_id": "none"},
}
SLOW = frozenset(
    {"brief-pdf", "brief-docx", "meeting-minutes-pdf", "meeting-minutes-docx"}
)  # made by compilers: asked for less often


def names() -> list[str]:
    """The name of every address that is bound."""
    return [str(one.name) for one in get_resolver().url_patterns if isinstance(one, URLPattern)]


def address(name: str, place: str) -> str:
    """The address of a name in a partnership."""
    if name == "brief":
        return reverse(name, args=[record_of(place, "partnership"), "json"])
    if name == "review-answer":
        return reverse(name, args=[record_of(place, "review"), record_of(place, "objective")])
    if name in _RECORDS:
        return reverse(name, args=[record_of(place, _RECORDS[name])])
    path = reverse(name, kwargs=_OTHERS.get(name))
    asked = {
        "search": "?q=hiddenword",
        "items": "",
        "record": f"?kind=statement&scope={record_of(place, 'partnership')}",
    }
    return path + asked.get(name, "")


def further(name: str, place: str) -> list[str]:
    """The other addresses of a name: forms in which one chooses from the records and facts that one sees."""
    if name != "record":
        return []
    asked = {"about": record_of(place, "line"), "c.rests_on.0": record_of(place, "marked 4 tally"), "find": "goals"}
    forms = [
        {"kind": kind, "scope": record_of(place, "partnership"), **more}
        for kind in ("press-line", "line-cleared")
        for more in ({}, asked)
    ]
    return [f"{reverse(name)}?{urlencode(form)}" for form in forms]


def of_hidden(name: str, place: str) -> list[str]:
    """The addresses of a name for what is hidden from most, and is not there before it is."""
    own = _RECORDS.get(name, "").replace("state", "party")
    if own in HIDDEN:
        return [reverse(name, args=[record_of(place, f"hidden {own} 3")])]
    return [reverse(name, args=[record_of(place, "hidden the meeting 3")])] if own == "the tally" else []


def lists(name: str, place: str) -> list[str]:
    """A list of items in each order and by each sort of filter, and on a day that has passed; and one of reviews."""
    if name == "reviews":
        return [f"{reverse(name)}?plan={record_of(place, 'plan')}"]
    graded = "grade=completion/irm/complete"
    asked = [*(f"order={order}" for order in ORDERS), graded, "grade=completion/irm/none", f"order=due&{graded}"]
    return [f"{reverse(name)}?{one}" for one in (*asked, "words=open", "as_of=2016-01-01")] if name == "items" else []
