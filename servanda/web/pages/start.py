"""The first page of a register: its partnerships, and since when anything is known of each."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import register
from servanda.brief import title_of
from servanda.web.faults import shown
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest) -> HttpResponse:
    """List the partnerships that exist for this reader, as seen from the standpoint."""
    frame = Frame.of(request)
    view = register.whole_view(frame.at)
    words = register.frameworks()
    listed = []
    for fact in view.of_kind("partnership"):
        facts = register.days(frame.at, fact.about)
        counted = [(day, n) for day, n in facts if day <= frame.at.as_of]
        total = sum(n for _day, n in counted)
        listed.append(
            {
                "name": title_of(view, fact.about, words, frame.language),
                "href": frame.link("partnership", fact.about),
                "parties": ", ".join(title_of(view, party, words, frame.language) for party in fact.payload.parties),
                "kinds": ngettext("%(n)s dated statement", "%(n)s dated statements", total) % {"n": total},
                "last": _("Last of them: %(day)s") % {"day": frame.say(counted[-1][0])} if counted else "",
            }
        )
    listed.sort(key=lambda one: one["name"])
    return frame.render(
        "pages/start.html",
        title=_("Where do we stand?"),
        lede=_("What was agreed, what was done about it, who says so, and where things stood on any day."),
        room="start",
        partnerships=listed,
        view_hash=view.sha256(),
    )
