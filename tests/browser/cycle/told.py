"""What the brief says after a cycle: from the day of each step on, and not before; and what was true for a while."""

import html
import re

from playwright.sync_api import expect

from tests.browser.cycle.people import SCOPE, Cast, Someone
from tests.support.reviewed import on

# the first day as of which the brief says a sentence
SINCE = (
    ("2027-01-10", "the step “survey” was opened on 10 January 2027"),
    ("2027-01-31", "the step “survey” was closed on 31 January 2027"),
    ("2027-02-05", "the step “draft package of partnership goals” was closed on 5 February 2027"),
    ("2027-02-10", "was held on 10 February 2027, to discuss Bilateral talks"),
    ("2027-02-20", "the step “multilateral consultation” was closed on 20 February 2027"),
    ("2027-03-04", "(version 1) was not adopted: silence was broken on 4 March 2027, 08:00 (UTC) by Turkey"),
    ("2027-03-10", "(version 2) was adopted under silence on 10 March 2027, 17:00 (UTC+01:00)"),
    ("2027-03-11", "the step “approval of the package” was closed on 11 March 2027"),
    ("2027-05-01", "partner: of 4 items graded, 2 completed and 2 in progress"),
    ("2027-06-01", "NATO staffs: of 4 items graded, 2 in progress and 2 not begun"),
    ("2027-07-01", "both together: of 3 items graded, 2 in progress and 1 not begun"),
    ("2027-07-01", "decided on 1 July 2027: The next cycle begins in 2029"),
    ("2027-07-01", "was held on 1 July 2027, with Azerbaijan and NATO, to discuss The assessment of 2027"),
    ("2027-07-01", "were adopted on 1 July 2027; of its items: grade agreed: 3 and decided: 1"),
    ("2027-08-01", "the step “approval of the assessment” was closed on 1 August 2027"),
    ("2027-08-20", "An edition of the public text of Partnership goals of 2027 was published on 20 August 2027"),
    ("2027-12-01", "the period was locked on 1 December 2027"),
)
# the first and the last day as of which it says what was true for a while
WHILE = (
    ("2027-03-02", "2027-03-03", "(version 1) is under silence until 5 March 2027, 17:00"),
    ("2027-03-06", "2027-03-09", "(version 2) is under silence until 10 March 2027, 17:00"),
    ("2027-06-15", "2027-06-30", "is planned for 1 July 2027"),
)
SINCE_THEN = tuple((day, "9999", sentence) for day, sentence in SINCE)


def as_it_was(cast: Cast) -> None:
    """Read the brief as of the day of each step, and of each day on which something had ended."""
    one = cast["assessor"]
    with on("2027-12-02"):
        one.goes(f"/partnership/{SCOPE}/", "brief")
        days = {"2027-01-09", *(day for day, _ in SINCE), *(day for first, last, _ in WHILE for day in (first, last))}
        wrong = []
        for day in sorted(days):
            said = _brief(one, day)
            true = {sentence: first <= day <= last for first, last, sentence in (*WHILE, *SINCE_THEN)}
            wrong += [(day, sentence) for sentence, is_true in true.items() if (sentence in said) != is_true]
        assert not wrong, wrong
        one.goes("/review/parp-2027/", as_of="2027-06-10")
        one.reads("No step is open.", "2 steps apart")
        expect(one.main).not_to_contain_text("both together: in progress")


def _brief(one: Someone, day: str) -> str:
    """The words of the brief as of a day, asked for as his browser asks."""
    response = one.page.request.get(f"{one.address}/partnership/{SCOPE}/?as_of={day}")
    assert response.ok, response.status
    main = response.text().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", "", main, flags=re.S)).split())
