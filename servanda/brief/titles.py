"""Titles: what a record or a question is called in a sentence when names alone do not say it."""

from textwrap import shorten

from servanda.brief.model import Link, Part, Plain
from servanda.brief.parts import fill, text_of
from servanda.brief.scene import Scene
from servanda.kernel.view import Fact

LONGEST_TITLE = 120  # characters of an objective that has only its text to be called by


def ordinal(scene: Scene, number: int) -> str:
    """An ordinal in words as far as there are words for it."""
    t = scene.t
    words = [
        t.pgettext("ordinal", "first"), t.pgettext("ordinal", "second"), t.pgettext("ordinal", "third"),
        t.pgettext("ordinal", "fourth"), t.pgettext("ordinal", "fifth"), t.pgettext("ordinal", "sixth"),
        t.pgettext("ordinal", "seventh"), t.pgettext("ordinal", "eighth"), t.pgettext("ordinal", "ninth"),
        t.pgettext("ordinal", "tenth"),
    ]  # fmt: skip
    return words[number - 1] if number <= len(words) else f"{number}."


def record_title(scene: Scene, record: str) -> str:
    """What a record is called: its name, or what it is made of."""
    if scene.has_name(record):
        return scene.name(record)
    what = scene.view.record(record)
    if what is None:
        return scene.name(record)
    makers = {
        "plan": _plan,
        "package": _package,
        "contribution": _contribution,
        "review": _review,
        "objective": _objective,
        "indicator": _indicator,
        "text-version": _text_version,
        "procedure": _procedure,
    }
    made = makers[what.kind](scene, what) if what.kind in makers else ""
    return made or scene.name(record)


def heading_of(scene: Scene, record: str) -> str:
    """What stands over a record's own page: its name as it is; else its subject, or its title with a capital."""
    if scene.has_name(record):
        return scene.name(record)
    what = scene.view.record(record)
    if what is not None and what.kind == "meeting" and what.payload.subject is not None:
        return scene.t.capital(scene.text(what.payload.subject).text)
    return scene.t.capital(record_title(scene, record))


def record_link(scene: Scene, record: str) -> Link:
    """A link under the record's title."""
    return scene.link(record, record_title(scene, record))


def plan_parts(scene: Scene, plan: Fact, *, with_period: bool = True) -> tuple[Part, ...]:
    """A plan's title with its period, if the title does not say it already; closed by a comma if it has one."""
    link = record_link(scene, plan.about)
    comma = "," if "," in link.text else ""
    period = plan.payload.period
    if period is None or not with_period or scene.date_text(period) in link.text:
        return fill("{plan}{comma}", plan=link, comma=comma)
    pattern = scene.t.gettext("{plan} ({period}){comma}")
    return fill(pattern, plan=link, period=scene.date(period), comma=comma)


def _plan(scene: Scene, plan: Fact) -> str:
    name = scene.words.framework(plan.payload.framework)
    if plan.payload.stage:
        stage = ordinal(scene, plan.payload.stage)
        return scene.t.gettext("{framework}, {ordinal} stage").format(framework=name, ordinal=stage)
    period, follows = plan.payload.period, plan.payload.follows
    if period is not None:
        return scene.t.gettext("{framework}, {period}").format(framework=name, period=scene.date_text(period))
    if follows:
        return scene.t.gettext("{framework} after {plan}").format(framework=name, plan=record_title(scene, follows))
    return name


def _package(scene: Scene, package: Fact) -> str:
    name = scene.words.framework(package.payload.framework)
    if package.payload.plan:
        plan = record_title(scene, package.payload.plan)
        return scene.t.gettext("the package of {plan}").format(plan=plan)
    dates = [fact for fact in scene.view.about(package.about, "tally") if fact.entry.is_placed]
    if dates:
        when = scene.date_text(dates[0].entry.start)
        return scene.t.gettext("the {framework} package of {date}").format(framework=name, date=when)
    return scene.t.gettext("the {framework} package").format(framework=name)


def _contribution(scene: Scene, contribution: Fact) -> str:
    party = scene.name(contribution.payload.party)
    operations = [(Plain(scene.name(operation)),) for operation in contribution.payload.operations]
    where = text_of(scene.listed(operations)) or (
        scene.text(contribution.payload.place).text if contribution.payload.place else ""
    )
    if not where:
        return party
    return scene.t.gettext("{party} in {operations}").format(party=party, operations=where)


def item_title(scene: Scene, objective: Fact) -> str:
    """What an item is called of which the scene may hold no more than this description."""
    return scene.name(objective.about) if scene.has_name(objective.about) else _objective(scene, objective)


def _objective(scene: Scene, objective: Fact) -> str:
    payload = objective.payload
    words = shorten(scene.text(payload.public_text or payload.text).text, LONGEST_TITLE, placeholder=" ...")
    return f"{payload.code}: {words}" if payload.code else words


def _indicator(scene: Scene, indicator: Fact) -> str:
    payload = indicator.payload
    text = payload.measures or payload.under or payload.unit
    words = shorten(scene.text(text).text, LONGEST_TITLE, placeholder=" ...") if text else ""
    return f"{payload.code}: {words}" if payload.code and words else words


def _text_version(scene: Scene, version: Fact) -> str:
    title = shorten(scene.text(version.payload.title).text, LONGEST_TITLE, placeholder=" ...")
    return scene.t.gettext("“{title}” (version {number})").format(title=title, number=version.payload.number)


def _procedure(scene: Scene, procedure: Fact) -> str:
    """What is put to decision is called as its text is."""
    return record_title(scene, procedure.payload.decides)


def _review(scene: Scene, review: Fact) -> str:
    name = scene.words.framework(review.payload.framework)
    period = review.payload.period
    if period:
        said = scene.date_text(period)
        return scene.t.gettext("the {framework} review of {period}").format(framework=name, period=said)
    return scene.t.gettext("a {framework} review").format(framework=name)
