"""What the pages of reviews share: who may act where, in whose name, and how states and roles are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda.accounts import roles
from servanda.accounts.models import Post
from servanda.accounts.policy import Answer, Place
from servanda.errors import said_in, worded
from servanda.kernel.review import State, Step
from servanda.kernel.reviews import Reviewing
from servanda.register.reading.places import UPWARDS
from servanda.review import Hand
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.permission import may_act
from servanda.web.visitor import visitor

LONGEST = 20_000
_KEPT = "servanda_parties_of_posts"


@dataclass(frozen=True)
class Right:
    """Whether someone may act, in the name of which post and party, and by which rules."""

    answer: Answer
    party: str | None = None

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.answer.allowed

    @property
    def rules(self) -> list[str]:
        """The rules that decided, in words."""
        return [str(said_in(rule, _)) for rule in self.answer.rules]


def is_now(frame: Frame) -> bool:
    """Whether the page is seen from the present: nothing is recorded from the past."""
    at = frame.at
    return at.as_of >= at.today and at.known_at is None and at.published_by is None


def place_of_review(one: Reviewing) -> Place:
    """Where a review lies: in its plan, if it is of one alone, else in its partnership."""
    plans = one.payload.plans
    return place_in(one, plans[0]) if len(plans) == 1 else Place.of(one.scope)


def place_in(one: Reviewing, record: str) -> Place:
    """Where a record of the review lies, by what its view says (as ``register.reading.places`` asks the register)."""
    chain: list[str] = []
    above: str | None = record
    while above is not None and (own := one.view.aliases[above]) not in chain:
        chain.append(own)
        what = one.view.record(own)
        said = (getattr(what.payload, name, None) for name in UPWARDS) if what is not None else ()
        above = next((str(found) for found in said if found), None)
    return Place.of(*chain, one.scope)


def to_act(frame: Frame, one: Reviewing, wanted: Iterable[str], place: Place | None = None) -> Right:
    """Say whether the request may act where some roles do; at a place in the review, else in the review itself."""
    answer = may_act(frame.request, wanted, place or place_of_review(one))
    return Right(answer, _party(frame.request, answer.post))


def to_answer(frame: Frame, one: Reviewing, objective: str, step: Step, *, is_own_voice: bool) -> Right:
    """Say whether the request may answer about an objective in a step.

    Who acts in the name of a body's post answers as that body only where it holds the objective or has a part in it.
    """
    right = to_act(frame, one, step.acts, place_in(one, objective))
    if right.allowed and is_own_voice and right.party is not None and not holds_part(one, objective, right.party):
        rule = worded("The body of this post holds no part of it.")
        return Right(Answer(False, (rule, *right.answer.rules)), right.party)
    return right


def holds_part(one: Reviewing, objective: str, party: str) -> bool:
    """Whether a body holds an objective, or has a part in it."""
    what = one.view.record(objective)
    if what is None:
        return False
    named = (getattr(what.payload, "holder", None), *getattr(what.payload, "participants", ()))
    return one.view.aliases[party] in {one.view.aliases[name] for name in named if name is not None}


def _party(request: HttpRequest, post: str | None) -> str | None:
    """The body whose post it is; each is asked for once a request."""
    if post is None:
        return None
    known: dict[str, str] = request.__dict__.setdefault(_KEPT, {})
    if post not in known:
        known[post] = Post.objects.filter(name=post).values_list("party", flat=True).first() or ""
    return known[post] or None


def hand(frame: Frame, right: Right) -> Hand:
    """Whoever acts by the request. Where there are no accounts, by the name that was typed."""
    request: HttpRequest = frame.request
    who = visitor(request).who
    name = request.POST.get("who", "").strip()[: signature.LONGEST]
    actor = who.actor if who is not None else signature.actor(name)
    return Hand(actor, right.answer.post, frame.at.reader, right.party, frame.language)


def typed(request: HttpRequest, name: str) -> str:
    """What was typed into a field."""
    return request.POST.get(name, "").strip()[:LONGEST]


def needs_name(frame: Frame) -> bool:
    """Whether it is not known who acts: there are no accounts."""
    return visitor(frame.request).who is None


def state_word(state: State) -> str:
    """How a step stands."""
    words = {
        "ahead": pgettext("a step", "ahead"),
        "open": pgettext("a step", "open"),
        "closed": pgettext("a step", "closed"),
        "left-out": pgettext("a step", "left out"),
    }
    return words[state]


def role_words(names: Iterable[str]) -> str:
    """Roles by their titles."""
    titles = (said_in(roles.ROLES[name].title, _) if name in roles.ROLES else name for name in names)
    return ", ".join(str(title) for title in titles)
