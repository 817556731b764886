"""Tallies as shapes: total, shares as reported, the remainder as computed."""

from servanda.brief.model import ShareTold, TallyTold, Working
from servanda.brief.parts import text_of
from servanda.brief.scene import Scene
from servanda.brief.sections.packages import ITEMS, Counted, counted, label_of, word_of
from servanda.brief.sections.totals import question_of
from servanda.brief.sides import disputes_of, is_followed
from servanda.brief.sums import remainder, split_sum
from servanda.brief.titles import record_title
from servanda.kernel.dispute import Dispute
from servanda.kernel.view import Fact
from servanda.kinds.fields import Count
from servanda.kinds.tally import Share


def tallies(scene: Scene) -> tuple[TallyTold, ...]:
    """The tallies of packages and plans, newest first; earlier tallies of one record come after its latest."""
    found: list[TallyTold] = []
    newest: set[str] = set()
    for one in (*counted(scene, "package"), *counted(scene, "plan")):
        framework = one.record.payload.framework
        is_followed = framework in newest
        if one.latest:
            newest.add(framework)
        groups = (*_by_date(one.latest), *_by_date(one.earlier), *_by_date(one.undated))
        found.extend(_tally(scene, one, facts, _stands(scene, one, facts, is_followed)) for facts in groups)
    return tuple(found)


def _by_date(facts: tuple[Fact, ...]) -> list[tuple[Fact, ...]]:
    """Tallies of one thing and date stand together, if no two of them give a total: parts said apart belong to it.

    Those of the items come first, and of each thing the newest.
    """
    dates: dict[tuple[str, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda one: (one.payload.of != ITEMS, -one.entry.begins.toordinal())):
        dates.setdefault((fact.payload.of, fact.as_of.text), []).append(fact)
    found: list[tuple[Fact, ...]] = []
    for group in dates.values():
        totals = [fact for fact in group if fact.payload.total is not None]
        found.extend([tuple(group)] if len(totals) < 2 else [(fact,) for fact in group])
    return found


def _stands(scene: Scene, one: Counted, facts: tuple[Fact, ...], is_followed: bool) -> str:
    t = scene.t
    if scene.life(one.record.about).has_ended:
        return t.gettext("ended")
    if not facts[0].entry.is_placed:
        return t.gettext("undated")
    if is_followed:
        return t.gettext("followed by another")
    return t.gettext("counted again later") if _is_counted_again(one, facts) else t.gettext("the latest known")


def _is_counted_again(one: Counted, facts: tuple[Fact, ...]) -> bool:
    """Whether the total of some tallies was given again for a later day; where they give none, all that they count."""
    first = _first(facts)
    if first.payload.total is None:
        return all(fact in one.earlier for fact in facts)
    later = (other for other in (*one.latest, *one.earlier) if first.entry.start.before(other.entry.start))
    return any(answer.question == question_of(first) for other in later for answer in other.answers)


def _first(facts: tuple[Fact, ...]) -> Fact:
    """The one that gives their total, if one does."""
    return next((fact for fact in facts if fact.payload.total is not None), facts[0])


def _tally(scene: Scene, one: Counted, facts: tuple[Fact, ...], stands: str) -> TallyTold:
    ways: dict[str, list[ShareTold]] = {}
    workings: list[Working] = []
    for fact in facts:
        for share in fact.payload.parts:
            ways.setdefault(share.by, []).append(_share(scene, fact, share))
        for working in remainder(fact):
            workings.append(working)
            _add_rest(scene, fact, ways, working)
    first = _first(facts)
    disputes = disputes_of(scene, facts)
    if disputes:
        stands = _disputed(scene, stands, facts, disputes)
    return TallyTold(
        record=one.record.about,
        kind=one.record.kind,
        title=record_title(scene, one.record.about),
        stands=stands,
        as_of=scene.date_text(first.as_of),
        word=word_of(scene, first),
        total=_count(scene, scene.t.gettext("total"), first.payload.total),
        groups=tuple((by, tuple(shares)) for by, shares in ways.items()),
        workings=tuple(workings),
        marks=scene.cite(*facts).marks,
        placed=first.entry.is_placed,
        disputed=bool(disputes),
        ways=tuple(scene.words.way(one.record.payload.framework, by) for by in ways),
    )


def _disputed(scene: Scene, stands: str, facts: tuple[Fact, ...], disputes: tuple[Dispute, ...]) -> str:
    """Where it stands, with the word that sources contradict it, and that another is followed, if one is."""
    pattern = scene.t.gettext("{stands}; disputed")
    if not all(is_followed(each, fact) for each in disputes for fact in facts if fact in each.facts):
        pattern = scene.t.gettext("{stands}; disputed, not followed")
    return pattern.format(stands=stands)


def _add_rest(scene: Scene, fact: Fact, ways: dict[str, list[ShareTold]], working: Working) -> None:
    """Put the remainder beside the shares it was taken from."""
    taken = {label for _, label in working.terms}
    way = next((by for by in ways if _classes(fact, by) and _classes(fact, by) <= taken), None)
    if way is not None and working.result > 0:
        rest = ShareTold(scene.t.gettext("others"), str(working.result), working.result, "computed", (), working)
        ways[way].append(rest)


def _classes(fact: Fact, by: str) -> set[str]:
    return {share.of_class for share in fact.payload.parts if share.by == by}


def _share(scene: Scene, fact: Fact, share: Share) -> ShareTold:
    told = _count(scene, label_of(scene, fact, share), share.count)
    working = split_sum(share.parts) if share.disjoint and share.parts else None
    shares = tuple(_share(scene, fact, part) for part in share.parts)
    return ShareTold(told.label, told.text, told.value, told.answer, shares, working)


def _count(scene: Scene, label: str, count: Count | None) -> ShareTold:
    """A count as a share; what nobody said is not known, which is neither none nor nought."""
    if count is None:
        return ShareTold(label, scene.t.gettext("not known"), None, "unknown")
    text = text_of(scene.count(count))
    if count.none:
        return ShareTold(label, text, None, "none")
    if count.exact is None:
        return ShareTold(label, text, None, "vague")
    return ShareTold(label, text, count.exact, "reported" if count.exact else "zero")
