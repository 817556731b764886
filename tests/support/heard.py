"""What a page owes to those who listen, found in its text without a browser: a small part of what axe asks."""

from collections import Counter
from collections.abc import Iterator

from lxml import html

CONTROLS = "//input[not(@type='hidden')] | //select | //textarea"
NAMED = "//a[@href] | //button | //summary"


def unheard(page: str) -> list[str]:
    """What is wrong with a page: identifiers given twice, controls without a label, skipped headings, empty names."""
    tree = html.fromstring(page)
    return [*_twice(tree), *_pointing_nowhere(tree), *_unlabelled(tree), *_nameless(tree), *_skipped(tree)]


def _twice(tree: html.HtmlElement) -> Iterator[str]:
    for name, times in Counter(tree.xpath("//@id")).items():
        if times > 1:
            yield f"the identifier {name} stands {times} times"


def _pointing_nowhere(tree: html.HtmlElement) -> Iterator[str]:
    known = set(tree.xpath("//@id"))
    for which in ("aria-labelledby", "aria-describedby", "for"):
        for value in tree.xpath(f"//@{which}"):
            yield from (f"{which} names {one}, which is not there" for one in value.split() if one not in known)


def _unlabelled(tree: html.HtmlElement) -> Iterator[str]:
    labelled = set(tree.xpath("//label/@for"))
    for one in tree.xpath(CONTROLS):
        named = one.get("id") in labelled or one.get("aria-label") or one.get("aria-labelledby")
        if not named and not any(above.tag == "label" for above in one.iterancestors()):
            yield f"the control {one.get('name')} has no label"


def _nameless(tree: html.HtmlElement) -> Iterator[str]:
    for one in tree.xpath(NAMED):
        if not one.text_content().strip() and not one.get("aria-label"):
            yield f"{one.tag} {one.get('href') or one.get('name') or ''} has no name"


def _skipped(tree: html.HtmlElement) -> Iterator[str]:
    before = 0
    for one in tree.xpath("//h1 | //h2 | //h3 | //h4"):
        level = int(one.tag[1])
        if level > before + 1:
            yield f"the heading “{one.text_content().strip()}” of level {level} follows on level {before}"
        before = level
    if len(tree.xpath("//h1")) != 1:
        yield "there is not one main heading"
