"""The scene: what every section of a brief works with. It holds no facts of its own and decides no sentence."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from servanda.brief import citing
from servanda.brief.counts import count_parts
from servanda.brief.model import Cite, DisputeTold, Figure, Link, Part, Plain, Said, Sentence, Working
from servanda.brief.names import name_fact
from servanda.brief.parts import Slot, capital, closed, fill, joined, listed
from servanda.brief.words import Words
from servanda.datewords import Form
from servanda.i18n import Translator
from servanda.kernel.asof import Life, life
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact, View
from servanda.kinds.fields import Count, Text

_WITH_ARTICLE = frozenset({"ministry", "office", "committee", "unit"})


@dataclass(frozen=True)
class Behind:
    """What stands behind a sentence beside its facts: the record it is about, its sums, the dispute it opens."""

    record: str | None = None
    workings: tuple[Working, ...] = ()
    dispute: DisputeTold | None = None


@dataclass(frozen=True)
class Scene:
    """A view whose every fact is cited, the partnership it is read for, and the words to say it in.

    ``counts`` gives, for a plan or package and a question ("grade/completion/independent"), how many items
    stand at each grade, where the view itself does not hold the items.
    """

    view: View
    partnership: str
    words: Words
    t: Translator
    counts: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    _introduced: set[str] = field(default_factory=set, compare=False)
    _names: dict[tuple[str, ...], str] = field(default_factory=dict, compare=False)

    @property
    def day(self) -> datetime.date:
        """The as-of date."""
        return self.view.standpoint.as_of

    @property
    def language(self) -> str:
        """The language the brief is written in."""
        return self.t.language

    # --- facts ---

    def told(self, *kinds: str) -> tuple[Fact, ...]:
        """The facts of some kinds that this brief tells: those of the partnership."""
        return tuple(fact for fact in self.view.of_kind(*kinds) if self.is_own(fact))

    def is_own(self, fact: Fact) -> bool:
        """Whether a fact belongs to the partnership of this brief."""
        return self.view.aliases[fact.entry.scope] == self.partnership

    def records(self, kind: str) -> tuple[Fact, ...]:
        """The records of a kind that belong to the partnership and that a cited fact speaks of."""
        return tuple(
            record
            for record in self.told(kind)
            if any(not fact.payload.structural for fact in self.view.about(record.about))
        )

    def life(self, record: str) -> Life:
        """The life of a record."""
        return life(self.view, record)

    # --- names ---

    def name(self, record: str, *uses: str) -> str:
        """A record's name; by default its short one if it has one."""
        asked = (record, *uses)
        if asked not in self._names:
            found = name_fact(self.view, record, self.language, uses or ("short", "full", "code"))
            self._names[asked] = str(found.payload.text) if found else self._described(record)
        return self._names[asked]

    def has_name(self, record: str) -> bool:
        """Whether somebody gave the record a name."""
        return name_fact(self.view, record, self.language, ("full", "short", "code")) is not None

    def _described(self, record: str) -> str:
        what = self.view.record(record)
        if what is None:
            return self.t.gettext("a record without a name")
        return self.words.kind(what.kind)

    def link(self, record: str, text: str | None = None) -> Link:
        """A link to a record under its name, or under a text."""
        what = self.view.record(record)
        return Link(text or self.name(record), self.view.aliases[record], what.kind if what else "record")

    def party(self, record: str) -> Link:
        """A party as it stands in a sentence: bodies of an administration bear an article where there is one."""
        what = self.view.record(record)
        name = self.name(record)
        if what is None or getattr(what.payload, "category", None) not in _WITH_ARTICLE:
            return self.link(record)
        if name.lower().startswith("the "):
            return self.link(record)
        return self.link(record, self.t.pgettext("party", "the {name}").format(name=name))

    def speaker(self, fact: Fact) -> str | None:
        """Who said it, by name."""
        return self.name(fact.entry.said_by) if fact.entry.said_by else None

    # --- words ---

    def date(self, when: PartialDate, form: Form = "plain") -> tuple[Part, ...]:
        """A date as said, its own words bold."""
        words = self.t.date(when, form)
        return joined((Plain(words.before), Figure(words.core)) if words.before else (Figure(words.core),))

    def date_text(self, when: PartialDate, form: Form = "plain") -> str:
        """A date as said, as text."""
        return self.t.date(when, form).text

    def day_text(self, day: datetime.date) -> str:
        """A civil day in words."""
        return self.date_text(PartialDate.of(day))

    def text(self, text: Text) -> Said:
        """A human text in the reader's language if it has one there, else as it is."""
        return Said(*text.in_language(self.language))

    def if_said(self, pattern: str, **said: Text | None) -> tuple[Part, ...]:
        """A piece of a sentence about the words of a source; nothing where there are none."""
        words = {name: self.text(text) for name, text in said.items() if text is not None}
        return fill(pattern, **words) if words else ()

    def count(self, count: Count) -> tuple[Part, ...]:
        """A number as said."""
        return count_parts(count, self.t)

    def listed(self, items: Iterable[Slot]) -> tuple[Part, ...]:
        """A list as it is read: "a, b and c"."""
        parts = [fill("{item}", item=item) for item in items]
        return listed(parts, self.t.pgettext("list", "{items} and {last}"))

    def framework(self, slug: str) -> str:
        """A framework: by its full name where the brief first speaks of it, then by its short one."""
        short, full = self.words.framework(slug), self.words.framework_full(slug)
        if slug in self._introduced or short == full:
            return short
        self._introduced.add(slug)
        return self.t.pgettext("framework", "the {title}").format(title=full)

    def human(self, slug: str, number: int | None = None) -> str:
        """Words for a slug that no framework explains, to stand behind a number if it is one."""
        return self.words.thing(slug, number)

    # --- sentences ---

    def cite(self, *facts: Fact) -> Cite:
        """The source marks of some facts."""
        voices: dict[str, str] = {}
        dates: dict[str, str] = {}
        for fact in facts:
            speaker = self.speaker(fact)
            if speaker:
                voices[fact.digest] = speaker
            dates[fact.digest] = self.date_text(fact.as_of)
        return citing.cite(facts, voices, dates)

    def say(
        self, key: str, pattern: str, facts: Iterable[Fact], behind: Behind = Behind(), /, **slots: Slot
    ) -> Sentence:
        """Make a sentence: a pattern with its slots, and the marks of its facts at the end.

        A sentence that has marks inside (each side of a dispute has its own) gets none at the end.
        """
        cited = tuple(facts)
        parts = closed(fill(pattern, **slots))
        if not any(isinstance(part, Cite) for part in parts):
            parts = (*parts, self.cite(*cited))
        digests = tuple(dict.fromkeys(fact.digest for fact in cited))
        return Sentence(
            key, capital(parts, self._script(parts)), digests, behind.workings, behind.dispute, behind.record
        )

    def _script(self, parts: tuple[Part, ...]) -> Translator:
        """Whose capital letters a sentence begins with: a name in another language keeps those of its own."""
        head = parts[0] if parts else None
        if not isinstance(head, Link):
            return self.t
        names = self.view.about(head.record, "name")
        spoken = {name.payload.language for name in names if name.payload.text == head.text}
        return self.t if not spoken or self.language in spoken else Translator(min(spoken))
