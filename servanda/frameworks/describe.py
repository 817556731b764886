"""Tells a framework in plain lines, for the command line and the pages."""

from collections.abc import Iterable, Iterator, Sequence

from servanda.frameworks.loader import Frameworks
from servanda.frameworks.model import Axis, CycleStep, Framework, Grade, Named, Procedure
from servanda.i18n import Translator


def describe(framework: Framework, language: str = "en", known: Frameworks | None = None) -> list[str]:
    """Give the lines that tell an edition: an empty line parts the sections, two spaces indent what belongs to one.

    ``known`` lets frameworks it nests under be called by their own short titles.
    """
    words = Translator(language)
    lines = list(_heading(framework, words, known))
    for heading, body in _sections(framework, words):
        if body:
            lines.extend(["", heading, *(f"  {line}" for line in body)])
    return lines


def _heading(framework: Framework, words: Translator, known: Frameworks | None) -> Iterator[str]:
    language = words.language
    yield f"{framework.short(language)} - {framework.title(language)}"
    yield words.gettext("slug {slug}, edition {edition}").format(slug=framework.slug, edition=framework.edition)
    yield framework.text(language)
    if framework.under:
        yield words.gettext("Under: {frameworks}").format(frameworks=_shorts(framework.under, language, known))
    if framework.replaced_by:
        yield words.gettext("Gives way to: {frameworks}").format(
            frameworks=_shorts(framework.replaced_by, language, known)
        )


def _shorts(slugs: Iterable[str], language: str, known: Frameworks | None) -> str:
    return ", ".join(known[slug].short(language) if known and slug in known else slug for slug in slugs)


def _sections(framework: Framework, words: Translator) -> Iterator[tuple[str, list[str]]]:
    language = words.language
    levels = [level.word.many(language) for level in framework.levels]
    yield words.gettext("What it agrees on, from the outermost level"), levels
    yield words.gettext("Subject areas"), _named(framework.areas, language)
    if framework.axes:
        for axis in framework.axes:
            yield words.gettext("Grades: {axis}").format(axis=axis.label(language)), _axis(axis, framework, words)
    else:
        yield words.gettext("Grades"), [words.gettext("No grade scale is defined.")]
    for split in framework.splits:
        heading = words.gettext("Tallies are split by {split}").format(split=split.label(language))
        yield heading, _named(split.classes, language)
    yield words.gettext("Evaluation steps, in order"), _named(framework.evaluations, language)
    yield words.gettext("Results of an evaluation"), _named(framework.results, language)
    yield words.gettext("The course of a plan, in order"), _named(framework.steps, language)
    yield words.gettext("Cycle"), _cycle(framework, words)
    yield words.gettext("Meeting formats"), _named(framework.formats, language)
    yield words.gettext("Levels of meetings"), _named(framework.meeting_levels, language)
    yield words.gettext("How texts are decided on"), [_procedure(one, words) for one in framework.procedures]
    yield words.gettext("Rules"), [rule(language) for rule in framework.rules]
    gaps = [f"{gap.what(language)}: {gap.why(language)}" for gap in framework.gaps]
    yield words.gettext("Not known from public sources"), gaps
    yield words.gettext("Sources"), [_source(framework, place, language) for place in range(len(framework.sources))]


def _named(items: Sequence[Named], language: str) -> list[str]:
    return [f"{item.label(language)} ({item.slug}){_meaning(item, language)}" for item in items]


def _meaning(item: Named, language: str) -> str:
    return f": {item.meaning(language)}" if item.meaning else ""


