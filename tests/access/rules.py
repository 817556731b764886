"""What each address of the pages asks of whoever opens it: one line each. An address without a line fails the test."""

from dataclasses import dataclass

from servanda.accounts import roles


@dataclass(frozen=True)
class Rule:
    """Open to all; for whoever is ``signed`` in; or for whoever ``may`` do something: somewhere, ``here``, or in the
    register as a ``whole``.

    ``shows`` says that it shows statements, each to those who may see its marking. ``takes`` says whether it takes
    a form. ``status`` is what it answers to whoever may open it and gives it nothing, where that is not 200.
    """

    may: str = ""
    here: bool = False
    whole: bool = False
    signed: bool = False
    shows: bool = False
    takes: bool = False
    status: tuple[int, ...] = (200,)


SHOWS = Rule(shows=True)
OPEN, ENTRANCE = Rule(), Rule(takes=True)
OWN = Rule(signed=True, takes=True)
CONFIRMED = Rule(signed=True, takes=True, status=(200, 302, 403, 404))  # once more: is it still you?

RULES: dict[str, Rule] = {
    "start": SHOWS,
    "partnership": SHOWS,
    "brief-pdf": SHOWS,
    "brief-docx": SHOWS,
    "brief": SHOWS,
    "calendar": SHOWS,
    "press": SHOWS,
    "disputes": SHOWS,
    "compare": SHOWS,
    "portfolio": SHOWS,
    "disagreements": SHOWS,
    "items": SHOWS,
    "items-csv": SHOWS,
    "plan": SHOWS,
    "dates": SHOWS,
    "plan-text": Rule(shows=True, takes=True),
    "plan-course": Rule(shows=True, takes=True),
    "plan-succession": Rule(shows=True, takes=True),
    "package": SHOWS,
    "objective": SHOWS,
    "objective-date": Rule(shows=True, takes=True),
    "operation": SHOWS,
    "contribution": SHOWS,
    "party": SHOWS,
    "meeting": SHOWS,
    "meeting-agenda": Rule(shows=True, takes=True),
    "meeting-table": Rule(shows=True, takes=True),
    "meeting-minutes": Rule(shows=True, takes=True),
    "meeting-minutes-pdf": SHOWS,
    "meeting-minutes-docx": SHOWS,
    "visit": SHOWS,
    "decision": SHOWS,
    "reviews": Rule(shows=True, takes=True),
    "review": Rule(shows=True, takes=True),
    "review-meeting": Rule(shows=True, takes=True),
    "review-answers": Rule(may=roles.RECORD, shows=True, takes=True),
    "review-answer": Rule(may=roles.RECORD, shows=True, takes=True),
    "decisions": SHOWS,
    "procedure": SHOWS,
    "text-version": Rule(shows=True, status=(302, 303)),
    "sources": SHOWS,
    "source": SHOWS,
    "fact": SHOWS,
    "issued": SHOWS,
    "partnership-ics": SHOWS,
    "partnership-atom": SHOWS,
    "plan-ics": SHOWS,
    "plan-atom": SHOWS,
    "package-ics": SHOWS,
    "package-atom": SHOWS,
    "party-ics": SHOWS,
    "party-atom": SHOWS,
    "follow": Rule(shows=True, takes=True),
    "told": OWN,
    "desk": Rule(signed=True, shows=True, takes=True),
    "feed-ics": Rule(status=(404,)),
    "feed-atom": Rule(status=(404,)),
    "search": SHOWS,
    "why": OPEN,
    "issue": Rule(may=roles.ISSUE, here=True, shows=True, takes=True),
    "correct": Rule(may=roles.CORRECT_OWN, shows=True, takes=True),
    "mark": Rule(may=roles.MARK, here=True, shows=True, takes=True),
    "record": Rule(may=roles.RECORD, shows=True, takes=True),
    "import": Rule(may=roles.IMPORT, shows=True, takes=True),
    "import-file": Rule(may=roles.IMPORT, takes=True, status=(404,)),
    "import-preview": Rule(may=roles.IMPORT, status=(404,)),
    "import-mapping": Rule(may=roles.IMPORT, takes=True, status=(404,)),
    "people": Rule(may=roles.ADMINISTER, takes=True),
    "people-log": Rule(may=roles.AUDIT, whole=True),
    "audit": Rule(may=roles.AUDIT, whole=True),
    "person": Rule(may=roles.ADMINISTER, takes=True, status=(404,)),
    "post": Rule(may=roles.ADMINISTER, takes=True, status=(404,)),
    "partnership-people": Rule(may=roles.SEE_PEOPLE, here=True, takes=True),
    "me": OWN,
    "invitation": Rule(takes=True, status=(403,)),
    "account_login": Rule(takes=True, status=(200, 302)),
    "account_logout": Rule(takes=True, status=(200, 302)),
    "account_inactive": OPEN,
    "account_reauthenticate": CONFIRMED,
    "account_change_password": CONFIRMED,
    "account_set_password": CONFIRMED,
    "account_reset_password": OPEN,
    "socialaccount_signup": Rule(status=(403,)),
    "mfa_index": OWN,
    "mfa_authenticate": Rule(takes=True, status=(302,)),
    "mfa_reauthenticate": CONFIRMED,
    "mfa_activate_totp": CONFIRMED,
    "mfa_deactivate_totp": CONFIRMED,
    "mfa_view_recovery_codes": CONFIRMED,
    "mfa_generate_recovery_codes": CONFIRMED,
    "mfa_download_recovery_codes": CONFIRMED,
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": CONFIRMED,
    "mfa_login_webauthn": Rule(takes=True, status=(302,)),
    "mfa_reauthenticate_webauthn": CONFIRMED,
    "mfa_remove_webauthn": CONFIRMED,
    "mfa_edit_webauthn": CONFIRMED,
    "usersessions_list": OWN,
    "socialaccount_connections": Rule(status=(302,)),
    "socialaccount_login_cancelled": OPEN,
    "socialaccount_login_error": Rule(status=(401,)),
    "openid_connect_login": Rule(takes=True, status=(404,)),
    "openid_connect_callback": Rule(status=(404,)),
}
