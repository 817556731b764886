"""Who may record by the pages: the one rule, asked by every address that writes.

Where there are accounts, a role at the place decides (``servanda.accounts.policy``). Where there are none,
``SERVANDA_PAGES_WRITE=1`` lets everyone who reaches the pages record. Without it, whoever sits at the machine that
serves them may: the connection comes from this machine, to a name that means this machine, with no other server in
between. ``SERVANDA_PAGES_WRITE=0`` lets nobody record by the pages, whatever role he has.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda.accounts import policy, roles
from servanda.accounts.people import is_taken
from servanda.accounts.policy import EVERYWHERE, Answer, Place
from servanda.errors import Refused, said_in, worded
from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.press import plain
from servanda.kernel.standpoint import Resolved
from servanda.register import Draft
from servanda.register.reading.places import KINDS, is_untold, place_in, place_of, same, unseen
from servanda.register.writing.belonging import OF_ONE, reached
from servanda.register.writing.standing import stands
from servanda.web.seats import seat
from servanda.web.visitor import visitor

SETTING = "SERVANDA_PAGES_WRITE"
_A = TypeVar("_A", bound=Answer)
_RELAYED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")
_LOCAL_NAMES = frozenset({"localhost", "[::1]", "::1"})
PRESIDING = ("chair", "coordinator")  # who plans meetings, records outcomes, and enters the letters that came
_SAID_ONCE = frozenset({"procedure", "text-version"})  # said again, they would be changed
_CARRIED = frozenset({"source", "name", "citation", "replaces", "withdraws"})  # what comes with a statement


def may(request: HttpRequest, act: str, place: Place = EVERYWHERE, kind: str | None = None) -> Answer:
    """Say whether this request may do something at a place, and by which rules."""
    if os.environ.get(SETTING) == "0" and act in _RECORDING:
        return Answer(False, (worded("Nothing can be recorded on these pages, by anyone: its keeper said so."),))
    visiting = visitor(request)
    if visiting.guarded:
        return policy.may(visiting.who, act, place, visiting.today, kind)
    if act in _RECORDING and at_this_machine(request):
        return Answer(True, (worded("There are no accounts: whoever sits at the machine may record."),))
    return Answer(False, (worded("There are no accounts: only whoever sits at the machine may record."),))


def may_act(request: HttpRequest, wanted: Iterable[str], place: Place) -> Answer:
    """Say whether this request may act where some roles do, such as in a step of a review, and by which rules."""
    visiting = visitor(request)
    if not visiting.guarded or os.environ.get(SETTING) == "0":
        return may(request, roles.RECORD, place)
    return policy.holds(visiting.who, wanted, place, visiting.today)


_RECORDING = frozenset({roles.RECORD, roles.CORRECT, roles.CORRECT_OWN, roles.IMPORT, roles.ISSUE, roles.MARK})


def may_somewhere(request: HttpRequest, act: str, kind: str | None = None) -> bool:
    """Say whether there is any place where this request may do something; of recording, a kind of entry."""
    visiting = visitor(request)
    if not visiting.guarded or (os.environ.get(SETTING) == "0" and act in _RECORDING):
        return may(request, act).allowed
    return policy.may_anywhere(visiting.who, act, visiting.today, kind)


def at_this_machine(request: HttpRequest, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether a request may record where there are no accounts."""
    said = environment.get(SETTING, "")
    if said in ("0", "1"):
        return said == "1"
    if any(name in request.META for name in _RELAYED):
        return False
    names = all(_is_local(name) for name in settings.ALLOWED_HOSTS)
    return names and _is_local(request.META.get("REMOTE_ADDR", ""))


def _is_local(name: str) -> bool:
    if name in _LOCAL_NAMES:
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Admitted(Answer):
    """Whether something may be recorded; ``unseen`` are records to be answered for as if they were not there."""

    unseen: frozenset[str] = frozenset()


def to_record(request: HttpRequest, drafts: Iterable[Draft], scope: str, at: Resolved, named: str = "") -> Admitted:
    """Say whether this request may record what a form came to: each statement where its record lies, and will lie.

    ``named`` is the record that was chosen on the form, if none is made anew. A record of which whoever asks may not
    know is answered for as one that is not there, wherever it lies (rule 14).
    """
    if not visitor(request).guarded:
        return admitted(may(request, roles.RECORD))
    every = tuple(drafts)
    hidden = set(unseen({record for draft in every for record in _spoken_of(draft)}, at, named))
    answers = []
    for draft in [one for one in every if one.payload.kind not in _CARRIED] or every[:1]:
        kind = draft.payload.kind
        if getattr(draft.payload, "review", None) and not may(request, roles.CORRECT, Place.of(scope)).allowed:
            return Admitted(False, (worded("What is said in a review is submitted on the page of the review."),))
        if (refused := _not_his_post(request, draft.payload)) is not None:
            return admitted(refused)
        here = may(request, roles.RECORD, Place.of(scope), kind)
        for record, place in _places(draft, scope, at):
            answer = may(request, roles.RECORD, place, kind)
            if record not in hidden and not answer.allowed and is_untold(record, at):
                hidden.add(record)
            if record in hidden:
                answer, place = here, Place.of(scope)
            if answer.allowed and kind == "reply":
                answer = _replies(request, draft, place, at, answer)
            if answer.allowed and kind in _SAID_ONCE and draft.about == named:
                answer = replace(may(request, roles.CORRECT, place), post=answer.post)
            answers.append(answer)
    first = next((one for one in answers if not one.allowed), answers[0])
    return replace(admitted(first), unseen=frozenset(hidden))


