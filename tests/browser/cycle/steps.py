"""The acts of a cycle, each on its days: who does what on which form."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.cycle import told
from tests.browser.cycle.people import SCOPE, Cast, Someone
from tests.support.reviewed import on

REVIEW = "/review/parp-2027/"
MEETING = "/meeting/parp-table-2027/"
PACKAGE = "Partnership goals of 2027"
DEFENCE, FOREIGN = "Ministry of Defence of Azerbaijan", "Ministry of Foreign Affairs of Azerbaijan"
GOALS = {
    "1": ("Staff officers work by common procedures", DEFENCE),
    "2": ("A company can be deployed", DEFENCE),
    "3": ("Diplomats are trained for missions", FOREIGN),
    "4": ("Languages are taught", FOREIGN),
}


def sign_in(cast: Cast) -> None:
    """All sign in."""
    with on("2027-01-08"):
        for one in cast.values():
            one.signs_in()


def begin(cast: Cast) -> None:
    """The coordinator records the package, and begins its review with the survey; a contributor closes that."""
    one = cast["coordinator"]
    with on("2027-01-10"):
        one.goes("/record/", "record", scope=SCOPE, kind="package")
        one.records([("name.lines.0.text", PACKAGE), ("c.framework", "parp")])
        one.fills([("kind", "step")])
        one.presses("Go on to its fields")
        one.records([("c.step", "to-be-developed")], "Order on the package", "2027-01-10")
        one.follows(PACKAGE, "package")
        one.follows("Its reviews", "reviews")
        one.fills([("period", "2027/2028"), ("name", "parp-2027")])
        one.presses("Begin the review")
        one.reads("Open now: survey.")
    with on("2027-01-31"):
        on_review(cast["contributor"], "Close: survey")


def draft(cast: Cast) -> None:
    """Staff open the draft; the coordinator records its goals, and staff close it."""
    with on("2027-02-01"):
        on_review(cast["assessor"], "Open: draft package of partnership goals")
    with on("2027-02-03"):
        one = cast["coordinator"]
        for code, (text, holder) in GOALS.items():
            one.goes("/record/", scope=SCOPE, kind="objective")
            one.records([("c.of", PACKAGE), ("c.code", code), ("c.text.lines.0.text", text), ("c.holder", holder)])
    with on("2027-02-05"):
        on_review(cast["assessor"], "Close: draft package of partnership goals")


def talk(cast: Cast) -> None:
    """The chair opens the talks and the consultation; neither is closed before it was held, and that is recorded."""
    chair = cast["chair"]
    with on("2027-02-10"):
        on_review(chair, "Open: bilateral talks on the draft")
        met(chair, "Bilateral talks", "2027-02-10")
        on_review(chair, "Close: bilateral talks on the draft")
    with on("2027-02-20"):
        on_review(chair, "Open: multilateral consultation")
        met(cast["coordinator"], "Talks with all Allies", "2027-02-20")
        on_review(chair, "Close: multilateral consultation")


def agree(cast: Cast) -> None:
    """Silence is broken by an Ally; the changed text is adopted at its expiry, and only then the step is closed."""
    chair, delegate = cast["chair"], cast["delegate"]
    with on("2027-03-02"):
        on_review(chair, "Open: approval of the package")
        put_under_silence(chair, "1", "Four goals are agreed.", "2027-03-02T08:30Z", "2027-03-05T17:00 Europe/Brussels")
    with on("2027-03-04"):
        delegate.goes("/decisions/", "decisions")
        delegate.follows_to("The package")
        delegate.seen.look(delegate.page, "procedure")
        expect(delegate.main.get_by_role("link", name="Announce the result")).to_have_count(0)  # he may not
        delegate.follows("Object in writing", "record-reply")
        words = [("c.party", "Turkey"), ("c.words.lines.0.text", "Not goal 4 as it is written.")]
        delegate.records(words, "Letter of the delegation", "2027-03-04T08:00Z")
        delegate.reads("1 objection", "objected: “Not goal 4 as it is written”")
    with on("2027-03-06"):
        chair.goes(REVIEW)
        chair.reads("Held back:")
        text = "Four goals are agreed, the fourth in part."
        until = "2027-03-10T17:00 Europe/Brussels"
        put_under_silence(cast["coordinator"], "2", text, "2027-03-06T08:30Z", until, follows="The package")
    with on("2027-03-10", hour=15):
        chair.goes(REVIEW)
        chair.reads("Held back:")
        expect(chair.main.get_by_role("button", name="Close: approval of the package")).to_have_count(0)
    with on("2027-03-11"):
        on_review(chair, "Close: approval of the package")


def report(cast: Cast) -> None:
    """The goals are worked on; both ministries report on theirs, each on those alone."""
    one = cast["coordinator"]
    with on("2027-04-01"):
        on_review(one, *(f"{does}: implementation by the holders of the goals" for does in ("Open", "Close")))
        on_review(one, "Open: updated survey")
    with on("2027-05-01"):
        first, second = cast["contributor"], cast["second contributor"]
        answers(first, "self", "1", "completed", {"reasoning": "Both staffs work by them."})
        answers(first, "self", "2", "in-progress", {"reasoning": "It was exercised once."})
        first.goes(f"{REVIEW}answers/", track="self")
        first.follows_to(GOALS["3"][0])
        first.reads("The body of this post holds no part of it.")
        first.goes(REVIEW)
        first.reads("Held back:")
        answers(second, "self", "3", "completed", {"reasoning": "Forty were trained.", "evidence": "Lists."})
        answers(second, "self", "4", "in-progress", {"reasoning": "The courses run."})
        on_review(second, "Close: updated survey")


def assess(cast: Cast) -> None:
    """Staff assess, and depart from what was reported on three goals of four: that is refused without a reason."""
    one = cast["assessor"]
    with on("2027-06-01"):
        on_review(one, "Open: assessment")
        why = {"reason": "the evidence does not show it", "departure": "It was not shown."}
        answers(one, "staff", "1", "in-progress")
        one.reads("does not say why")
        one.fills(why.items())
        one.presses("Submit")
        answers(one, "staff", "2", "in-progress")
        answers(one, "staff", "3", "not-begun", why)
        answers(one, "staff", "4", "not-begun", why)
        on_review(one, "Close: assessment")
        one.reads("2 steps apart")


def meet(cast: Cast) -> None:
    """The chair plans the meeting; its agenda is where they differ; outcomes are recorded at the table."""
    chair, coordinator = cast["chair"], cast["coordinator"]
    with on("2027-06-15"):
        on_review(chair, "Open: bilateral talks on the assessment")
        chair.follows("Plan a meeting", "meeting-new")
        chair.fills([("subject", "The assessment of 2027"), ("day", "2027-07-01"), ("begins", "10:00")])
        chair.fills([("zone", "Europe/Brussels"), ("format", "bilateral talks"), ("name", "parp-table-2027")])
        chair.presses("Plan the meeting")
        chair.seen.look(chair.page, "agenda")
        boxes = chair.main.locator("[name='matter']")
        expect(boxes).to_have_count(3)
        for box in boxes.all():
            chair.hands.tick(box)
        chair.presses("Put on the agenda")
        chair.reads("Nothing more is proposed.")
        coordinator.goes(f"{MEETING}agenda/")
        coordinator.fills([("subject", "When the next cycle begins")])
        coordinator.presses("Add the subject")
        coordinator.hands.press(coordinator.main.get_by_role("button", name="Up: When the next cycle begins"))
    with on("2027-07-01", hour=15):
        chair.goes(f"{MEETING}table/", "table")
        chair.reads("4 of 4 items are open.")
        settles(chair, "1", "in progress", "Half of the staffs do.")
        settles(chair, "3", "in progress", "Twenty were trained.")
        coordinator.goes(f"{MEETING}table/")
        coordinator.fills([("what", "decided"), ("text", "The next cycle begins in 2029.")])
        coordinator.presses("Record the outcome")
        settles(chair, "4", "not begun", "The courses have not begun.")
        chair.reads("0 of 4 items are open.")
        chair.follows("Minutes", "minutes")
        chair.presses("Adopt the minutes")
        chair.reads("These minutes were adopted on 1 July 2027")
        on_review(chair, "Close: bilateral talks on the assessment")
        chair.reads("both together: in progress")


def approve(cast: Cast) -> None:
    """The Allies are consulted; the chair does not approve what he wrote, the delegate does."""
    chair, coordinator, delegate = cast["chair"], cast["coordinator"], cast["delegate"]
    with on("2027-07-10"):
        on_review(chair, "Open: multilateral consultation on the assessment")
        met(coordinator, "Talks with all Allies on the assessment", "2027-07-10")
        on_review(coordinator, "Close: multilateral consultation on the assessment")
    with on("2027-08-01"):
        on_review(chair, "Open: approval of the assessment")
        chair.reads("nobody approves his own work")
        expect(chair.main.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
        on_review(delegate, "Approve")
        on_review(chair, "Close: approval of the assessment")


def publish(cast: Cast) -> None:
    """The coordinator publishes an edition, and locks the period."""
    one = cast["coordinator"]
    with on("2027-08-20"):
        one.goes(REVIEW)
        one.follows(PACKAGE)
        one.follows("Publish an edition", "plan-text")
        words = "1. Staff officers work by common procedures.\n2. A company can be deployed."
        one.fills([("text", "the public text"), ("marking", "public"), ("words", words), ("title", "Goals, 2027")])
        one.presses("Publish the edition")
        one.reads("was published on 20 August 2027")
    with on("2027-12-01"):
        on_review(one, "Lock the period")
        one.reads("Its period was locked on 1 December 2027")


def on_review(one: Someone, *buttons: str) -> None:
    """Do something on the page of the review."""
    one.goes(REVIEW, "review")
    for button in buttons:
        one.presses(button)


def met(one: Someone, subject: str, day: str) -> None:
    """Record that a meeting on the package was held, by the way that the review's page shows."""
    one.goes(REVIEW)
    one.follows("Record the meeting", "record-meeting")
    one.records([("c.subject.lines.0.text", subject)], f"Record: {subject}", day)


