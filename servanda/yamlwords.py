"""What is wrong with malformed YAML, in a person's words instead of the parser's."""

import yaml

DEEPEST = 50
TOO_DEEP = (f"values are nested more than {DEEPEST} deep", "Check the brackets and the indentation.")

_TAB = ("a tab stands where only spaces may", "Replace tabs by spaces; most editors have a setting for it.")
_INDENT = "Check the indentation against the lines above: keys of one mapping begin in one column."
_QUOTE = 'Put quotation marks around the text: "...".'
_BRACKET = "Close the bracket, and put a comma between the items."

# (part of the parser's problem, sentence, remedy); the first that fits is told
_KNOWN = (
    ("tab character", *_TAB),
    ("mapping values are not allowed", "a colon stands where no key can begin", f"{_INDENT} {_QUOTE}"),
    ("could not find expected ':'", "a key without its colon, or a text that is not indented", f"{_INDENT} {_QUOTE}"),
    ("expected ',' or ']'", "a list in [ ] is not closed, or a comma is missing", _BRACKET),
    ("expected ',' or '}'", "a mapping in { } is not closed, or a comma is missing", _BRACKET),
    ("end of stream", "a text in quotation marks is not closed", "Close the quotation marks."),
    ("escape character", "an unknown backslash sequence in double quotation marks", "Use single quotation marks."),
    ("expected '-' indicator", "a list item is indented differently from the others", _INDENT),
    ("expected <block end>", "this line does not belong to what stands above it", _INDENT),
    ("expected key", "this line is no key of the mapping above it", _INDENT),
    ("undefined alias", "an alias of YAML is not read here", _QUOTE),
    ("undefined tag", "a tag of YAML is not read here", _QUOTE),
    ("unexpected ':'", "a colon stands inside a text", _QUOTE),
    ("maximum nesting depth", *TOO_DEEP),
    ("alphabetic or numeric character", "a text cannot begin with & or *", _QUOTE),
)

# these are mended where they begin, not where the parser gave up
_BEGAN_EARLIER = ("end of stream", "could not find expected ':'", "expected ',' or")


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Give (line from 0, sentence, remedy) of what the parser refused in ``text``."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if context is not None and any(part in problem for part in _BEGAN_EARLIER):
        mark = context
    line = mark.line if mark is not None else 0
    if "cannot start any token" in problem and mark is not None:
        return line, *_bad_start(text, mark)
    for part, sentence, remedy in _KNOWN:
        if part in problem:
            return line, sentence, remedy
    return line, f"this is not well-formed YAML ({problem})", f"{_INDENT} {_QUOTE}"


def _bad_start(text: str, mark: yaml.Mark) -> tuple[str, str]:
    at = text[mark.index : mark.index + 1]
    if at == "\t":
        return _TAB
    return f"a text cannot begin with {at!r}", _QUOTE
