"""The rules and the next step of a text put to decision, in words for its page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda.brief.procedure import ProcedureTold
from servanda.i18n import Translator


def next_words(t: Translator, told: ProcedureTold) -> list[str]:
    """What happens next, or what is to be done."""
    procedure = told.procedure
    course, silence = procedure.course, procedure.payload.way == "silence"
    if course is None:
        return [_("Sources differ on until when it ran. Choose the one to follow, or correct the one that is wrong.")]
    if course.is_open and silence:
        stands = _("If nobody objects in writing by then, the text stands.")
        return [stands, _("Nothing has to be done by those who agree.")]
    if course.is_open:
        return [_("The text stands when the last of them has agreed.")]
    announced = _announced(t, told)
    if course.state in ("broken", "lapsed"):
        return [announced, _("A changed text would be another version, put to decision anew.")]
    return [announced]


def _announced(t: Translator, told: ProcedureTold) -> str:
    if not told.procedure.is_announced:
        return _("It has not been announced yet.")
    course = told.procedure.course
    made = next(fact for fact in told.procedure.announced if course and fact.payload.result == course.state)
    return _("It was announced on %(moment)s.") % {"moment": t.date(made.as_of).text}


def breaks(t: Translator, told: ProcedureTold) -> list[str]:
    """What keeps the text from being adopted."""
    rules, silence = told.procedure.rules, told.procedure.payload.way == "silence"
    until = t.date(told.expires).text if told.expires else ""
    if not until:
        when = _("before all have agreed")
    elif rules.at_expiry == "late":
        when = _("received before %(moment)s") % {"moment": until}
    else:
        when = _("received at %(moment)s at the latest") % {"moment": until}
    named = {
        "objection": _("A written objection of a party asked, %(when)s."),
        "amendment": _("A written amendment of a party asked, %(when)s. The text then changes, and starts anew."),
        "reservation": _("A written reservation of a party asked, %(when)s."),
    }
    found = [words % {"when": when} for what, words in named.items() if what in rules.breaking]
    enough = ngettext("The word of %(n)s party is enough.", "It takes the words of %(n)s parties.", rules.objections)
    found[0] = f"{found[0]} {enough % {'n': rules.objections}}"
    if not silence and until:
        found.append(_("That not all have agreed by then."))
    return [*found, _("That the text is withdrawn, or that a changed text is put to decision.")]


def keeps(told: ProcedureTold) -> list[str]:
    """What is kept and changes nothing."""
    found = [_("A question, or a statement for the record.")]
    if "reservation" not in told.procedure.rules.breaking:
        found.append(_("A reservation: the text stands, and the reservation beside it."))
    return [
        *found,
        _("An objection spoken and not written."),
        _("A letter received after the time, whenever it was written."),
        _("The word of a party that was not asked."),
    ]
