"""Texts of plans and what became of what they held: editions, amendments, succession, dates that were put off."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from servanda.brief.model import Part, Said, Section, Sentence
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.titles import record_link
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact
from servanda.kinds.fields import Text


def section(scene: Scene) -> Section:
    """What was published and amended, then how a plan took up the one before, then dates put off; newest first."""
    told = [_text(scene, fact) for fact in _newest(scene, "text-edition", "text-amendment")]
    told += _successions(scene)
    told += [_postponed(scene, fact) for fact in _newest(scene, "postponed")]
    return Section("texts", scene.t.gettext("Texts of plans"), tuple(told))


def _newest(scene: Scene, *kinds: str) -> list[Fact]:
    return sorted(scene.told(*kinds), key=lambda fact: (fact.entry.begins, fact.digest), reverse=True)


def _text(scene: Scene, fact: Fact) -> Sentence:
    return edition(scene, fact) if fact.kind == "text-edition" else amendment(scene, fact)


def side_word(scene: Scene, side: str) -> str:
    """Which of a plan's texts it is."""
    t = scene.t
    return (
        t.pgettext("which text", "the public text") if side == "public" else t.pgettext("which text", "the agreed text")
    )


def edition(scene: Scene, fact: Fact) -> Sentence:
    """Tell that an edition was published."""
    pattern = scene.t.gettext("An edition of {text} of {plan} was published {date}{title}.")
    return _of_a_text(scene, fact, pattern, fact.entry.start, title=_quoted(scene, fact.payload.title))


def amendment(scene: Scene, fact: Fact) -> Sentence:
    """Tell what an amendment changes, and from when on if not from its own day."""
    t, payload = scene.t, fact.payload
    effect: tuple[Part, ...] = ()
    if payload.effect is not None and payload.effect.text != fact.as_of.text:
        effect = fill(t.gettext(", with effect {date}"), date=scene.date(payload.effect, "since"))
    pattern = t.gettext("{text} of {plan} was amended {date}{effect}: {changes}{reason}.")
    changes = scene.listed([_change(scene, one.does, one.number) for one in payload.changes])
    reason = _quoted(scene, payload.reason)
    return _of_a_text(scene, fact, pattern, fact.as_of, effect=effect, changes=changes, reason=reason)


def _of_a_text(scene: Scene, fact: Fact, pattern: str, day: PartialDate, **slots: Slot) -> Sentence:
    return scene.say(
        f"texts.{fact.kind.removeprefix('text-')}",
        pattern,
        (fact,),
        Behind(record=fact.about),
        text=side_word(scene, fact.payload.side),
        plan=record_link(scene, fact.about),
        date=scene.date(day, "at"),
        **slots,
    )


def _change(scene: Scene, does: str, number: str) -> str:
    t = scene.t
    if not number:
        return t.gettext("what stands before the first article is changed")
    patterns = {
        "replace": t.gettext("article {number} is replaced"),
        "insert": t.gettext("article {number} is put in"),
        "delete": t.gettext("article {number} is taken out"),
    }
    return patterns[does].format(number=number)


def _quoted(scene: Scene, text: Text | None) -> Slot:
    if text is None:
        return ""
    return fill(scene.t.gettext(" (“{words}”)"), words=unstopped(scene.text(text)))


def unstopped(said: Said) -> Said:
    """A text without its last full stop, to stand inside a sentence that has its own."""
    return replace(said, text=said.text.removesuffix("."))


def _successions(scene: Scene) -> Iterator[Sentence]:
    by_plan: dict[str, list[Fact]] = {}
    for fact in scene.told("succession"):
        by_plan.setdefault(fact.about, []).append(fact)
    for plan, facts in by_plan.items():
        yield _succession(scene, plan, facts)


def _succession(scene: Scene, plan: str, facts: list[Fact]) -> Sentence:
    t = scene.t
    words = {
        "carried": t.gettext("carried on: {n}"),
        "split": t.gettext("split: {n}"),
        "merged": t.gettext("merged: {n}"),
        "dropped": t.gettext("dropped: {n}"),
        "new": t.gettext("new: {n}"),
    }
    counts = Counter[str]()
    for fact in facts:
        counts[fact.payload.became] += len(set(fact.payload.before)) or len(set(fact.payload.after))
    return scene.say(
        "texts.succession",
        t.gettext("{plan} took up the objectives before it: {counts}; what is dropped is not said to be done."),
        facts,
        Behind(record=plan),
        plan=record_link(scene, plan),
        counts=scene.listed([words[became].format(n=counts[became]) for became in words if counts[became]]),
    )


def _postponed(scene: Scene, fact: Fact) -> Sentence:
    t, payload = scene.t, fact.payload
    before = fill(t.gettext(", before {date}"), date=scene.date(payload.from_)) if payload.from_ is not None else ""
    return scene.say(
        "texts.postponed",
        t.gettext("{objective} was put off {date}: due {to}{before}{reason}."),
        (fact,),
        Behind(record=fact.about),
        objective=record_link(scene, fact.about),
        date=scene.date(fact.as_of, "at"),
        to=scene.date(payload.to),
        before=before,
        reason=_quoted(scene, payload.reason),
    )
