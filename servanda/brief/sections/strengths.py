"""Strength: people in place, the ceiling, the pledge. Sums are worked out here and say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from servanda.brief.disputes import told_dispute
from servanda.brief.model import DisputeTold, Part, Sentence, Sign, Working
from servanda.brief.parts import fill, text_of
from servanda.brief.scene import Behind, Scene
from servanda.brief.sides import Words, against, bears_out, disputes_of, signed
from servanda.brief.sums import strength_sum
from servanda.brief.titles import record_link
from servanda.kernel.dispute import Dispute, Side
from servanda.kernel.view import Fact

MEASURES = ("in-place", "ceiling", "pledged")


@dataclass(frozen=True)
class Level:
    """The statements of one measure: those that nothing came after, those before, and those without a date."""

    measure: str
    latest: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    undated: tuple[Fact, ...]


def levels(scene: Scene, record: str) -> tuple[Level, ...]:
    """What was said of a record's strength, one measure at a time: they are never mixed."""
    said = scene.view.about(record, "strength")
    found = []
    for measure in MEASURES:
        # what a source interpolated was never reported: it is not told
        facts = [fact for fact in said if (fact.payload.measure, fact.payload.basis) == (measure, "reported")]
        placed = [fact for fact in facts if fact.entry.is_placed]
        undated = tuple(fact for fact in facts if not fact.entry.is_placed)
        if not facts:
            continue
        last = max((fact.entry.begins for fact in placed), default=None)
        latest = tuple(fact for fact in placed if last is not None and fact.entry.start.latest >= last)
        found.append(Level(measure, latest, tuple(f for f in placed if f not in latest), undated))
    return tuple(found)


def strengths(scene: Scene, record: str) -> Iterator[Sentence]:
    """Tell each measure: what answers now, and beside it what bears no date; each statement once."""
    for level in levels(scene, record):
        told: frozenset[str] = frozenset()
        if level.latest:
            latest = sayings(scene, level.latest)
            told = latest.printed
            yield _latest(scene, record, level, latest)
        for fact in level.undated:
            if fact.digest not in told:
                yield _undated(scene, record, level, fact)


def _key(level: Level, what: str) -> str:
    return f"contributions.strength.{level.measure}.{what}"


@dataclass(frozen=True)
class Saying:
    """A statement that is printed, and the facts that bear out all that it prints."""

    fact: Fact
    behind: tuple[Fact, ...]


@dataclass(frozen=True)
class Sayings:
    """What is to be printed of a strength: statements that agree, or those of a dispute, the followed one apart."""

    dispute: Dispute | None
    followed: Saying | None
    others: tuple[Saying, ...]

    @property
    def every(self) -> tuple[Saying, ...]:
        """All that is printed, in its order."""
        return (self.followed, *self.others) if self.followed is not None else self.others

    @property
    def printed(self) -> frozenset[str]:
        """The digests of what is printed, or cited beside it."""
        return frozenset(fact.digest for saying in self.every for fact in saying.behind)


def sayings(scene: Scene, latest: tuple[Fact, ...]) -> Sayings:
    """What the latest statements say: each that another does not bear out is printed, with its own sources."""
    dispute = next(iter(disputes_of(scene, latest)), None)
    if dispute is None:
        return Sayings(None, None, tuple(_parted(latest)))
    current = {fact.digest for fact in latest}
    followed: Saying | None = None
    found: list[Saying] = []
    for side in dispute.sides:
        head, *rest = _parted(_of_side(side))
        if side is dispute.followed:
            followed = head
        else:
            found.append(head)
        found += [saying for saying in rest if saying.fact.digest in current]
    printed = [followed] if followed is not None else []
    for saying in (*found, *_parted(latest)):
        if not any(saying.fact is fact for one in printed for fact in one.behind):
            printed.append(saying)
    return Sayings(dispute, followed, tuple(saying for saying in printed if saying is not followed))


def _of_side(side: Side) -> list[Fact]:
    """The statements of a side; what bears no date stands beside those that do, and is told by itself (rule 6)."""
    facts = [fact for fact, _ in side.answers]
    return [fact for fact in facts if fact.entry.is_placed] or facts


def _parted(facts: Iterable[Fact]) -> list[Saying]:
    """Part statements by what they print, exact and full ones first; one that bears another out is cited beside it."""
    heads: list[tuple[Fact, list[Fact]]] = []
    for fact in sorted(facts, key=_fullness, reverse=True):
        home = next((behind for head, behind in heads if _bears_out(fact, head)), None)
        if home is None:
            heads.append((fact, [fact]))
        else:
            home.append(fact)
    return [Saying(head, tuple(behind)) for head, behind in heads]


def _fullness(fact: Fact) -> tuple[bool, int, date]:
    total = fact.payload.total
    return total is None or total.exact is not None, len(fact.payload.lines), fact.entry.begins


