"""A register in which every contributor has a plan to report on: accounts, posts, roles, and a review for each."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from benchmarks.shape import own, title
from benchmarks.stress.clients import Sending
from benchmarks.stress.shape import Amount, words
from servanda.accounts import changes
from servanda.accounts.changes import By
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kinds.fields import Text
from servanda.kinds.name import Name
from servanda.kinds.objective import Objective
from servanda.kinds.partnership import Partnership
from servanda.kinds.party import Party
from servanda.kinds.plan import Plan
from servanda.ledger import clock
from servanda.ledger.opening import initialise
from servanda.register import Draft, record_many
from servanda.review import Hand, open_review

FRAMEWORK, STEP, TRACK, AXIS = "ogp-action-plan", "implementation", "self", "completion"
GRADES = ("not-started", "limited", "substantial", "complete")
_KEEPER = By(words="the benchmark")
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Contributor:
    """One who answers: the review, the session, the token against forged forms, and the objectives that are asked."""

    review: str
    session: str
    token: str
    objectives: tuple[str, ...]


def fill(amount: Amount) -> list[Contributor]:
    """Make it all in the database that Django is pointed at."""
    initialise()
    record_many(_drafts(amount), actor="the benchmark")
    return [_contributor(number, amount) for number in range(amount.contributors)]


def _drafts(amount: Amount) -> Iterator[Draft]:
    scope, state, organisation = own("partnership", 0), own("state", 0), own("organisation")
    yield Draft(Partnership(parties=(state, organisation)), scope, scope=scope)
    yield Draft(Name(text="The partnership", language="en"), scope, scope=scope)
    yield Draft(Party(category="state"), state, scope=scope)
    yield Draft(Name(text="The state", language="en"), state, scope=scope)
    yield Draft(Party(category="organisation"), organisation, scope=scope)
    yield Draft(Name(text="The organisation", language="en"), organisation, scope=scope)
    for number in range(amount.contributors):
        body, plan = own("body", number), own("plan", number)
        yield Draft(Party(category="office", within=state), body, scope=scope)
        yield Draft(Name(text=f"Office {number}", language="en"), body, scope=scope)
        content = Plan(framework=FRAMEWORK, partnership=scope, period=PartialDate("2025/2026"))
        yield Draft(content, plan, scope=scope)
        for one in range(amount.each):
            text = Text(by={"en": title(number * amount.each + one)})
            asked = Objective(of=plan, code=f"{one + 1}", level="commitment", text=text, holder=body)
            yield Draft(asked, _objective(number, one), scope=scope)


def _objective(contributor: int, number: int) -> str:
    return own("objective", contributor, number)


def _contributor(number: int, amount: Amount) -> Contributor:
    plan, today = own("plan", number), clock.today()
    review = open_review(FRAMEWORK, own("partnership", 0), [plan], Hand("the coordinator"), step=STEP)
    person = changes.create(f"contributor{number}@example.org", f"Contributor {number}", _KEEPER)
    post = changes.make_post(f"Desk of office {number}", _KEEPER, own("body", number))
    changes.hold(person, post, _KEEPER, today)
    changes.grant("contributor", post, _KEEPER, today, place=plan)
    # signed in without typing: sign-ins from one address are limited
    browser = Client()
    browser.force_login(person, backend=_BACKEND)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return Contributor(
        review, session, secrets.token_hex(16), tuple(_objective(number, one) for one in range(amount.each))
    )


def address_of(contributor: Contributor, objective: int) -> str:
    """The address of a form."""
    return f"/review/{contributor.review}/answers/{contributor.objectives[objective]}/?track={TRACK}"


def sending(amount: Amount, who: int, what: int, contributor: Contributor) -> Sending:
    """The form as a browser sends it."""
    number = who * amount.each + what
    typed = {
        "csrfmiddlewaretoken": contributor.token,
        "form": random_id(),
        "strand": "",
        "version": "",
        "act": "submit",
        f"grade-{AXIS}": GRADES[number % len(GRADES)],
        "reasoning": words(number),
        "evidence": f"Report of the office, chapter {what}",
        "challenges": "",
    }
    cookies = {settings.SESSION_COOKIE_NAME: contributor.session, settings.CSRF_COOKIE_NAME: contributor.token}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }
    return Sending(number, "POST", address_of(contributor, what), headers, urlencode(typed).encode())
