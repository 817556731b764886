"""What a marking policy is: what an office calls the levels and groups, and how a marking is printed.

A policy gives words and nothing else. What is kept in the ledger, and who may see it, are the canonical values of
``kernel.marking``: so an office may take another policy, and no fact and no hash changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from servanda.frameworks.words import Label, Part, Slug
from servanda.i18n import Translator
from servanda.kernel.marking import LEVELS, HighWater, Marking, high_water

_Code = Annotated[str, StringConstraints(pattern=r"^[^,\s]([^,]*[^,\s])?$", max_length=80)]
_AS_IT_IS = {"by": {"en": "{marking}"}}


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands at the head and at the foot."""

    head: str
    foot: str


class Level(Part):
    """What the policy calls one of the ledger's levels."""

    level: str
    name: Label


class Group(Part):
    """Who a fact may be released to: the code that markings hold, and what it is called."""

    code: _Code
    name: Label


class Policy(Part):
    """One policy. ``levels`` are all of the ledger's, in their order, lowest first; ``public`` is apart from them.

    ``releasable`` says a level with its groups, ``{level}`` and ``{groups}``; ``apart`` what is made of facts
    that are released to groups with none in common, ``{level}``. ``head`` and ``foot`` stand around the words of a
    ``{marking}`` on each page; ``capitals`` prints these large.
    """

    slug: Slug
    name: Label
    text: Label
    public: Label
    levels: tuple[Level, ...]
    groups: tuple[Group, ...] = ()
    releasable: Label
    apart: Label
    head: Label = Label.model_validate(_AS_IT_IS)
    foot: Label = Label.model_validate(_AS_IT_IS)
    capitals: bool = False

    def say(self, marking: Marking, language: str) -> str:
        """A marking in the policy's words: "Restricted, releasable to AZE, NATO"."""
        return self.say_of(high_water([marking]), language)

    def say_of(self, mark: HighWater, language: str) -> str:
        """The marking of what is made of several facts, in the policy's words."""
        if mark.public:
            return self.public(language)
        level = self.levels[LEVELS.index(mark.level)].name(language)
        if mark.apart:
            return self.apart(language).format(level=level)
        if not mark.groups:
            return level
        names = {group.code: group.name(language) for group in self.groups}
        groups = ", ".join(names.get(code, code) for code in mark.groups)
        return self.releasable(language).format(level=level, groups=groups)

    def marks_of(self, mark: HighWater, language: str) -> Marks:
        """What stands at the head and at the foot of what bears a marking."""
        return Marks(self.head_of(mark, language), self.foot_of(mark, language))

    def head_of(self, mark: HighWater, language: str) -> str:
        """What stands at the head of a page that bears a marking."""
        return self._printed(self.head, mark, language)

    def foot_of(self, mark: HighWater, language: str) -> str:
        """What stands at its foot."""
        return self._printed(self.foot, mark, language)

    def _printed(self, around: Label, mark: HighWater, language: str) -> str:
        words = self.say_of(mark, language)
        return around(language).format(marking=Translator(language).capitals(words) if self.capitals else words)

    def unknown_groups(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those of some groups that the policy has no name for, in order."""
        return tuple(sorted(set(codes) - {group.code for group in self.groups}))
