"""How blocks of text become rows, as data: what begins a block, and which lines of it fill which columns.

    start: '(?P<number>\\d+\\.\\d+) (?P<text>.+)'      a line that begins a block; groups are columns
    continued: text                                   the column that lines nothing else fits go on with
    context:                                          lines that fill a column of all blocks after them
      - 'Theme: (?P<theme>.+)'
    lines:                                            lines of a block; the first rule that fits counts
      - match: '(?P<position>Supported|Noted)'
      - match: '- (?P<group>.+)'
        after: 'Affected persons:'                    only below this label of the same block
        many: yes                                     the column takes several values, a line each
    ignored: ['-+']                                   lines that say nothing
    declared: 'Total: (?P<number>\\d+)'               how many blocks the file says it holds
    end: 'Annex.*'                                    the line from which on nothing is read

A pattern fits the whole line, without the space around it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servanda.errors import InputError, worded

LONGEST_PATTERN = 1_000  # characters
TRUE = (True, "yes", "true", "1")
FALSE = (False, None, "no", "false", "0")


@dataclass(frozen=True)
class LineRule:
    """A line of a block, the label it has to stand below, and whether it may come several times."""

    match: str
    after: str = ""
    many: bool = False


@dataclass(frozen=True)
class BlockRules:
    """The rules of one kind of text; patterns are checked when they are made by ``block_rules``."""

    start: str
    continued: str = ""
    context: tuple[str, ...] = ()
    lines: tuple[LineRule, ...] = ()
    ignored: tuple[str, ...] = ()
    declared: str = ""
    end: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in the order in which the rules name them."""
        patterns = (*self.context, self.start, *(line.match for line in self.lines))
        return tuple(dict.fromkeys(name for pattern in patterns for name in re.compile(pattern).groupindex))


def block_rules(given: Mapping[str, Any], at: str) -> BlockRules:
    """Read the rules out of plain data; ``at`` is its path. Raises ``InputError`` (``bad-option``) naming the key."""
    known = {"start", "continued", "context", "lines", "ignored", "declared", "end"}
    for key in given:
        if key not in known:
            raise _fault(f"{at}.{key}", worded("There is no {key!r} among the rules of blocks.", key=key))
    if not given.get("start"):
        raise _fault(
            at,
            worded("It is not said what begins a block."),
            worded("give a pattern for its first line under start"),
        )
    rules = BlockRules(
        start=_pattern(given["start"], f"{at}.start", groups=True),
        continued=str(given.get("continued") or ""),
        context=_patterns(given.get("context"), f"{at}.context", groups=True),
        lines=tuple(_line(one, f"{at}.lines[{index}]") for index, one in enumerate(_list(given, "lines", at))),
        ignored=_patterns(given.get("ignored"), f"{at}.ignored"),
        declared=_pattern(given.get("declared") or "", f"{at}.declared"),
        end=_pattern(given.get("end") or "", f"{at}.end"),
    )
    if rules.declared and "number" not in re.compile(rules.declared).groupindex:
        raise _fault(
            f"{at}.declared",
            worded("The pattern does not say where the number is."),
            worded("put it into (?P<number>...)"),
        )
    if rules.continued and rules.continued not in rules.columns:
        raise _fault(f"{at}.continued", worded("No pattern fills a column {column!r}.", column=rules.continued))
    return rules


def _list(given: Mapping[str, Any], key: str, at: str) -> list[Any]:
    value = given.get(key) or []
    if not isinstance(value, list | tuple):
        raise _fault(f"{at}.{key}", worded("A list is expected here."))
    return list(value)


def _line(given: Any, at: str) -> LineRule:
    if isinstance(given, str):
        given = {"match": given}
    if not isinstance(given, Mapping) or not set(given) <= {"match", "after", "many"}:
        raise _fault(at, worded("A pattern, or match with after and many, is expected here."))
    many = given.get("many")
    if many not in TRUE and many not in FALSE:
        raise _fault(f"{at}.many", worded("{value!r} is neither yes nor no.", value=many))
    return LineRule(
        match=_pattern(given.get("match"), f"{at}.match", groups=True),
        after=_pattern(given.get("after") or "", f"{at}.after"),
        many=many in TRUE,
    )


def _patterns(value: Any, at: str, *, groups: bool = False) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value or []
    if not isinstance(listed, list | tuple):
        raise _fault(at, worded("A list of patterns is expected here."))
    return tuple(_pattern(one, f"{at}[{index}]", groups=groups) for index, one in enumerate(listed))


def _pattern(value: Any, at: str, *, groups: bool = False) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_PATTERN:
        raise _fault(
            at,
            worded("A pattern of at most {limit} characters is expected here.", limit=LONGEST_PATTERN),
        )
    try:
        compiled = re.compile(value)
    except (re.error, RecursionError, OverflowError) as fault:
        raise _fault(
            at, worded("This is no pattern: {why}.", why=str(fault)), worded("correct the regular expression")
        ) from None
    if groups and not compiled.groupindex:
        raise _fault(at, worded("The pattern fills no column."), worded("name one with (?P<column>...)"))
    return value


def _fault(
    at: str, sentence: str, remedy: str = worded("see docs/reference/formats.md for the rules of blocks")
) -> InputError:
    return InputError("bad-option", sentence, remedy, key=at)
