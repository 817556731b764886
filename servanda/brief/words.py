"""The words a framework gives for itself, its items, steps, grades and classes: none is named in code."""

from servanda.brief.names import human
from servanda.frameworks import Axis, Framework, Frameworks
from servanda.i18n import Translator


class Words:
    """Words of frameworks in one language; what no framework explains is read off its slug."""

    def __init__(self, frameworks: Frameworks, t: Translator) -> None:
        self.t = t
        self.frameworks = frameworks

    def get(self, slug: str) -> Framework | None:
        """The framework, if its rules are known here."""
        return self.frameworks.get(slug)

    def framework(self, slug: str) -> str:
        """The short name of a framework."""
        found = self.get(slug)
        return found.short(self.t.language) if found else human(slug)

    def framework_full(self, slug: str) -> str:
        """The full name with the short one behind it."""
        found = self.get(slug)
        if found is None:
            return human(slug)
        title, short = found.title(self.t.language), found.short(self.t.language)
        return title if title == short else f"{title} ({short})"

    def step(self, framework: str, step: str) -> str:
        """A step as it stands after "is": "to be developed", "approved"."""
        found = self.get(framework)
        named = found.step(step) if found else None
        return named.label(self.t.language) if named else human(step)

    def cycle_step(self, framework: str, step: str) -> str:
        """A step of the cycle, by its name."""
        found = self.get(framework)
        named = found.cycle.step(step) if found and found.cycle else None
        return named.label(self.t.language) if named else human(step)

    def step_order(self, framework: str, step: str) -> int:
        """The place of a step in the framework's chain; -1 for a step that is not in it."""
        found = self.get(framework)
        slugs = [one.slug for one in found.steps] if found else []
        return slugs.index(step) if step in slugs else -1

    def phase(self, framework: str, step: str) -> str:
        """Whether a plan at this step is "ahead", "standing" or "over"; a step nobody explains is "standing"."""
        found = self.get(framework)
        named = found.step(step) if found else None
        return named.phase if named else "standing"

    def items(self, framework: str, number: int) -> str | None:
        """What its items are called after a number."""
        found = self.get(framework)
        return found.item.counted(number, self.t.language) if found and found.item else None

    def axes(self, framework: str) -> tuple[Axis, ...]:
        """The axes that its items are graded on."""
        found = self.get(framework)
        return found.axes if found else ()

    def axis(self, framework: str, axis: str) -> str:
        """What an axis is called."""
        named = next((one for one in self.axes(framework) if one.slug == axis), None)
        return named.label(self.t.language) if named else human(axis)

    def grade(self, framework: str, axis: str, grade: str) -> str:
        """A grade in the framework's own words."""
        named = next((one for one in self.axes(framework) if one.slug == axis), None)
        found = named.grade(grade) if named else None
        return found.label(self.t.language) if found else human(grade)

    def track(self, framework: str, track: str) -> str:
        """The voice that assesses."""
        found = self.get(framework)
        named = found.track(track) if found else None
        return named.label(self.t.language) if named else human(track)

    def class_label(self, framework: str, by: str, name: str) -> str | None:
        """What the framework calls a class of a tally, if it names it."""
        found = self.get(framework)
        return found.class_label(by, name, self.t.language) if found else None

    def way(self, framework: str, by: str) -> str:
        """What tallies are split by: what the framework calls the split, or the axis."""
        found = self.get(framework)
        split = found.split(by) if found else None
        return split.label(self.t.language) if split else self.axis(framework, by)

    def evaluation(self, framework: str, step: str) -> str:
        """What a step of an evaluation programme is called."""
        found = self.get(framework)
        named = found.evaluation(step) if found else None
        return named.label(self.t.language) if named else human(step)

    def meeting_format(self, frameworks: tuple[str, ...], name: str) -> str:
        """What a format of meetings is called, in the first framework that knows it."""
        for slug in frameworks:
            found = self.get(slug)
            named = found.format(name) if found else None
            if named:
                return named.label(self.t.language)
        return human(name)

    def level(self, frameworks: tuple[str, ...], name: str) -> str:
        """A level of meetings and visits, as it stands before "visits" or "level"."""
        known = {
            "high": self.t.pgettext("level", "high-level"),
            "expert": self.t.pgettext("level", "expert"),
            "minister": self.t.pgettext("level", "ministerial"),
            "committee": self.t.pgettext("level", "committee"),
            "ambassador": self.t.pgettext("level", "ambassadorial"),
        }
        if name in known:
            return known[name]
        for slug in frameworks or tuple(self.frameworks):
            found = self.get(slug)
            named = found.meeting_level(name) if found else None
            if named:
                return named.label(self.t.language)
        return human(name)

    def measure(self, measure: str) -> str:
        """A measure of strength: never mixed with another."""
        t = self.t
        names = {
            "in-place": t.gettext("strength in place"),
            "ceiling": t.gettext("ceiling of strength"),
            "pledged": t.gettext("strength pledged"),
        }
        return names.get(measure, human(measure))

    def thing(self, slug: str, number: int | None = None) -> str:
        """What is counted or said, where no source and no framework has a word for it; of one, where it is one."""
        t = self.t
        single = {
            "objectives": t.pgettext("counted", "objective"), "people": t.pgettext("counted", "person"),
            "events": t.pgettext("counted", "event"), "activities": t.pgettext("counted", "activity"),
        }  # fmt: skip
        if number == 1 and slug in single:
            return single[slug]
        names = {
            "objectives": t.pgettext("counted", "objectives"), "people": t.pgettext("counted", "people"),
            "events": t.pgettext("counted", "events"), "activities": t.pgettext("counted", "activities"),
            "disputed": t.pgettext("counted", "disputed"),
        }  # fmt: skip
        return names.get(slug, human(slug))

    def kind(self, kind: str) -> str:
        """What a record of a kind is called when it has no name."""
        t = self.t
        names = {
            "party": t.gettext("a party"), "partnership": t.gettext("a partnership"), "plan": t.gettext("a plan"),
            "package": t.gettext("a package"), "objective": t.gettext("an objective"),
            "operation": t.gettext("an operation"), "contribution": t.gettext("a contribution"),
            "review": t.gettext("a review"), "meeting": t.gettext("a meeting"), "visit": t.gettext("a visit"),
            "decision": t.gettext("a decision"), "source": t.gettext("a source"),
            "text-version": t.gettext("a text"), "procedure": t.gettext("a text put to decision"),
        }  # fmt: skip
        return names.get(kind, human(kind))
