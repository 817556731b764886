"""What a record's own page tells as well: its indicators with their results, its sums, who has a part in it."""

from collections.abc import Iterator

from servanda.brief.model import Figure, Part, Plain, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.titles import record_title
from servanda.kernel.view import Fact

NOTHING = "none"
_ROLES = ("baseline", "target", "actual")


def results(scene: Scene, record: str) -> Section:
    """The results of a record's indicators, or of the indicator that it is, in the order of their spans."""
    view = scene.view
    own = [fact.about for fact in view.of_kind("indicator") if record in (fact.about, view.aliases[fact.payload.of])]
    indicators = sorted(dict.fromkeys(own), key=lambda one: (record_title(scene, one), one))
    sentences = tuple(sentence for indicator in indicators for sentence in _of_indicator(scene, indicator))
    return Section("results", scene.t.gettext("Indicators and results"), sentences)


def _of_indicator(scene: Scene, indicator: str) -> Iterator[Sentence]:
    facts = [fact for fact in scene.view.about(indicator, "result") if fact.citations]
    what = scene.view.record(indicator)
    for fact in sorted(facts, key=_by_span):
        yield scene.say(
            f"results.{fact.payload.role}",
            _result_pattern(scene, fact),
            (fact,),
            Behind(record=fact.about),
            what=record_title(scene, indicator),
            when=_span(scene, fact),
            said=_result(scene, fact, what),
        )


def _result_pattern(scene: Scene, fact: Fact) -> str:
    t = scene.t
    return {
        "actual": t.gettext("{what}, {when}, reached: {said}."),
        "target": t.gettext("{what}, {when}, aimed at: {said}."),
        "baseline": t.gettext("{what}, {when}, begun from: {said}."),
    }[fact.payload.role]


def _by_span(fact: Fact) -> tuple[str, int, str]:
    period = fact.payload.period
    day = period.latest if period else fact.as_of.latest
    return (day.isoformat(), _ROLES.index(fact.payload.role), fact.digest)


def _span(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    period = fact.payload.period
    if period is not None:
        return scene.date(period)
    return fill(scene.t.gettext("undated ({date})"), date=scene.date(fact.as_of))


def _result(scene: Scene, fact: Fact, what: Fact | None) -> tuple[Part, ...]:
    payload = fact.payload
    items: list[Slot] = []
    if payload.figure == NOTHING:
        items.append(Sign(scene.t.gettext("none"), "none"))
    elif payload.figure is not None:
        number: Part = Sign(payload.figure, "zero") if _is_nought(payload.figure) else Figure(payload.figure)
        unit = what.payload.unit if what else None
        items.append(fill("{number} {unit}", number=number, unit=scene.text(unit)) if unit else number)
    if payload.label and payload.described:
        items.append(fill("{label}: {words}", label=scene.text(payload.label), words=scene.text(payload.described)))
    elif payload.label or payload.described:
        items.append(scene.text(payload.label or payload.described))
    if payload.text:
        items.append(scene.text(payload.text))
    return _strung(items)


def _strung(items: list[Slot]) -> tuple[Part, ...]:
    """Things that stand side by side and are no list of one kind."""
    found: tuple[Part, ...] = ()
    for item in items:
        found = fill("{before}; {item}", before=found, item=item) if found else fill("{item}", item=item)
    return found


def _is_nought(figure: str) -> bool:
    return not figure.strip("+-0.")


def sums(scene: Scene, record: str) -> Section:
    """The sums of money about a record, each by itself: they are never added up."""
    facts = [fact for fact in scene.view.about(record, "money") if fact.citations]
    sentences = tuple(_sum(scene, fact) for fact in sorted(facts, key=_by_day))
    return Section("sums", scene.t.gettext("Sums of money"), sentences)


def _by_day(fact: Fact) -> tuple[str, str, str]:
    period = fact.payload.period
    day = period.earliest if period and fact.as_of.is_open_start else fact.as_of.latest
    return (day.isoformat(), fact.payload.flow, fact.digest)


def _sum(scene: Scene, fact: Fact) -> Sentence:
    t, payload = scene.t, fact.payload
    if payload.period:
        when = scene.date(payload.period)
    elif fact.entry.is_placed:
        when = scene.date(fact.as_of)
    else:
        when = fill(t.gettext("undated ({date})"), date=scene.date(fact.as_of))
    amount: Part = Sign(t.gettext("none"), "none") if payload.amount == NOTHING else Figure(payload.amount)
    currency: Part = (
        Plain(payload.currency) if payload.currency else Sign(t.gettext("of a currency not said"), "unknown")
    )
    more: list[Slot] = []
    if payload.provider:
        more.append(fill(t.gettext("given by {party}"), party=scene.link(payload.provider)))
    if payload.receiver:
        more.append(fill(t.gettext("received by {party}"), party=scene.link(payload.receiver)))
    if payload.note:
        more.append(fill("“{note}”", note=scene.text(payload.note)))
    return scene.say(
        f"sums.{payload.flow}",
        t.gettext("{flow}, {when}: {amount} {currency}{more}."),
        (fact,),
        Behind(record=fact.about),
        flow=scene.human(payload.flow),
        when=when,
        amount=amount,
        currency=currency,
        more=fill("; {more}", more=_strung(more)) if more else "",
    )


def involved(scene: Scene, record: str) -> Section:
    """Who has a part or a stake in a record, in what role."""
    facts = [fact for fact in scene.view.about(record, "involvement") if fact.citations]
    told = sorted((_name(scene, fact), fact.digest, fact) for fact in facts)
    return Section("involved", scene.t.gettext("Who has a part in it"), tuple(_part(scene, fact) for *_, fact in told))


def _name(scene: Scene, fact: Fact) -> str:
    return scene.name(fact.payload.party) if fact.payload.party else ""


def _part(scene: Scene, fact: Fact) -> Sentence:
    t, payload = scene.t, fact.payload
    who: Part = scene.link(payload.party) if payload.party else Sign(t.gettext("somebody not named"), "unknown")
    items: list[Slot] = []
    for role in payload.roles:
        sides = scene.listed([_sides(scene)[side] for side in role.sides])
        words = [scene.text(text) for text in (role.name, role.text) if text]
        items += [*words, *([sides] if sides else [])]
    if payload.of:
        items.append(fill(t.gettext("a stakeholder of {party}"), party=scene.link(payload.of)))
    if payload.text:
        items.append(scene.text(payload.text))
    roles = fill(": {roles}", roles=_strung(items)) if items else ""
    return scene.say("involved", "{who}{roles}.", (fact,), Behind(record=fact.about), who=who, roles=roles)


def _sides(scene: Scene) -> dict[str, str]:
    t = scene.t
    return {
        "owner": t.gettext("whose it is"),
        "performer": t.gettext("performer"),
        "beneficiary": t.gettext("beneficiary"),
        "funding": t.gettext("funds it"),
        "accountable": t.gettext("accountable"),
        "extending": t.gettext("passes it on"),
        "implementing": t.gettext("carries it out"),
    }