def _bears_out(fact: Fact, head: Fact) -> bool:
    """Whether a statement bears out another: of the same time, with no figure that the other has otherwise."""
    if fact.entry.is_placed != head.entry.is_placed or not fact.as_of.overlaps(head.as_of):
        return False
    told = {answer.question: answer for answer in head.answers}
    common = [answer for answer in fact.answers if answer.question in told]
    return bool(common) and all(bears_out(answer, told[answer.question]) for answer in common)


def _latest(scene: Scene, record: str, level: Level, latest: Sayings) -> Sentence:
    t = scene.t
    ended = scene.life(record).has_ended
    workings: list[Working] = []
    told: DisputeTold | None = None
    if latest.dispute is not None:
        told = told_dispute(scene, latest.dispute)
        first = _said(scene, latest.followed, workings) if latest.followed is not None else None
        values = against(scene, first, [_said(scene, saying, workings) for saying in latest.others])
    else:
        values = _agreeing(scene, level.latest, workings)
    pattern = t.gettext("{measure}, {what}: {values}.")
    if ended:
        pattern = t.gettext("Last known {measure}, {what}: {values}.")
    return scene.say(
        _key(level, "last-known" if ended else "latest"),
        pattern,
        level.latest,
        Behind(record=record, workings=tuple(workings), dispute=told),
        measure=scene.words.measure(level.measure),
        what=record_link(scene, record),
        values=values,
    )


def _said(scene: Scene, saying: Saying, workings: list[Working]) -> Words:
    """A statement in its own words, with the sources that bear it out."""
    words = statement(scene, saying.fact, workings)
    return (*words, *_dated(scene, saying.fact), scene.cite(*saying.behind))


def _agreeing(scene: Scene, facts: tuple[Fact, ...], workings: list[Working]) -> tuple[Part, ...]:
    """Statements that agree: one if they say the same of the same day, else each with its own date and source."""
    said: dict[str, tuple[tuple[Part, ...], list[Fact], list[Working]]] = {}
    for fact in sorted(facts, key=lambda one: (one.entry.begins, one.digest), reverse=True):
        sums: list[Working] = []
        words = (*statement(scene, fact, sums), *_dated(scene, fact))
        said.setdefault(text_of(words), (words, [], sums))[1].append(fact)
    for _, _, sums in said.values():
        workings.extend(sums)
    if len(said) == 1:
        return next(iter(said.values()))[0]
    return scene.listed([(*words, scene.cite(*behind)) for words, behind, _ in said.values()])


def _undated(scene: Scene, record: str, level: Level, fact: Fact) -> Sentence:
    """A figure that nobody dates stands beside the dated ones and replaces none (rule 6)."""
    workings: list[Working] = []
    values = statement(scene, fact, workings)
    disputes = disputes_of(scene, (fact,))
    if disputes:
        values = signed(scene, values, fact, disputes[0])
    return scene.say(
        _key(level, "undated"),
        scene.t.gettext("{measure}, {what}, undated ({date}): {values}."),
        (fact,),
        Behind(record, tuple(workings), told_dispute(scene, disputes[0]) if disputes else None),
        measure=scene.words.measure(level.measure),
        what=record_link(scene, record),
        date=scene.date(fact.as_of),
        values=values,
    )


def statement(scene: Scene, fact: Fact, workings: list[Working]) -> tuple[Part, ...]:
    """What one statement says: its total, its lines, and the sum of its lines where it gives no total."""
    t, payload = scene.t, fact.payload
    lines = [
        fill("{number} {what}", number=scene.count(line.count), what=scene.text(line.what)) for line in payload.lines
    ]
    listed = scene.listed(lines)
    note = fill(t.gettext(" ({note})"), note=scene.text(payload.note)) if payload.note else ()
    if payload.total is not None and not lines:
        return (*scene.count(payload.total), *note)
    if payload.total is not None:
        pattern = t.gettext("{total}, including {lines}") if payload.lines_are == "some" else "{total} ({lines})"
        return (*fill(pattern, total=scene.count(payload.total), lines=listed), *note)
    working = strength_sum(fact, scene.language)
    if working is None:
        return (*listed, *note)
    workings.append(working)
    pattern = t.gettext("{lines}, {total} in all, computed ({sum})")
    total = Sign(str(working.result), "computed")
    return (*fill(pattern, lines=listed, total=total, sum=working.text), *note)


def _dated(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    entry = fact.entry
    if not entry.is_placed:
        return fill(scene.t.gettext(", undated ({date})"), date=scene.date(entry.as_of))
    if entry.since is None:
        return fill(scene.t.gettext(", as of {date}"), date=scene.date(entry.as_of))
    return fill(
        scene.t.gettext(", as of {date}, {since}"),
        date=scene.date(entry.as_of),
        since=scene.date(entry.since, "since"),
    )