def _procedure(one: Procedure, words: Translator) -> str:
    """A procedure with the rules that it is followed by."""
    (line,) = _named((one,), words.language)
    if one.form is None:
        return line
    form = words.gettext("silence") if one.form == "silence" else words.gettext("concurrence of each party")
    number = one.rules.objections
    parties = words.ngettext("{n} party breaks it", "{n} parties break it", number).format(n=number)
    late = words.gettext("a reply at the very expiry is late")
    rules = [form, parties, late if one.at_expiry == "late" else words.gettext("a reply at the very expiry is in time")]
    if one.least_hours:
        rules.append(words.gettext("open for {hours} hours at least").format(hours=one.least_hours))
    return f"{line} [{'; '.join(rules)}]"


def _axis(axis: Axis, framework: Framework, words: Translator) -> list[str]:
    language = words.language
    lines = [axis.meaning(language)] if axis.meaning else []
    if axis.plans_from:
        lines.append(words.gettext("for plans from {year}").format(year=axis.plans_from))
    if axis.plans_until:
        lines.append(words.gettext("for plans until {year}").format(year=axis.plans_until))
    tracks = [track.label(language) for track in framework.tracks if track.slug in axis.tracks]
    lines.append(words.gettext("assessed by: {tracks}").format(tracks=", ".join(tracks)))
    lines.extend(_grade(grade, axis, words) for grade in axis.grades)
    return lines


def _grade(grade: Grade, axis: Axis, words: Translator) -> str:
    rank = axis.rank(grade.slug)
    place = words.gettext("not on the scale") if rank is None else f"{rank + 1}/{len(axis.scale)}"
    marks = [words.gettext("done")] * grade.done + [words.gettext("high")] * grade.high
    notes = ", ".join([place, *marks])
    return f"{grade.label(words.language)} ({grade.slug}) [{notes}]{_meaning(grade, words.language)}"


def _cycle(framework: Framework, words: Translator) -> list[str]:
    cycle, language = framework.cycle, words.language
    if cycle is None:
        return []
    lines = [cycle.length(language)]
    for number, step in enumerate(cycle.steps, start=1):
        parts = [f"{number}. {step.label(language)}{_meaning(step, language)}"]
        if step.drafted_by:
            parts.append(words.gettext("drafted by {who}").format(who=step.drafted_by(language)))
        if step.agreed_by:
            parts.append(words.gettext("agreed by {who}").format(who=step.agreed_by(language)))
        lines.append("; ".join(parts))
        lines.extend(f"   {line}" for line in _run(step, framework, words))
    if cycle.in_practice:
        lines.append(words.gettext("In practice: {text}").format(text=cycle.in_practice(language)))
    for named, heading in (
        (cycle.departures, words.gettext("Codes for departing from another voice")),
        (cycle.returns, words.gettext("Codes for sending back")),
    ):
        if named:
            lines.append(f"{heading}: {', '.join(_named(named, language))}")
    return lines


def _run(step: CycleStep, framework: Framework, words: Translator) -> Iterator[str]:
    """What is needed to run the step of a review."""
    language = words.language

    def tracks(slugs: Sequence[str]) -> str:
        return ", ".join(found.label(language) if (found := framework.track(one)) else one for one in slugs)

    if step.acts:
        yield words.gettext("roles that act: {roles}").format(roles=", ".join(step.acts))
    if step.collects:
        yield words.gettext("grades are given by: {tracks}").format(tracks=tracks(step.collects))
    if step.returns:
        yield words.gettext("may be sent back: {tracks}").format(tracks=tracks(step.returns))
    if step.approves:
        own = words.gettext("one's own work too") if step.own_work else words.gettext("nobody his own work")
        yield words.gettext("approved: {tracks} ({own})").format(tracks=tracks(step.approves), own=own)
    if step.closes_when:
        yield words.gettext("closed when: {guards}").format(guards=", ".join(step.closes_when))
    if step.optional:
        yield words.gettext("may be left out")


def _source(framework: Framework, place: int, language: str) -> str:
    source = framework.sources[place]
    parts = [source.title and source.title(language), source.publisher, source.address]
    said = ". ".join(part for part in parts if part)
    return f"{said} ({source.supports(language)})" if source.supports else said