def admitted(answer: Answer) -> Admitted:
    """The same answer, where nothing is unseen."""
    return Admitted(answer.allowed, answer.rules, answer.post)


def _spoken_of(draft: Draft) -> Iterator[str]:
    """The records that a draft names."""
    if draft.payload.temporal is not Temporal.ENTRY:
        yield draft.about
    if draft.said_by is not None:
        yield draft.said_by
    yield from draft.payload.references()


def _places(draft: Draft, scope: str, at: Resolved) -> Iterator[tuple[str, Place]]:
    """Where a right is needed to record something: where its record lies, and those that it reaches into."""
    content: Any = draft.payload
    yield draft.about, place_of(draft.about, scope, at, content)
    for record in reached(content):
        yield record, place_of(record, scope, at)
    if content.kind in KINDS and content.kind != "partnership":
        yield draft.about, place_in(content, at)
    if content.kind in OF_ONE and getattr(content, "partnership", scope) != scope:
        yield content.partnership, Place.of(content.partnership)


def _replies(request: HttpRequest, draft: Draft, place: Place, at: Resolved, answer: Answer) -> Answer:
    """Whether a reply may be recorded: by a party's own post, in its name; by whoever presides, from its letter."""
    content: Any = draft.payload
    post = seat(request, content.party, at)
    if post is not None:
        return replace(answer, post=post)
    clerk = may_act(request, PRESIDING, place)
    if not clerk.allowed:
        rule = worded("A party replies by whoever holds its post; whoever presides enters the letter that came.")
        return Answer(False, (rule, *clerk.rules))
    if draft.said_by is not None and draft.said_by in same(content.party, at):
        return Answer(False, (worded("Only whoever holds the post of a party records that it says so itself."),))
    return clerk


def _not_his_post(request: HttpRequest, content: object) -> Answer | None:
    """Refuse a clearance in the name of a post by who does not hold it, or of another person."""
    who, clearer = visitor(request).who, getattr(content, "clearer", None)
    if who is None or clearer is None:
        return None
    if plain(clearer) in {plain(name) for _own, name in who.posts}:
        return None
    if plain(clearer) == plain(who.name) and not is_taken(who.name, who.person):
        return None
    return Answer(False, (worded("A line is cleared by whoever holds the post that is named, or is named."),))


def to_correct(request: HttpRequest, entries: Iterable[Entry], at: Resolved) -> Answer:
    """Say whether this request may correct or withdraw a statement: its own, or by a role that corrects others'.

    What was submitted to a review stands: its author has it sent back. So does what was said of a text put to decision,
    or recorded at a table: only whoever corrects others' statements corrects it. What only some roles record, only
    they correct.
    """
    recordings = tuple(entries)
    place = place_of(recordings[0].about, recordings[0].scope, at) if visitor(request).guarded else EVERYWHERE
    if recordings[0].kind in roles.RESERVED:
        answer = may(request, roles.RECORD, place, recordings[0].kind)
        return (_not_his_post(request, recordings[0].payload) or answer) if answer.allowed else answer
    answer = may(request, roles.CORRECT, place)
    if answer.allowed or not all(_is_own(request, one) for one in recordings):
        return answer
    if any(getattr(one.payload, "review", None) for one in recordings):
        rule = worded("What was submitted to a review stands; it is sent back to be revised.")
        return Answer(False, (rule, *answer.rules))
    if stands(recordings[0]):
        rule = worded("It stands as it was recorded, and its author does not change it.")
        return Answer(False, (rule, *answer.rules))
    return may(request, roles.CORRECT_OWN, place)


def to_mark(request: HttpRequest, entries: Iterable[Entry], at: Resolved) -> Answer:
    """Say whether this request may decide anew who may see a statement."""
    recordings = tuple(entries)
    place = place_of(recordings[0].about, recordings[0].scope, at) if visitor(request).guarded else EVERYWHERE
    return may(request, roles.MARK, place)


def _is_own(request: HttpRequest, entry: Entry) -> bool:
    who = visitor(request).who
    posts = {name for _own, name in who.posts} if who is not None else set()
    return who is not None and (entry.actor == who.actor or entry.on_behalf_of in posts)


def required(answer: _A) -> _A:
    """Give the answer if it is yes; raise ``Refused`` with the rules that decided otherwise."""
    if not answer.allowed:
        sentence = " ".join(str(said_in(rule, _)) for rule in answer.rules)
        remedy = _("Ask whoever gives the roles of this place; or record elsewhere.")
        if answer.rests:
            remedy = _("Set up a second proof: on the page under your name, “Second proof and passkeys”.")
        raise Refused("no-role", sentence, remedy)
    return answer


def writing(act: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a page that does something be reached only by those who may do it somewhere.

    Whoever is not signed in is led to sign in; raises ``Refused`` with the reason for all others.
    """

    def guarding(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if may_somewhere(request, act):
                return view(request, *args, **kwargs)
            visiting = visitor(request)
            if not visiting.guarded or os.environ.get(SETTING) == "0":
                raise _read_only()
            if visiting.person is None:
                return to_sign_in(request)
            required(may(request, act))
            raise _read_only()

        return handle

    return guarding


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to signing in, and back from there to what was asked for."""
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}", status=303)


def _read_only() -> Refused:
    return Refused(
        "pages-read-only",
        _("These pages may be read here, and nothing can be recorded on them."),
        _(
            "Record on the machine that keeps the register, with “servanda record” or its own pages; "
            "its keeper can make accounts, or allow recording here by setting SERVANDA_PAGES_WRITE=1."
        ),
    )
