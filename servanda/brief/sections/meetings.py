"""Reviews and meetings: how reviewing is done, what was held and decided on, and what was only planned."""

from collections import Counter
from collections.abc import Iterator

from servanda.brief.model import Part, Plain, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.frameworks import COOPERATION
from servanda.brief.sections.steps import steps_told
from servanda.brief.sections.ways import way, ways
from servanda.brief.sides import Words, signed
from servanda.brief.tellings import Telling, Wording, happening
from servanda.brief.titles import record_link
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.meetings import sitting
from servanda.kernel.planlives import contradiction
from servanda.kernel.review import placed
from servanda.kernel.view import Fact


def section(scene: Scene) -> Section:
    """The standing ways first, then each review with its steps, then meetings; of both the newest first."""
    sentences = (*_ways(scene), *_reviews(scene), *_meetings(scene))
    return Section("meetings", scene.t.gettext("Reviews and meetings"), sentences)


def _ways(scene: Scene) -> Iterator[Sentence]:
    for fact in ways(scene):
        if fact.payload.what != COOPERATION:
            yield way(scene, fact, f"meetings.{fact.payload.what}")


def _reviews(scene: Scene) -> Iterator[Sentence]:
    for review in scene.records("review"):
        for fact in steps_told(scene, review):
            yield step_sentence(scene, review, fact)
        run = (*scene.view.about(review.about, "review-step"), *scene.view.about(review.about, "review-lock"))
        for fact in sorted(run, key=_turn, reverse=True):
            yield _run(scene, review, fact) if fact.kind == "review-step" else _locked(scene, review, fact)


def _turn(fact: Fact) -> tuple[object, ...]:
    """Where it stands in the order of what happened; of one moment, what opens comes before what closes."""
    return (*placed(fact.as_of), getattr(fact.payload, "does", "") != "opened", fact.digest)


def _locked(scene: Scene, review: Fact, fact: Fact) -> Sentence:
    return scene.say(
        f"meetings.review.{review.payload.framework}.locked",
        scene.t.gettext("{review}: the period was locked {date}."),
        (fact,),
        Behind(record=review.about),
        review=record_link(scene, review.about),
        date=scene.date(_day(fact), "at"),
    )


def step_sentence(scene: Scene, record: Fact, fact: Fact, place: str = "meetings.review") -> Sentence:
    """Tell a step of a review (of a plan, of a package): reached on its day, or only planned for one."""
    t, planned = scene.t, fact.payload.planned_for
    step: Words = (Plain(scene.words.step(record.payload.framework, fact.payload.step)),)
    dispute = contradiction(standing(scene.view, fact.about, fact.answers[0].question))
    if dispute is not None and any(fact is one for one in dispute.facts):
        step = signed(scene, step, fact, dispute)
    pattern = t.gettext("{review}: {step}{by} {date}.")
    if planned is not None:
        pattern = t.gettext("{review}: planned to be {step}{by} {date}.")
    if planned is not None and planned.latest < scene.day:
        pattern = t.gettext("{review}: was planned to be {step}{by} {date}; whether it was is {unknown}.")
    return scene.say(
        f"{place}.{record.payload.framework}.{fact.payload.step}",
        pattern,
        (fact,),
        Behind(record=record.about),
        review=record_link(scene, record.about),
        step=step,
        by=_by(scene, fact),
        date=scene.date(planned or fact.entry.start, "at"),
        unknown=Sign(t.gettext("not known"), "unknown"),
    )


def _run(scene: Scene, review: Fact, fact: Fact) -> Sentence:
    """A step of a review that is run: opened, closed or left out."""
    t, framework = scene.t, review.payload.framework
    patterns = {
        "opened": t.gettext("{review}: the step “{step}” was opened {date}."),
        "closed": t.gettext("{review}: the step “{step}” was closed {date}."),
        "left-out": t.gettext("{review}: the step “{step}” was left out {date}."),
    }
    return scene.say(
        f"meetings.review.{framework}.{fact.payload.step}.{fact.payload.does}",
        patterns[fact.payload.does],
        (fact,),
        Behind(record=review.about),
        review=record_link(scene, review.about),
        step=scene.words.cycle_step(framework, fact.payload.step),
        date=scene.date(_day(fact), "at"),
    )


def _day(fact: Fact) -> PartialDate:
    """The day of what happened in a review: its time of day tells nothing here."""
    when = fact.entry.start
    return when if when.moment is None else PartialDate.of(when.earliest)


