"""What the kinds are called on the pages, and the groups they are offered in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servanda.brief.names import human

Lazy = str | Promise


@dataclass(frozen=True)
class KindWords:
    """A kind's title, and one line on what it is for."""

    title: Lazy
    summary: Lazy


KINDS: dict[str, KindWords] = {
    "party": KindWords(_("Party"), _("a state, organisation, ministry, unit, committee or person")),
    "partnership": KindWords(_("Partnership"), _("two or more parties")),
    "plan": KindWords(_("Plan"), _("one document of a framework, for a period and stage")),
    "package": KindWords(_("Package"), _("the objectives agreed at one date")),
    "objective": KindWords(_("Objective"), _("one item of a plan or package")),
    "indicator": KindWords(_("Indicator"), _("what is measured, and in what unit")),
    "operation": KindWords(_("Operation"), _("an operation, who leads it and where")),
    "contribution": KindWords(_("Contribution"), _("what a party gives to an operation")),
    "review": KindWords(_("Review"), _("a review of plans over a period")),
    "source": KindWords(_("Source"), _("a document that facts are cited to")),
    "name": KindWords(_("Name"), _("what a record is called, in a language, since when")),
    "joined": KindWords(_("Entry into a framework"), _("a partnership entered a framework")),
    "began": KindWords(_("Beginning"), _("the day something began")),
    "ended": KindWords(_("End"), _("the day something ended")),
    "step": KindWords(pgettext_lazy("of a plan", "Step"), _("where a plan stands in its framework's chain of events")),
    "tally": KindWords(_("Tally"), _("a reported count, with its parts")),
    "assessment": KindWords(_("Assessment"), _("a grade, on an axis, by an assessor in a track")),
    "progress": KindWords(_("Progress"), _("the share that is done, in per cent, as said")),
    "result": KindWords(
        pgettext_lazy("of an indicator", "Result"), _("a figure of an indicator: reached, aimed at, or begun from")
    ),
    "involvement": KindWords(_("Involvement"), _("who has a part or a stake in something, in what role")),
    "strength": KindWords(_("Strength"), _("people in place, the ceiling, or the pledge, with lines")),
    "rotation": KindWords(_("Rotation"), _("people exchanged, sent or returned; never a strength")),
    "increment": KindWords(_("Increment"), _("an increase or reduction as said; never a strength")),
    "cumulative": KindWords(_("Cumulative figure"), _("how many over a span; never a strength")),
    "money": KindWords(_("Sum of money"), _("a sum committed, paid, received or set aside")),
    "meeting": KindWords(_("Meeting"), _("a meeting held or planned")),
    "visit": KindWords(_("Visit"), _("a visit made or planned")),
    "schedule": KindWords(_("Schedule"), _("what is scheduled as of a day, none included")),
    "arrangement": KindWords(_("Arrangement"), _("a standing way of working")),
    "statement": KindWords(_("Statement"), _("an intention, a position, an appreciation, a description, as said")),
    "decision": KindWords(_("Decision"), _("what a body decided, with votes")),
    "text-version": KindWords(_("Text version"), _("a version of a text that is put to decision")),
    "procedure": KindWords(
        _("Text put to decision"), _("a text is put under silence, or to the concurrence of each party")
    ),
    "reply": KindWords(_("Reply"), _("what a party replied to a text put to decision")),
    "extension": KindWords(_("Extension"), _("a text put to decision expires later")),
    "text-withdrawn": KindWords(_("Text withdrawn"), _("a text put to decision is taken back")),
    "announcement": KindWords(_("Announcement"), _("what was announced of a text put to decision")),
    "press-line": KindWords(_("Line for outside"), _("words to be said outside once they are cleared")),
    "line-cleared": KindWords(
        _("Clearance of a line"), _("a post clears a line for outside, refuses it, or takes that back")
    ),
    "review-step": KindWords(_("Step of a review"), _("a step of a review was opened, closed or left out")),
    "returned": KindWords(
        pgettext_lazy("of an answer", "Sent back"), _("what was submitted to a review is sent back to be revised")
    ),
    "approval": KindWords(_("Approval"), _("what was submitted to a review is approved, or not")),
    "review-lock": KindWords(_("Lock of a review"), _("the period of a review is locked")),
    "meeting-time": KindWords(_("Time of a meeting"), _("when a meeting begins and ends, in its zone")),
    "delegation": KindWords(_("Delegation"), _("who sits at the table of a meeting for a party")),
    "agenda-item": KindWords(_("Item of an agenda"), _("an item was put on the agenda of a meeting, or taken off")),
    "agenda-order": KindWords(_("Order of an agenda"), _("the order in which the items of an agenda are to be taken")),
    "outcome": KindWords(pgettext_lazy("of an item", "Outcome"), _("what came of an item of the agenda at the table")),
    "minutes": KindWords(_("Minutes"), _("the minutes of a meeting were adopted")),
    "text-edition": KindWords(_("Edition of a text"), _("the text of a plan, whole, as published on a day")),
    "text-amendment": KindWords(
        _("Amendment of a text"), _("articles of a plan's text are replaced, put in or taken out")
    ),
    "succession": KindWords(_("Succession"), _("what became of objectives of the plan before")),
    "postponed": KindWords(_("Date put off"), _("a date due is put off, both dates kept")),
    "evaluation": KindWords(_("Evaluation"), _("a unit took a step of an evaluation programme")),
    "rank": KindWords(_("Rank of a source"), _("how much a source weighs where sources differ")),
    "choice": KindWords(_("Choice"), _("which source is followed on one question")),
    "framework-edition": KindWords(_("Edition of a framework"), _("the rules of a process, as used")),
    "issued": KindWords(_("Issued brief"), _("a brief as it was issued")),
    "citation": KindWords(_("Citation"), _("where a source supports a fact")),
    "replaces": KindWords(_("Correction"), _("a fact is corrected by another")),
    "withdraws": KindWords(_("Withdrawal"), _("an entry is taken back")),
    "same-as": KindWords(_("Same record"), _("two records are one")),
    "erased": KindWords(_("Erasure"), _("a content was erased, by whom and why")),
    "marked": KindWords(_("Marking anew"), _("who may see an entry is decided anew")),
}

# What a person may record by form. What happens in a review or at a table, the texts of plans and what became of their
# objectives, editions, issued briefs and entries about entries have doors of their own.
GROUPS: tuple[tuple[Lazy, tuple[str, ...]], ...] = (
    (
        _("Plans and what they hold"),
        ("plan", "package", "objective", "step", "tally", "assessment", "progress", "indicator", "result", "review"),
    ),
    (_("Operations"), ("operation", "contribution", "strength", "rotation", "increment", "cumulative", "money")),
    (_("Meetings and decisions"), ("meeting", "visit", "schedule", "arrangement", "decision", "statement")),
    (
        _("Texts put to decision"),
        ("text-version", "procedure", "reply", "extension", "text-withdrawn", "announcement"),
    ),
    (_("Lines for outside"), ("press-line", "line-cleared")),
    (_("Parties and frameworks"), ("party", "partnership", "name", "involvement", "joined", "evaluation")),
    (_("Beginnings and ends"), ("began", "ended")),
    (_("Sources"), ("source", "rank", "choice")),
)
RECORDABLE = frozenset(kind for _title, kinds in GROUPS for kind in kinds)


def title(kind: str) -> str:
    """What a kind is called."""
    return str(KINDS[kind].title) if kind in KINDS else human(kind).capitalize()