def put_under_silence(one: Someone, number: str, text: str, opened: str, expires: str, follows: str = "") -> None:
    """Put a version of the package's text under silence, by the way that the review's page shows."""
    one.goes(REVIEW)
    one.follows("Put a text to decision", "record-text")
    chain = [("c.follows", follows)] if follows else []
    one.records([("c.title.lines.0.text", "The package"), ("c.number", number), *chain, ("c.text.lines.0.text", text)])
    one.seen.look(one.page, "record-procedure")
    asked = [("c.expires", expires), ("c.parties.0", "Azerbaijan"), ("c.parties.1", "Turkey")]
    one.records(asked, f"Note on version {number}", opened)
    one.reads("under silence")


def answers(one: Someone, track: str, goal: str, grade: str, said: dict[str, str] | None = None) -> None:
    """Answer on a goal, found in the list of what is asked."""
    one.goes(f"{REVIEW}answers/", "answers", track=track)
    one.follows_to(GOALS[goal][0], "answer")
    order = ("reasoning", "evidence", "reason", "departure")
    one.fills([("grade-progress", grade), *((name, said[name]) for name in order if said and name in said)])
    one.presses("Submit")


def settles(one: Someone, goal: str, grade: str, words: str) -> None:
    """Record at the table that a grade was agreed, on the item of a goal."""
    if GOALS[goal][0] not in one.main.get_by_role("heading", level=2).first.inner_text():
        one.follows_to(GOALS[goal][0])
    fields = [("what", "agreed"), ("grade", grade), ("reason", "agreed at the table"), ("text", words)]
    one.fills(fields)
    one.presses("Record the outcome")


ACTS: tuple[Callable[[Cast], None], ...] = (
    sign_in, begin, draft, talk, agree, report, assess, meet, approve, publish, told.as_it_was,
)  # fmt: skip
