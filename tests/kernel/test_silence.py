"""A text put to decision: adopted or broken exactly once, whatever the clocks, the zones and the workers do."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from servanda.kernel.silence import DEFAULT, Course, Happening, Putting, Rules, Way, follow
from servanda.kernel.zones import resolve

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
OPENED = datetime(2026, 6, 8, 7, tzinfo=UTC)
EXPIRES = resolve(datetime(2026, 6, 11, 17), "Europe/Brussels")
PARTIES = ("Aldmoor", "Brenn", "Carrow")
IN_TIME = Rules(at_expiry="in-time")


def silence(expires: datetime = EXPIRES) -> Putting:
    return Putting("silence", OPENED, expires, frozenset(PARTIES))


def reply(moment: datetime, party: str = "Brenn", what: str = "objection", *, written: bool = True) -> Happening:
    return Happening(moment, "reply", f"{moment} {party} {what}", party, what, written)


def extended(moment: datetime, expires: datetime) -> Happening:
    return Happening(moment, "extension", f"{moment}", expires=expires)


def how(*happened: Happening, at: datetime, rules: Rules = DEFAULT, putting: Putting | None = None) -> Course:
    return follow(putting or silence(), happened, at, rules)


def test_it_stands_if_nobody_objects_and_no_program_need_run_for_it() -> None:
    before = how(at=EXPIRES - SECOND)
    assert (before.state, before.left) == ("open", SECOND)
    for later in (timedelta(), SECOND, timedelta(days=9000)):
        course = how(at=EXPIRES + later)
        assert (course.state, course.since, course.left) == ("adopted", EXPIRES, None)


@pytest.mark.parametrize("what", ["objection", "amendment"])
def test_one_word_in_the_last_second_breaks_it(what: str) -> None:
    course = how(reply(EXPIRES - SECOND, what=what), at=EXPIRES + SECOND)
    assert (course.state, course.since) == ("broken", EXPIRES - SECOND)
    assert [one.party for one in course.by] == ["Brenn"]


def test_at_the_very_expiry_the_rules_of_the_process_say_whether_it_is_in_time() -> None:
    word = reply(EXPIRES)
    late = how(word, at=EXPIRES)
    assert (late.state, late.idle) == ("adopted", (word,))
    assert how(word, at=EXPIRES, rules=IN_TIME).state == "broken"
    assert how(at=EXPIRES, rules=IN_TIME).state == "open"
    after = how(at=EXPIRES + timedelta(microseconds=1), rules=IN_TIME)
    assert (after.state, after.since) == ("adopted", EXPIRES)


def test_what_is_late_spoken_early_or_of_another_is_kept_and_changes_nothing() -> None:
    words = (
        reply(EXPIRES + SECOND),
        reply(OPENED - SECOND),
        reply(OPENED + MINUTE, "Elsewhere"),
        reply(OPENED + MINUTE, what="statement"),
        reply(OPENED + MINUTE, "Carrow", written=False),
    )
    course = how(*words, at=EXPIRES + MINUTE)
    assert course.state == "adopted"
    assert {*course.idle, *course.counted} == {*words}
    assert {one.what for one in course.counted} == {"statement", "objection"}  # the spoken one was heard


def test_an_offset_names_the_moment_whatever_the_zone() -> None:
    elsewhere = datetime.fromisoformat("2026-06-11T18:59:59+04:00")  # 16:59:59 in Brussels
    assert how(reply(elsewhere), at=EXPIRES).state == "broken"


def test_an_extension_counts_before_the_expiry_and_only_forwards() -> None:
    later = EXPIRES + timedelta(hours=5)
    course = how(extended(EXPIRES - SECOND, later), reply(EXPIRES + MINUTE), at=later)
    assert (course.state, course.since, course.expires) == ("broken", EXPIRES + MINUTE, later)
    for useless in (extended(EXPIRES, later), extended(EXPIRES - SECOND, EXPIRES - MINUTE)):
        course = how(useless, at=later)
        assert (course.state, course.since, course.idle) == ("adopted", EXPIRES, (useless,))


def test_a_withdrawn_or_changed_text_is_not_adopted() -> None:
    for does in ("withdrawal", "successor"):
        one = Happening(EXPIRES - MINUTE, does, "k")
        course = how(one, reply(EXPIRES - SECOND), at=EXPIRES + MINUTE)
        assert course.state == {"withdrawal": "withdrawn", "successor": "superseded"}[does]
        assert course.by == (one,)
        late = Happening(EXPIRES, does, "k")
        assert how(late, at=EXPIRES + MINUTE).state == "adopted"


def test_a_process_may_need_more_than_one_objection() -> None:
    two = Rules(objections=2)
    first, again, second = (
        reply(OPENED + n * MINUTE, party) for n, party in ((1, "Brenn"), (2, "Brenn"), (3, "Carrow"))
    )
    assert how(first, again, at=EXPIRES, rules=two).state == "adopted"
    course = how(first, again, second, at=EXPIRES, rules=two)
    assert (course.state, course.since, course.by) == ("broken", second.moment, (first, second))


def test_concurrence_needs_the_word_of_every_party() -> None:
    each = [reply(OPENED + n * MINUTE, party, "support") for n, party in enumerate(PARTIES, 1)]
    for expires, without in ((EXPIRES, "lapsed"), (None, "open")):
        putting = Putting("concurrence", OPENED, expires, frozenset(PARTIES))
        assert how(*each[:2], at=EXPIRES, putting=putting).state == without
        course = how(*each, at=EXPIRES, putting=putting)
        assert (course.state, course.since, len(course.by)) == ("adopted", each[2].moment, 3)
        refused = reply(OPENED + 90 * SECOND, "Aldmoor")
        assert how(*each, refused, at=EXPIRES, putting=putting).state == "broken"


@dataclass(frozen=True)
class Known:
    """A happening, and the minute at which it came to be known."""

    happening: Happening
    minute: int


SPRING, AUTUMN, SUMMER = (datetime(2026, *day, tzinfo=UTC) for day in ((3, 29, 0), (10, 25, 0), (6, 11, 12)))
TOLERANCE = 2 * MINUTE  # as far as the clocks of the workers may be ahead
ZONES = ("Europe/Brussels", "Asia/Baku", "America/New_York", "Australia/Lord_Howe", "UTC")


class Deciding(RuleBasedStateMachine):
    """A text under decision in a register with two workers: everything happens on whole minutes from ``base``.

    The oracle goes minute by minute; the kernel must say the same at every minute of knowledge.
    """

    @initialize(
        base=st.sampled_from([SPRING, AUTUMN, SUMMER]),
        zone=st.sampled_from(ZONES),
        length=st.integers(30, 180),
        way=st.sampled_from(["silence", "silence", "concurrence"]),
        rules=st.builds(
            Rules,
            breaking=st.sampled_from([frozenset({"objection"}), frozenset({"objection", "amendment"})]),
            objections=st.integers(1, 2),
            at_expiry=st.sampled_from(["late", "in-time"]),
        ),
    )
    def open(self, base: datetime, zone: str, length: int, way: Way, rules: Rules) -> None:
        """Put a text to decision over the hours in which clocks are put forward or back."""
        shown = (base + length * MINUTE).astimezone(ZoneInfo(zone))
        self.base, self.by, self.now = base, rules, 0
        self.expires = resolve(shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta())), zone)
        assert self.expires == base + length * MINUTE
        self.putting = Putting(way, base, self.expires, frozenset(PARTIES))
        self.known: list[Known] = []
        self.announced: dict[tuple[str, datetime], int] = {}

    @rule(minutes=st.integers(1, 40))
    def pass_time(self, minutes: int) -> None:
        """Let time pass, with every program running or none."""
        self.now += minutes

    @rule(party=st.sampled_from((*PARTIES, "Elsewhere")), delay=st.integers(0, 60), written=st.booleans(),
          what=st.sampled_from(["objection", "amendment", "support", "support", "statement"]))  # fmt: skip
    def reply(self, party: str, what: str, delay: int, *, written: bool) -> None:
        """A party speaks, and it is recorded at once or an hour later."""
        moment = self.at(self.now - delay)
        self.know(Happening(moment, "reply", self.key(), party, what, written))

    @precondition(lambda self: self.at(self.now) >= self.expires)
    @rule(party=st.sampled_from(PARTIES), minutes=st.sampled_from([-1, 0, 1]))
    def object_at_the_last(self, party: str, minutes: int) -> None:
        """An objection was received a minute before the expiry, at it or after it, and is recorded only now."""
        moment = min(self.expires + minutes * MINUTE, self.at(self.now))
        self.know(Happening(moment, "reply", self.key(), party, "objection"))

    @rule(delay=st.integers(0, 20), later=st.integers(-30, 90))
    def extend(self, delay: int, later: int) -> None:
        """The chair extends it, or tries to shorten it, or comes too late."""
        expires = self.expires + later * MINUTE
        self.know(Happening(self.at(self.now - delay), "extension", self.key(), expires=expires))

    @rule(does=st.sampled_from(["withdrawal", "successor"]))
    def take_back(self, does: str) -> None:
        """The text is withdrawn, or another version of it is put to decision."""
        self.know(Happening(self.at(self.now), does, self.key()))  # type: ignore[arg-type]

    @rule(skews=st.tuples(st.integers(-2, 2), st.integers(-2, 2)))
    def two_workers(self, skews: tuple[int, int]) -> None:
        """Two workers look at once, by clocks that are not quite right, and announce what has stood for a while."""
        for skew in skews:
            clock = self.at(self.now + skew)
            course = self.course(clock)
            if not course.is_open and course.since + TOLERANCE <= clock:
                self.announced.setdefault((course.state, course.since), self.now)

    @precondition(lambda self: self.at(self.now) < self.expires)
    @rule(party=st.sampled_from(PARTIES))
    def object_while_a_clock_is_ahead(self, party: str) -> None:
        """A minute before the expiry a worker thinks it is over; then an objection comes, and is recorded at once."""
        self.now = max(self.now, int((self.expires - self.base) / MINUTE) - 1)
        self.two_workers((2, 0))
        self.know(Happening(self.at(self.now), "reply", self.key(), party, "objection"))
        self.now += 5
        self.two_workers((0, 0))

    def at(self, minute: int) -> datetime:
        return self.base + minute * MINUTE

    def key(self) -> str:
        return f"{len(self.known):04}"

    def know(self, happening: Happening) -> None:
        self.known.append(Known(happening, self.now))

    def course(self, moment: datetime, minute: int | None = None) -> Course:
        known = [one.happening for one in self.known if minute is None or one.minute <= minute]
        return follow(self.putting, known, moment, self.by)

    @invariant()
    def it_is_as_the_oracle_says(self) -> None:
        course = self.course(self.at(self.now))
        assert (course.state, course.since) == self.oracle([one.happening for one in self.known])

    @invariant()
    def the_order_of_recording_does_not_matter(self) -> None:
        shuffled = [one.happening for one in self.known]
        Random(self.now).shuffle(shuffled)
        assert follow(self.putting, shuffled, self.at(self.now), self.by) == self.course(self.at(self.now))

    @invariant()
    def what_was_decided_stays_decided(self) -> None:
        now = self.course(self.at(self.now))
        earlier = self.course(self.at(self.now - 7))
        if not earlier.is_open:
            assert (earlier.state, earlier.since, earlier.by) == (now.state, now.since, now.by)
        if now.state == "adopted" and self.putting.way == "silence":
            assert now.since == now.expires
        assert len(now.counted) + len(now.idle) + len(now.extended) <= len(self.known)

    @invariant()
    def what_was_announced_stays_so_unless_something_was_entered_late(self) -> None:
        """A second announcement comes of what is known since the first, and of no clock.

        It was entered late, or happened at the very moment of the first result and goes before it.
        """
        made = sorted((minute, since) for (_, since), minute in self.announced.items())
        for (first, since), (second, _) in pairwise(made):
            fresh = [one for one in self.known if first <= one.minute <= second]
            assert any(one.happening.moment < self.at(one.minute) or one.happening.moment == since for one in fresh)

    def oracle(self, happened: list[Happening]) -> tuple[str, datetime]:
        """Go minute by minute, hear what comes, and look at the clock before or after it as the rules have it."""
        expires, against, agreed = self.expires, set[str](), set[str]()
        turn = {"reply": 0, "withdrawal": 1, "extension": 2, "successor": 3}
        for minute in range(self.now + 1):
            moment = self.at(minute)
            over = moment >= expires if self.by.at_expiry == "late" else moment > expires
            if over:
                return ("adopted" if self.putting.way == "silence" else "lapsed"), expires
            for one in sorted((h for h in happened if h.moment == moment), key=lambda h: (turn[h.does], h.key)):
                if one.does in ("withdrawal", "successor"):
                    return {"withdrawal": "withdrawn", "successor": "superseded"}[one.does], moment
                if one.does == "extension":
                    assert one.expires is not None
                    expires = max(expires, one.expires)
                elif one.party in PARTIES:
                    if one.written and one.what in self.by.breaking:
                        against.add(one.party)
                        if len(against) >= self.by.objections:
                            return "broken", moment
                    if one.what == "support":
                        agreed.add(one.party)
                    if self.putting.way == "concurrence" and agreed == set(PARTIES) and not against:
                        return "adopted", moment
        return "open", self.base


Deciding.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestDeciding = Deciding.TestCase
