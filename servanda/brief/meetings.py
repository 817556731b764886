"""A meeting told: its time and place, who sits at the table, what is on the agenda and what came of each item."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from servanda.brief.compose import compose, scene_of
from servanda.brief.model import Brief, Section, Sentence
from servanda.brief.names import name_fact
from servanda.brief.numbering import numbered
from servanda.brief.parts import Slot, fill, text_of
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.meetings import meeting
from servanda.brief.titles import heading_of, record_title
from servanda.frameworks import Frameworks
from servanda.kernel.agenda import Line, Put, Result
from servanda.kernel.dates import PartialDate
from servanda.kernel.meetings import Sitting
from servanda.kernel.view import Fact


@dataclass(frozen=True, slots=True)
class ResultTold:
    """What came of an item: the word for it, the grade with its axis if one was agreed, the words, and the fact."""

    what: str
    word: str
    grade: str
    words: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class LineTold:
    """An item of the agenda: its place, what it is called, why it is on, and what came of it (nothing, one, or several
    that differ). ``record`` is what it concerns, of the kind ``kind``; both are empty where it is only a subject."""

    item: str
    place: int
    title: str
    why: str
    words: str
    record: str
    kind: str
    results: tuple[ResultTold, ...]
    version: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class SeatTold:
    """How a party is at the table: who leads its delegation, how many members and seats it has, as far as known."""

    party: str
    name: str
    is_known: bool
    is_absent: bool
    head: str
    members: str
    seats: str
    words: str
    fact: Fact | None


class MeetingTold:
    """A meeting in words, in one language."""

    def __init__(self, one: Sitting, frameworks: Frameworks, language: str = "en") -> None:
        self.one = one
        self.scene: Scene = scene_of(one.view, one.scope, frameworks, language)
        self._frameworks = frameworks
        self._language = language

    @property
    def title(self) -> str:
        """What the meeting is called: its name, else its subject."""
        scene, one = self.scene, self.one
        if scene.has_name(one.record):
            return scene.name(one.record)
        if one.payload.subject is not None:
            return scene.t.gettext("Meeting: {subject}").format(subject=scene.text(one.payload.subject).text)
        return record_title(scene, one.record)

    @property
    def address(self) -> str:
        """The name that a person types for it, if it has one."""
        slug = name_fact(self.one.view, self.one.record, "zxx", ("slug",))
        return str(slug.payload.text) if slug else self.one.record

    @property
    def framework(self) -> str:
        """The framework whose words it is told in: that of its first review, else the first it names."""
        for review in self.one.reviews:
            what = self.one.view.record(review)
            if what is not None:
                return str(what.payload.framework)
        return next(iter(self.one.payload.frameworks), "")

    @property
    def time(self) -> str:
        """When it begins and ends, with the zone it was said in; the day where no time is known."""
        time = self.one.time
        if time is None:
            when = self.one.own.as_of if self.one.is_held else self.one.payload.planned_for
            return self.scene.date_text(when)
        begins, ends = time.payload.begins, time.payload.ends
        said = f"{self.scene.date_text(PartialDate.of(begins.moment.date()))}, {begins.moment:%H:%M}"
        if ends is not None:
            same = ends.moment.date() == begins.moment.date()
            day = "" if same else f"{self.scene.date_text(PartialDate.of(ends.moment.date()))}, "
            said = f"{said}-{day}{ends.moment:%H:%M}"
        return f"{said} ({begins.zone or f'UTC{begins.moment:%z}'})"

    @property
    def sentence(self) -> Sentence:
        """The meeting in one sentence."""
        return meeting(self.scene, self.one.own)

    def why(self, why: str) -> str:
        """Why an item is on the agenda."""
        t = self.scene.t
        words = {
            "disagreement": t.gettext("voices differ"),
            "overdue": t.gettext("overdue"),
            "pending": t.gettext("decision pending"),
            "other": t.gettext("put on by hand"),
        }
        return words.get(why, why)

    def what(self, what: str) -> str:
        """What came of an item, in a word or two."""
        t = self.scene.t
        words = {
            "agreed": t.gettext("grade agreed"),
            "decided": t.gettext("decided"),
            "carried-over": t.gettext("carried over"),
            "not-agreed": t.gettext("no agreement"),
            "noted": t.pgettext("an item", "noted"),
        }
        return words.get(what, what)

    def grade(self, axis: str, grade: str) -> str:
        """A grade under the name of its axis."""
        words = self.scene.words
        return f"{words.axis(self.framework, axis)}: {words.grade(self.framework, axis, grade)}"

    def subject(self, put: Put) -> str:
        """What an item is called."""
        said = self.one.fact(put.key).payload
        if said.subject is not None:
            return self.scene.text(said.subject).text
        title = record_title(self.scene, put.concerns)
        return f"{title} ({self.scene.words.axis(self.framework, put.axis)})" if put.axis else title

    def lines(self) -> tuple[LineTold, ...]:
        """The agenda as it stands."""
        return tuple(self.line(one) for one in self.one.agenda.lines)

    def line(self, one: Line) -> LineTold:
        """One item."""
        fact = self.one.fact(one.put.key)
        what = self.one.view.record(one.put.concerns) if one.put.concerns else None
        words = self.scene.text(fact.payload.words).text if fact.payload.words is not None else ""
        return LineTold(
            one.item,
            one.place,
            self.subject(one.put),
            self.why(one.put.why),
            words,
            what.about if what is not None else "",
            what.kind if what is not None else "",
            tuple(self._result(each) for each in one.results),
            one.version,
            fact,
        )

    def _result(self, one: Result) -> ResultTold:
        fact = self.one.fact(one.key)
        words = self.scene.text(fact.payload.text).text if fact.payload.text is not None else ""
        grade = self.grade(one.axis, one.grade) if one.grade else ""
        return ResultTold(one.what, self.what(one.what), grade, words, fact)

    def seats(self) -> tuple[SeatTold, ...]:
        """The parties at the table, and those that are said to take part of whom nothing more is known."""
        return tuple(self._seat(party) for party in self.one.parties)

    def _seat(self, party: str) -> SeatTold:
        scene, fact = self.scene, self.one.delegation(party)
        if fact is None:
            return SeatTold(party, scene.name(party), False, False, "", "", "", "", None)
        said = fact.payload
        members, seats = (
            text_of(scene.count(count)) if count is not None else "" for count in (said.members, said.seats)
        )
        head, words = (scene.text(text).text if text is not None else "" for text in (said.head, said.words))
        return SeatTold(party, scene.name(party), True, said.absent, head, members, seats, words, fact)

    # --- minutes ---

    def minutes(self) -> Brief:
        """The minutes: the meeting, the table, each item with what came of it, and whether they were adopted."""
        scene, one = self.scene, self.one
        told = compose(one.view, one.scope, self._frameworks, self._language, sections=())
        title = scene.t.gettext("Minutes: {meeting}").format(meeting=heading_of(scene, one.record))
        nothing = replace(told.unknown, sentences=(), empty="")
        return numbered(
            scene,
            replace(
                told,
                heading=replace(told.heading, title=title),
                lede=(self.sentence, *self._adopted()),
                sections=tuple(self._sections()),
                disputed=nothing,
                stale=nothing,
                unknown=nothing,
                next_dates=(),
                lanes=(),
                tallies=(),
                series=(),
                grades=(),
                whole=False,
            ),
        )

    def _adopted(self) -> Iterator[Sentence]:
        scene, fact = self.scene, self.one.minutes
        if fact is not None:
            day = PartialDate.of(fact.as_of.earliest)
            pattern = scene.t.gettext("These minutes were adopted {date}.")
            yield scene.say("minutes.adopted", pattern, (fact,), date=scene.date(day, "at"))

    def _sections(self) -> Iterator[Section]:
        t = self.scene.t
        seats = tuple(self._seated(fact) for fact in self.one.delegations)
        if self.one.time is not None or seats:
            yield Section("table", t.gettext("At the table"), (*self._timed(), *seats))
        for line in self.one.agenda.lines:
            sentences = (self._on(line), *(self._came(line, result) for result in line.results))
            yield Section(f"item-{line.place}", f"{line.place}. {self.subject(line.put)}", sentences)

    def _timed(self) -> Iterator[Sentence]:
        if self.one.time is not None:
            pattern = self.scene.t.gettext("It is fixed for {time}.")
            if self.one.is_held:
                pattern = self.scene.t.gettext("It was fixed for {time}.")
            yield self.scene.say("minutes.time", pattern, (self.one.time,), time=self.time)

    def _seated(self, fact: Fact) -> Sentence:
        scene, t, said = self.scene, self.scene.t, fact.payload
        if said.absent:
            pattern = t.gettext("{party} was not at the table{words}.")
        else:
            pattern = t.gettext("For {party}{head}{members}{seats}{words}.")
        slots: dict[str, Slot] = {
            "party": scene.party(said.party),
            "head": scene.if_said(t.gettext(": {head}"), head=said.head),
            "members": fill(t.gettext("; members: {count}"), count=scene.count(said.members)) if said.members else "",
            "seats": fill(t.gettext("; seats: {count}"), count=scene.count(said.seats)) if said.seats else "",
            "words": scene.if_said(t.gettext(" ({words})"), words=said.words),
        }
        return scene.say("minutes.delegation", pattern, (fact,), Behind(record=self.one.record), **slots)

    def _on(self, line: Line) -> Sentence:
        scene, fact = self.scene, self.one.fact(line.put.key)
        return scene.say(
            f"minutes.item.{line.item}",
            scene.t.gettext("On the agenda: {why}{words}."),
            (fact,),
            Behind(record=self.one.record),
            why=self.why(line.put.why),
            words=scene.if_said(scene.t.gettext(" ({words})"), words=fact.payload.words),
        )

    def _came(self, line: Line, result: Result) -> Sentence:
        scene, fact = self.scene, self.one.fact(result.key)
        return scene.say(
            f"minutes.outcome.{line.item}",
            scene.t.gettext("{outcome}{grade}{words}."),
            (fact,),
            Behind(record=self.one.record),
            outcome=self.what(result.what),
            grade=f", {self.grade(result.axis, result.grade)}" if result.grade else "",
            words=scene.if_said(scene.t.gettext(": {text}"), text=fact.payload.text),
        )