def _by(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    if fact.payload.by is None:
        return ()
    return fill(scene.t.gettext(" by {party}"), party=scene.party(fact.payload.by))


def _meetings(scene: Scene) -> Iterator[Sentence]:
    found: dict[str, Fact] = {}
    for fact in scene.told("meeting"):
        held = found.get(fact.about)
        if held is None or held.payload.planned_for is not None:
            found[fact.about] = fact
    for fact in sorted(found.values(), key=lambda one: (one.entry.begins, one.digest), reverse=True):
        yield meeting(scene, fact)
        for minutes in scene.view.about(fact.about, "minutes"):
            yield adopted(scene, minutes)


def adopted(scene: Scene, fact: Fact) -> Sentence:
    """Tell that the minutes of a meeting were adopted, and how many of its items came to what."""
    results = _results(scene, fact.about)
    outcomes: tuple[Part, ...] = ()
    if results:
        outcomes = fill(scene.t.gettext("; of its items: {counts}"), counts=_counted(scene, results))
    return scene.say(
        "meetings.minutes",
        scene.t.gettext("The minutes of {meeting} were adopted {date}{outcomes}."),
        (fact, *results),
        Behind(record=fact.about),
        meeting=scene.link(fact.about, scene.t.pgettext("minutes of", "the meeting")),
        date=scene.date(_day(fact), "at"),
        outcomes=outcomes,
    )


def _results(scene: Scene, record: str) -> tuple[Fact, ...]:
    """The outcomes that stand of a meeting's items, in the order of its agenda."""
    one = sitting(scene.view, record)
    if one is None:
        return ()
    return tuple(one.fact(line.result.key) for line in one.agenda.lines if line.result is not None)


def _counted(scene: Scene, results: tuple[Fact, ...]) -> tuple[Part, ...]:
    t, counts = scene.t, Counter(fact.payload.what for fact in results)
    words = {
        "agreed": t.gettext("grade agreed: {n}"),
        "decided": t.gettext("decided: {n}"),
        "carried-over": t.gettext("carried over: {n}"),
        "not-agreed": t.gettext("not agreed: {n}"),
        "noted": t.gettext("noted: {n}"),
    }
    return scene.listed([words[what].format(n=counts[what]) for what in words if counts[what]])


def meeting(scene: Scene, fact: Fact) -> Sentence:
    """Tell a meeting: held on its day, or only planned for one (rule 3)."""
    return happening(scene, fact, lambda one: _telling(scene, one))


def _telling(scene: Scene, fact: Fact) -> Telling:
    t, payload = scene.t, fact.payload
    slots: dict[str, Slot] = {
        "meeting": scene.link(fact.about, _named(scene, fact)),
        "body": scene.party(payload.body) if payload.body else "",
        "others": _participants(scene, fact),
        "format": _format(scene, fact),
        "venue": scene.if_said(t.gettext(" ({venue})"), venue=payload.venue),
        "subject": scene.if_said(t.gettext(", to discuss {subject}"), subject=payload.subject),
    }
    held = t.gettext("{meeting}{format} was held {date}{venue}{others}{subject}.")
    if payload.body is not None:
        held = t.gettext("{body} met{format} {date}{venue}{others}{subject}.")
    wording = Wording(
        "meetings.held",
        planned=t.gettext("{meeting}{format} is planned {date}{venue}{others}{subject}."),
        over=t.gettext(
            "{meeting}{format} was planned {date}{venue}{others}{subject}; whether it was held is {unknown}."
        ),
        happened=held,
    )
    said = (
        payload.body,
        payload.participants,
        payload.level,
        payload.format_as_said or payload.format,
        payload.venue,
    )
    return Telling(wording, slots, said, (payload.subject, payload.venue))


def _named(scene: Scene, fact: Fact) -> str:
    """What a meeting is called that is not told as the act of its body."""
    body = fact.payload.body
    if body is None:
        return scene.t.gettext("a meeting")
    return scene.t.gettext("a meeting of {body}").format(body=scene.party(body).text)


def _participants(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    parties = [scene.party(party) for party in fact.payload.participants]
    if not parties:
        return ()
    pattern = scene.t.gettext(", with {parties}")
    return fill(pattern, parties=scene.listed(parties))


def _format(scene: Scene, fact: Fact) -> str:
    payload = fact.payload
    words = []
    if payload.level is not None:
        words.append(
            scene.t.gettext("{level} level").format(level=scene.words.level(payload.frameworks, payload.level))
        )
    if payload.format_as_said is not None:
        words.append(payload.format_as_said)
    elif payload.format is not None:
        words.append(scene.words.meeting_format(payload.frameworks, payload.format))
    return f" ({', '.join(words)})" if words else ""
