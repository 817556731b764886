"""Packages and their tallies: what was counted, what follows by a sum, and what nobody has said.

A remainder names no one; a smaller package is never a number completed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Cite, DisputeTold, Plain, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.meetings import step_sentence
from servanda.brief.sections.steps import steps_told
from servanda.brief.sections.totals import Total, number, question_of, total_of
from servanda.brief.sides import Words, disputes_of, either, is_followed, signed
from servanda.brief.sums import HOLDER, remainder, split_sum
from servanda.brief.titles import record_link
from servanda.kernel.values import Value
from servanda.kernel.view import Fact
from servanda.kinds.fields import Text
from servanda.kinds.tally import Share

ITEMS = "objectives"  # what a tally counts that counts the items of a plan or package
MANY = 2
OTHER_SUBJECTS = ("plan", "partnership", "review", "party")


@dataclass(frozen=True)
class Counted:
    """A record with the tallies that answer now, and those that stand beside because they bear no date."""

    record: Fact
    latest: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    undated: tuple[Fact, ...]

    @property
    def all_now(self) -> tuple[Fact, ...]:
        """What is told of it now: the latest, else what bears no date."""
        return self.latest or self.undated

    @property
    def begins(self) -> date:
        """The day its latest tally counts from."""
        return max((fact.entry.begins for fact in self.latest), default=date.min)


def section(scene: Scene) -> Section:
    """The packages, newest first, each with its tallies; then tallies of anything else."""
    found = counted(scene, "package")
    sentences: list[Sentence] = []
    for one in found:
        sentences.extend(tallies_of(scene, one))
    sentences.extend(_steps(scene))
    sentences.extend(_not_completions(scene, found))
    for kind in OTHER_SUBJECTS:
        for one in counted(scene, kind):
            sentences.extend(tallies_of(scene, one))
    return Section("packages", scene.t.gettext("Packages"), tuple(sentences))


def counted(scene: Scene, kind: str) -> tuple[Counted, ...]:
    """The records of a kind that someone has counted, newest first; what bears no date comes last."""
    found = []
    for record in scene.records(kind):
        tallies = scene.view.about(record.about, "tally")
        placed = [fact for fact in tallies if fact.entry.is_placed]
        latest = tuple(fact for fact in placed if not _is_overtaken(fact, placed))
        earlier = tuple(fact for fact in placed if fact not in latest)
        undated = tuple(fact for fact in tallies if not fact.entry.is_placed)
        if tallies:
            found.append(Counted(record, latest, earlier, undated))
    return tuple(sorted(found, key=lambda one: (-one.begins.toordinal(), one.record.digest)))


def _is_overtaken(fact: Fact, placed: Sequence[Fact]) -> bool:
    """Whether all that a tally counts was counted again later: a total alone does not take the place of shares."""
    later = {
        answer.question for other in placed if fact.entry.start.latest < other.entry.begins for answer in other.answers
    }
    return all(answer.question in later for answer in fact.answers)


def tallies_of(scene: Scene, one: Counted) -> Iterator[Sentence]:
    """Every tally of a record: those that answer now in full, the one that is followed first; the others by total."""

    def turn(fact: Fact) -> tuple[bool, bool, bool, bool, int]:
        is_second = not all(is_followed(each, fact) for each in disputes_of(scene, (fact,)))
        payload, entry = fact.payload, fact.entry
        return payload.of != ITEMS, payload.total is None, is_second, not entry.is_placed, -entry.begins.toordinal()

    for fact in sorted((*one.latest, *one.undated), key=turn):
        yield from _tally(scene, one, fact)
    for fact in reversed(one.earlier):
        yield from _total(scene, one, fact, "earlier")


def _key(one: Counted, what: str) -> str:
    framework = getattr(one.record.payload, "framework", one.record.kind)
    return f"packages.{framework}.{one.begins.year if one.latest else 'undated'}.{what}"


def _opened(scene: Scene, fact: Fact) -> DisputeTold | None:
    """The first of the disputes that a tally is in."""
    disputes = disputes_of(scene, (fact,))
    return told_dispute(scene, disputes[0]) if disputes else None


def _tally(scene: Scene, one: Counted, fact: Fact) -> Iterator[Sentence]:
    yield from _total(scene, one, fact, "total")
    yield from _remainder(scene, one, fact)
    for share in fact.payload.parts:
        yield from _split(scene, one, fact, share)
    yield from _in_words(scene, one, fact)


def word_of(scene: Scene, fact: Fact) -> str:
    """What the items are called: by the source where it has a word the reader reads, else by the register."""
    if fact.payload.word is not None:
        return _readable(scene, fact.payload.word) or scene.human(fact.payload.of)
    return items_word(scene, fact)


def items_word(scene: Scene, fact: Fact) -> str:
    """What stands after the number of a tally that has no word of its own: the framework's word for its items."""
    total = fact.payload.total
    number = total.exact if total is not None and total.exact is not None else MANY
    named = scene.words.items(_framework(scene, fact), number) if fact.payload.of == ITEMS else None
    return named or scene.human(fact.payload.of, number)


