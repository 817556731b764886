"""What the fields of contents are called on the pages, and a line of help where the name alone does not say it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from servanda.brief.names import human
from servanda.web.forms.kindwords import Lazy

LABELS: dict[str, Lazy] = {
    "abstentions": _("Abstentions"),
    "act": _("Act"),
    "address": _("Address"),
    "agency": _("Agency"),
    "alongside": _("Alongside"),
    "areas": _("Areas"),
    "author": _("Author"),
    "axis": _("Axis"),
    "body": _("Body"),
    "by": _("By"),
    "captured": _("Captured"),
    "category": _("Category"),
    "class": pgettext_lazy("of a count", "Class"),
    "code": _("Code"),
    "concerns": _("Concerns"),
    "continues": _("Continues"),
    "count": _("How many"),
    "direction": _("Direction"),
    "disjoint": _("Nothing is counted twice"),
    "follows": _("Follows"),
    "format": _("Format"),
    "format_as_said": _("Format, as said"),
    "framework": _("Framework"),
    "frameworks": _("Frameworks"),
    "from": pgettext_lazy("a number", "From"),
    "grade": _("Grade"),
    "held_with": _("Held with"),
    "holder": _("Holder"),
    "host": _("Host"),
    "how": _("How"),
    "label": _("As the source calls it"),
    "language": _("Language"),
    "led_by": _("Led by"),
    "level": _("Level"),
    "lines": _("Lines"),
    "lines_are": _("The lines are"),
    "measure": _("Measure"),
    "modified": _("Modified"),
    "note": _("Note"),
    "of": pgettext_lazy("counted", "Of what"),
    "operations": _("Operations"),
    "original": _("Original"),
    "outcome": _("Outcome"),
    "parent": _("Under"),
    "participants": _("Participants"),
    "parties": _("Parties"),
    "partnership": _("Partnership"),
    "parts": _("Parts"),
    "party": _("Party"),
    "percent": _("Per cent"),
    "period": _("Period"),
    "place": _("Place"),
    "plan": _("Plan"),
    "planned_for": _("Planned for"),
    "plans": _("Plans"),
    "public_text": _("Public text"),
    "published": _("Published"),
    "publisher": _("Publisher"),
    "publisher_party": _("Publisher, as a party"),
    "question": _("Question"),
    "rank": _("Rank"),
    "reason": _("Reason"),
    "reasoning": _("Reasoning"),
    "reference": _("Document reference"),
    "result": _("Result"),
    "review": _("Review"),
    "sha256": _("SHA-256 of the copy"),
    "source": _("Source"),
    "stage": _("Stage"),
    "step": pgettext_lazy("of a plan", "Step"),
    "subject": _("Subject"),
    "target": _("Target date"),
    "target_words": _("Target, in words"),
    "text": _("Text"),
    "title": _("Title"),
    "to": pgettext_lazy("a number", "To"),
    "topic": _("Topic"),
    "total": _("Total"),
    "track": _("Track"),
    "use": _("Use"),
    "valid_until": _("Valid until"),
    "venue": _("Venue"),
    "venues": _("Venues"),
    "visitor": _("Visitor"),
    "visitor_as_said": _("Visitor, as said"),
    "votes_against": _("Votes against"),
    "votes_for": _("Votes for"),
    "weak": _("A poor host"),
    "what": _("What"),
    "within": _("Within"),
    "word": _("What the source calls the items"),
}

# By kind and key, where one key means something else in one kind
OWN_LABELS: dict[tuple[str, str], Lazy] = {
    ("objective", "of"): _("Plan or package"),
    ("step", "by"): _("Taken by"),
    ("tally", "of"): _("Count of"),
    ("choice", "source"): _("Source to follow"),
}

HELP: dict[str, Lazy] = {
    "planned_for": _("Only if it is announced and has not happened yet: the date above is the day it was announced."),
    "parts": _("Shares of the total, each with its class and how it is split (holder, progress, service)."),
    "disjoint": _("Tick only if the source has the parts apart: then they may be summed."),
    "by": _("Holder, progress or service, for example."),
    "target": _("As it was said: a day, a month, a year; ../2016 for no later than."),
    "period": _("2015/2016 for from 2015 to 2016."),
    "frameworks": _("Short names with commas between them."),
    "weak": _("Tick if the host of the document is not one to lean on."),
    "question": _("The key that sources differ on, such as strength/in-place."),
    "rank": _("0 to 100; of contradicting facts the one with the higher-ranked source is followed."),
    "sha256": _("64 hexadecimal digits, if a copy was kept."),
    "participants": _("Choose one on a line."),
    "visitor_as_said": _("In the source's words, if it names no party."),
}

CHOICES: dict[str, Lazy] = {
    "adopted": _("adopted"),
    "agency": _("agency"),
    "alias": _("only for finding it"),
    "all": _("all of the statement"),
    "announced": _("announced"),
    "appreciates": _("appreciates"),
    "ceiling": _("ceiling (what a mandate allows)"),
    "certified": _("certified"),
    "code": _("code"),
    "committee": _("committee"),
    "deferred": _("deferred"),
    "describes": _("describes"),
    "done": _("done"),
    "exchange": _("exchanged"),
    "failed": _("failed"),
    "full": _("full name"),
    "home": _("came home"),
    "in-place": _("in place"),
    "intends": _("intends"),
    "meeting": _("meeting"),
    "ministry": _("ministry"),
    "notes": _("notes"),
    "office": _("office"),
    "organisation": _("organisation"),
    "out": _("sent out"),
    "passed": _("passed"),
    "person": _("person"),
    "plans": pgettext_lazy("act of speech", "plans"),
    "pledged": _("pledged"),
    "proposes": _("proposes"),
    "rejected": _("rejected"),
    "revalidated": _("revalidated"),
    "says": _("says"),
    "short": _("short name"),
    "slug": _("name in addresses"),
    "some": _("some of the statement"),
    "state": _("state"),
    "supports": _("supports"),
    "unit": _("unit"),
    "visit": _("visit"),
}

COUNT_FORMS: tuple[tuple[str, Lazy], ...] = (
    ("exact", _("a number")),
    ("about", _("about")),
    ("at_most", _("up to")),
    ("at_least", _("at least")),
    ("between", _("from ... to")),
    ("words", _("in words")),
    ("none", _("none")),
)
DATE_HELP = _("A day (2016-11-15), a month (2016-04) or a year (2016), as it was said; ../2016 for no later than.")


def label(kind: str, key: str) -> str:
    """What a field is called in a kind."""
    return str(OWN_LABELS.get((kind, key)) or LABELS.get(key) or human(key).capitalize())


def help_on(key: str) -> str:
    """A line on how a field is filled, or nothing."""
    return str(HELP.get(key, ""))


def choice(value: str) -> str:
    """What one value of a closed list is called."""
    return str(CHOICES.get(value) or human(value))
