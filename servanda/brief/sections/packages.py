"""Packages and their tallies: what was counted, what follows by a sum, and what nobody has said.

A remainder names no one; a smaller package is never a number completed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Cite, DisputeTold, Plain, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.totals import Total, number, total_of
from servanda.brief.sides import Words, disputes_of, is_followed, signed
from servanda.brief.sums import remainder, split_sum
from servanda.brief.titles import record_link
from servanda.kernel.view import Fact
from servanda.kinds.fields import Text
from servanda.kinds.tally import Share

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
        last = max((fact.entry.begins for fact in placed), default=date.min)
        latest = tuple(fact for fact in placed if fact.entry.start.latest >= last)
        earlier = tuple(fact for fact in placed if fact not in latest)
        undated = tuple(fact for fact in tallies if not fact.entry.is_placed)
        if tallies:
            found.append(Counted(record, latest, earlier, undated))
    return tuple(sorted(found, key=lambda one: (-one.begins.toordinal(), one.record.digest)))


def tallies_of(scene: Scene, one: Counted) -> Iterator[Sentence]:
    """Every tally of a record: those that answer now in full, the one that is followed first; the others by total."""

    def turn(fact: Fact) -> tuple[bool, bool]:
        return fact.payload.total is None, not all(is_followed(each, fact) for each in disputes_of(scene, (fact,)))

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
    return _readable(scene, fact.payload.word) or scene.human(fact.payload.of)


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
    if payload.total is None:
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


def _share(scene: Scene, fact: Fact, share: Share, *within: Share) -> Words:
    """A share: of a holder "27 of them for the Armed Forces", of any other way of splitting "18 joint"."""
    label = label_of(scene, fact, share)
    pattern = scene.t.gettext("{number} of them for the {label}") if share.by == "holder" else "{number} {label}"
    return fill(pattern, number=number(scene, fact, share.count, *within, share), label=label)


def _remainder(scene: Scene, one: Counted, fact: Fact) -> Iterator[Sentence]:
    """What is left of a total: "others", for no source says whose."""
    t = scene.t
    is_disputed = bool(disputes_of(scene, (fact,)))
    for working in remainder(fact):
        computed: Words = (Sign(str(working.result), "computed"),)
        if working.result < 0:
            pattern = t.gettext("The parts add up to more than the total: the sources do not close.")
        else:
            pattern = t.gettext("Others: {number}, {computed} ({sum}); no source says whose.")
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
    """The total that a tally speaks of: its own, else the one that is told, if it is one."""
    if fact.payload.total is not None:
        return Total(fact, number(scene, fact, fact.payload.total), (fact,))
    total = total_of(scene, [other for other in one.all_now if other.payload.of == fact.payload.of])
    return None if total is None or any(isinstance(part, Cite) for part in total.words) else total


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
        date=scene.date(fact.entry.as_of),
        items=listed,
    )


def _sources(facts: Iterable[Fact]) -> set[str]:
    return {cited.source for fact in facts for cited in fact.citations}


def _not_completions(scene: Scene, found: tuple[Counted, ...]) -> Iterator[Sentence]:
    """Two packages of one framework are two agreements, whatever their sizes."""
    by_framework: dict[str, list[Total]] = {}
    for one in found:
        total = total_of(scene, one.latest)
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
                date=(*scene.date(total.fact.entry.as_of), *([scene.cite(*total.facts)] if is_apart else [])),
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