def label_of(scene: Scene, fact: Fact, share: Share) -> str:
    """What a class is called: by the source where it has a word the reader reads, else by the framework."""
    readable = _readable(scene, share.label)
    named = readable or scene.words.class_label(_framework(scene, fact), share.by, share.of_class)
    return named or (scene.text(share.label).text if share.label else scene.human(share.of_class))


def _readable(scene: Scene, words: Text | None) -> str:
    """A source's own word in the reader's language, or nothing."""
    said = scene.text(words) if words else None
    return said.text if said and said.language == scene.language else ""


def _framework(scene: Scene, fact: Fact) -> str:
    what = scene.view.record(fact.about)
    return str(getattr(what.payload, "framework", "")) if what else ""


def _total(scene: Scene, one: Counted, fact: Fact, what: str) -> Iterator[Sentence]:
    t, payload = scene.t, fact.payload
    shares = [share for share in payload.parts if share.count.words is None]
    if payload.total is None and not shares:
        return
    framework = getattr(one.record.payload, "framework", None)
    slots: dict[str, Slot] = {
        "item": record_link(scene, one.record.about),
        "word": word_of(scene, fact),
        "date": scene.date(fact.entry.as_of),
        "shares": scene.listed([_share(scene, fact, share) for share in shares]),
        "number": number(scene, fact, payload.total) if payload.total else "",
        "under": fill(t.gettext(" under {framework}"), framework=scene.framework(framework)) if framework else "",
        "note": scene.if_said(t.gettext("; {note}"), note=payload.note),
    }
    if payload.total is None and not fact.entry.is_placed:
        pattern = t.gettext("Undated ({date}){under}: {shares}; no total is given with it ({item}{note}).")
    elif payload.total is None and _has_total(scene, fact):
        pattern = t.gettext("As of {date}{under}: {shares}; no total is given with it ({item}{note}).")
    elif payload.total is None:
        pattern = t.gettext("As of {date}{under}: {shares}; the total is {unknown} ({item}{note}).")
        slots["unknown"] = Sign(t.gettext("not known"), "unknown")
    elif not fact.entry.is_placed:
        pattern = t.gettext("Undated ({date}): {number} {word}{under}{shares} ({item}{note}).")
    else:
        pattern = t.gettext("As of {date}: {number} {word}{under}{shares} ({item}{note}).")
    if shares and payload.total is not None:
        slots["shares"] = fill(t.gettext(", {shares}"), shares=slots["shares"])
    behind = Behind(record=one.record.about, dispute=_opened(scene, fact))
    yield scene.say(_key(one, what), pattern, (fact,), behind, **slots)


def _has_total(scene: Scene, fact: Fact) -> bool:
    """Whether another tally of the same gives a total."""
    return bool(scene.view.answering(fact.about, question_of(fact)))


def _share(scene: Scene, fact: Fact, share: Share, *within: Share) -> Words:
    """A share: of a holder "27 of them for the Armed Forces", of any other way of splitting "18 joint"."""
    label = label_of(scene, fact, share)
    pattern = scene.t.gettext("{number} of them for the {label}") if share.by == HOLDER else "{number} {label}"
    return fill(pattern, number=number(scene, fact, share.count, *within, share), label=label)


def _remainder(scene: Scene, one: Counted, fact: Fact) -> Iterator[Sentence]:
    """What is left of a total: "others", for no source says whose, or what else they are."""
    t = scene.t
    is_disputed = bool(disputes_of(scene, (fact,)))
    whose = t.gettext("Others: {number}, {computed} ({sum}); no source says whose.")
    what = t.gettext("Others: {number}, {computed} ({sum}); the statement does not say what they are.")
    left = [(working, whose) for working in remainder(fact, of_holders=True)]
    for working, pattern in (*left, *((working, what) for working in remainder(fact, of_holders=False))):
        computed: Words = (Sign(str(working.result), "computed"),)
        if working.result < 0:
            pattern = t.gettext("The parts add up to more than the total: the sources do not close.")
        yield scene.say(
            _key(one, "others"),
            pattern,
            (fact,),
            Behind(record=one.record.about, workings=(working,)),
            number=signed(scene, computed) if is_disputed else computed,
            computed=t.gettext("computed"),
            sum=Plain(working.text),
        )


def _split(scene: Scene, one: Counted, fact: Fact, share: Share, *within: Share) -> Iterator[Sentence]:
    """How a share is split further; a sum is shown where the statement has its parts disjoint."""
    if not share.parts:
        return
    t = scene.t
    working = split_sum(share.parts) if share.disjoint else None
    slots: dict[str, Slot] = {
        "number": number(scene, fact, share.count, *within, share),
        "label": label_of(scene, fact, share),
        "parts": scene.listed([_share(scene, fact, part, *within, share) for part in share.parts]),
        "sum": working.text if working else "",
    }
    pattern = t.gettext("Of the {number} for the {label}: {parts}.")
    if working is not None and share.count.exact is not None:
        pattern = (
            t.gettext("Of the {number} for the {label}: {parts} ({sum}: it closes).")
            if working.result == share.count.exact
            else t.gettext("Of the {number} for the {label}: {parts} ({sum}: it does not close).")
        )
    yield scene.say(
        _key(one, f"split.{share.of_class}"),
        pattern,
        (fact,),
        Behind(record=one.record.about, workings=(working,) if working else ()),
        **slots,
    )
    for part in share.parts:
        yield from _split(scene, one, fact, part, *within, share)


