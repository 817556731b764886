"""What is typed into a form of a review or at a table, kept while it is: one's own strand, others' beside it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from servanda.drafting import keeping
from servanda.drafting.keeping import Author, Kept
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.visitor import visitor

_HIDDEN = frozenset(
    {
        "csrfmiddlewaretoken",
        "form",
        "act",
        "strand",
        "version",
        "seen",
        "axis",
        "voice",
        "return-reason",
        "return-words",
    }
)
LONGEST = 20_000


class Sheet:
    """One form as one person meets it."""

    def __init__(self, frame: Frame, review: str, objective: str, track: str) -> None:
        self._request = frame.request
        self._place = self.place(review, objective, track)
        self._author = _author(frame)
        self._all = keeping.kept(self._place)
        self._kept: Kept | None = None

    @staticmethod
    def place(review: str, objective: str, track: str) -> str:
        """What stands for the form."""
        return keeping.place("review", review, objective, track)

    @property
    def own(self) -> Kept | None:
        """One's own strand: the one kept just now, else the last one."""
        if self._kept is not None or self._request.method == "POST":
            return self._kept
        return next((one for one in self._all if one.author.ident == self._author.ident), None)

    def text(self) -> dict[str, str]:
        """What stands in the form: what was typed just now, else one's own draft."""
        if self._request.method == "POST":
            return self._typed()
        return dict(self.own.text) if self.own is not None else {}

    def others(self) -> list[Kept]:
        """The strands beside one's own, the one kept last first."""
        own = self.own.strand if self.own is not None else None
        return [one for one in self._all if one.strand != own]

    def keep(self) -> Kept | None:
        """Keep what was typed; nothing of an empty form."""
        said = self._typed()
        strand, version = self._number("strand"), self._number("version")
        if not any(words.strip() for name, words in said.items() if name != "who") and not strand:
            return None
        self._kept = keeping.keep(self._place, self._author, said, strand or None, version)
        self._all = keeping.kept(self._place)
        return self._kept

    def draft(self, field: str) -> HttpResponse:
        """Keep what is being typed: for a script as JSON, else by going back to a field of the form."""
        kept = self.keep()
        if "application/json" not in self._request.headers.get("Accept", ""):
            return HttpResponseRedirect(f"{self._request.get_full_path()}#f-{field}", status=303)
        if kept is None:
            return JsonResponse({"strand": None})
        said = _("Kept as a draft at %(time)s.") % {"time": f"{kept.kept_at:%H:%M:%S} UTC"}
        if kept.is_apart:
            said = _("Kept as a draft of its own: the other was changed meanwhile. Both stand side by side.")
        others = len(self.others())
        return JsonResponse({"strand": kept.strand, "version": kept.version, "said": said, "others": others})

    def submitted(self) -> None:
        """One's own strand is submitted: it is needed no more, unless it was kept again meanwhile."""
        if strand := self._number("strand"):
            keeping.remove(self._place, self._author, strand, self._number("version"))

    def _typed(self) -> dict[str, str]:
        return {name: str(words)[:LONGEST] for name, words in self._request.POST.items() if name not in _HIDDEN}

    def _number(self, name: str) -> int:
        said = self._request.POST.get(name, "")
        return int(said) if said.isdecimal() and len(said) < 18 else 0


def beside(kept: Kept, said: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A draft of someone else, or of another window, beside one's own: what it says, as label and words."""
    return {"name": kept.author.name, "kept": f"{kept.kept_at:%Y-%m-%d %H:%M} UTC", "said": list(said)}


def _author(frame: Frame) -> Author:
    person = visitor(frame.request).person
    if person is not None:
        return Author(str(person.id), person.name)
    name = frame.request.POST.get("who", "").strip() or signature.remembered(frame.request)
    return Author("", name[: signature.LONGEST])