def _whole(scene: Scene, one: Counted, fact: Fact) -> Total | None:
    """The total that a tally speaks of: its own, else the one that is told, if it is one and of the same day."""
    if fact.payload.total is not None:
        return Total(fact, number(scene, fact, fact.payload.total), (fact,))
    total = total_of(scene, [other for other in one.all_now if other.payload.of == fact.payload.of])
    if total is None or any(isinstance(part, Cite) for part in total.words):
        return None
    own, other = fact.entry, total.fact.entry
    return total if own.is_placed == other.is_placed and own.start.overlaps(other.start) else None


def _in_words(scene: Scene, one: Counted, fact: Fact) -> Iterator[Sentence]:
    """Shares that were said in words only: they never become a number."""
    t = scene.t
    vague = [share for share in fact.payload.parts if share.count.words is not None and share.count.exact is None]
    if not vague:
        return
    items = [
        fill(
            t.gettext("{label}: {words}"),
            label=label_of(scene, fact, share),
            words=scene.count(share.count),
        )
        for share in vague
    ]
    total = _whole(scene, one, fact)
    pattern = t.gettext("Of the {number}{word}, as of {date}, in words only: {items}; no number was published.")
    if any(_has_number(scene, fact, share) for share in vague):
        pattern = t.gettext("Of the {number}{word}, as of {date}, in words only: {items}.")
    of, facts, listed = total.words if total is not None else (), [fact], scene.listed(items)
    if total is not None and not _sources(total.facts) <= _sources([fact]):
        # the number is another source's than the words
        facts = [*total.facts, fact]
        of, listed = (*of, scene.cite(*total.facts)), (*listed, scene.cite(fact))
    yield scene.say(
        _key(one, "in-words"),
        pattern,
        facts,
        Behind(record=one.record.about),
        number=(*of, Plain(" ")) if of else "",
        word=word_of(scene, fact),
        date=said_of(scene, fact),
        items=listed,
    )


def said_of(scene: Scene, fact: Fact) -> Words:
    """The day that a tally is said of, to stand after "as of"; of one without a date, that it has none."""
    if fact.entry.is_placed:
        return scene.date(fact.as_of)
    return fill(scene.t.gettext("an unknown day ({date})"), date=scene.date(fact.as_of))


def days_of(scene: Scene, total: Total) -> Words:
    """The day that a total is said of; where several are told against each other, those of each."""
    is_apart = any(isinstance(part, Cite) for part in total.words)
    days = {fact.as_of.text: said_of(scene, fact) for fact in (total.facts if is_apart else (total.fact,))}
    return either(scene, list(days.values()))


def _has_number(scene: Scene, fact: Fact, share: Share) -> bool:
    """Whether another tally has a number for what one has in words."""
    said = scene.view.answering(fact.about, question_of(fact, share))
    return any(_is_number(answer.value) for _, answer in said)


def _is_number(value: Value) -> bool:
    return value.form == "none" or (value.low, value.high) != (None, None) or value.text.startswith("about ")


def _sources(facts: Iterable[Fact]) -> set[str]:
    return {cited.source for fact in facts for cited in fact.citations}


def _steps(scene: Scene) -> Iterator[Sentence]:
    """Where packages stand that have a course of their own beside their plan's, the newest step first."""
    said = [(record, fact) for record in scene.records("package") for fact in steps_told(scene, record)]
    for record, fact in sorted(said, key=lambda pair: (pair[1].entry.begins, pair[1].digest), reverse=True):
        yield step_sentence(scene, record, fact, "packages")


def _not_completions(scene: Scene, found: tuple[Counted, ...]) -> Iterator[Sentence]:
    """Two packages of one framework are two agreements, whatever their sizes."""
    by_framework: dict[str, list[Total]] = {}
    for one in found:
        total = total_of(scene, [fact for fact in one.latest if fact.payload.of == ITEMS])
        if total is not None and total.fact.payload.total.exact is not None:
            by_framework.setdefault(one.record.payload.framework, []).append(total)
    for framework, totals in by_framework.items():
        if len(totals) < 2:
            continue
        totals.reverse()
        is_apart = any(isinstance(part, Cite) for total in totals for part in total.words)
        items = [
            fill(
                scene.t.gettext("{number} as of {date}"),
                number=total.words,
                date=(*days_of(scene, total), *([scene.cite(*total.facts)] if is_apart else [])),
            )
            for total in totals
        ]
        pattern = scene.t.gettext(
            "The {framework} packages ({packages}) are separate agreements: "
            "the difference between them is not a number completed."
        )
        yield scene.say(
            f"packages.{framework}.separate",
            pattern,
            [fact for total in totals for fact in total.facts],
            framework=scene.words.framework(framework),
            packages=scene.listed(items),
        )
