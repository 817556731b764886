"""Looking at a page as it stands in a browser: what axe finds, what runs over its width, what is hard to hit.

Axe's rules on contrast and on links in a text take most of its time, and say the same of all text, and of all links,
that look the same. So they are asked of the first two of each look, on the page where that look is first met. How a
text looks is told by its own style, and by that of every element around it that paints or that leaves the flow; how a
link looks, by the text it stands in as well. The scheme of colours, the width and the language need not be told apart.
A look that fails is not forgotten: the next page with it fails as well.

Two more rules take most of the time that is left: on the size of targets, and on what stands outside of the landmarks.
They are asked in the wide window. In the narrow one a page has the same elements in the same landmarks, and what a
finger would not hit is looked for by ourselves (``misfits``).
"""

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# width, colour scheme, language: two that differ in everything
LOOKS = [(1280, "light", "en"), (320, "dark", "az")]
NARROW = 320
NOT_IN_THE_NARROW = ("target-size", "region")
LOOKED_AT_ONCE = {"color-contrast": "[data-new-look]", "link-in-text-block": "[data-new-link]"}
ONCE = [{"id": rule, "selector": of} for rule, of in LOOKED_AT_ONCE.items()]
AXE = f"{AXE_SCRIPT}; axe.configure({{rules: {json.dumps(ONCE)}}})"
RUN = "async options => (await axe.run(document, options)).violations"
PLAIN = "rgba(0, 0, 0, 0),none,1,static,none,normal,none"
MARK_NEW_LOOKS = """([known, plain]) => {
  const met = new Map(known.map(look => [look, 2])), found = [];
  const meet = (look, one, mark) => {
    const before = met.get(look) ?? found.push(look) * 0;
    met.set(look, before + 1);
    if (before < 2) one.dataset[mark] = '';
  };
  const walk = (one, under) => {
    const style = getComputedStyle(one), name = `${one.tagName}.${one.getAttribute('class') ?? ''}`;
    const shown = one.checkVisibility({visibilityProperty: true});
    const paint = [style.backgroundColor, style.backgroundImage, style.opacity, style.position, style.filter,
      style.mixBlendMode, style.transform].join();
    if (paint !== plain) under += `/${name} ${paint}`;
    const worded = [...one.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim().length > 1);
    if ((worded || one.matches('input, select, textarea')) && shown) {
      const off = one.matches(':disabled, [aria-disabled]') || one.control?.disabled;
      const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);  // as WCAG has it
      meet([under, name, style.color, large, style.textShadow, off].join(), one, 'newLook');
    }
    if (one.matches('a[href]') && shown) {
      let block = one.parentElement;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement;
      const length = of => of.textContent.trim().length, links = [...block.querySelectorAll('a[href]')];
      const beside = links.reduce((left, link) => left - length(link), length(block)) > 0;
      const around = getComputedStyle(block);
      meet([under, name, style.color, style.textDecorationLine, style.borderBottom, style.fontWeight, style.fontStyle,
        block.tagName, around.color, around.fontWeight, beside].join(), one, 'newLink');
    }
    for (const child of one.children) walk(child, under);
  };
  for (const one of document.querySelectorAll('[data-new-look], [data-new-link]')) {
    delete one.dataset.newLook;
    delete one.dataset.newLink;
  }
  walk(document.documentElement, '');
  return found;
}"""
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
  if (!one.checkVisibility({visibilityProperty: true}) || one.closest('p, li, dd, td, figcaption')) return false;
  const box = (one.closest('label') || one).getBoundingClientRect();  // a label is part of its control's target
  return box.width > 1 && (box.height < 24 || box.width < 24);
}).map(one => `${one.outerHTML.slice(0, 120)} ${Math.round(one.getBoundingClientRect().height)} px high`)"""

_clean_looks: set[str] = set()


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds wrong, each with where it is; of all that it knows, or of a few rules only."""
    new = page.evaluate(MARK_NEW_LOOKS, [[*_clean_looks], PLAIN])
    off = [*(() if new else LOOKED_AT_ONCE), *(NOT_IN_THE_NARROW if _width(page) == NARROW else ())]
    asked = [rule for rule in rules or TAGS if rule not in off]
    if not asked:
        return []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"runOnly": asked, "resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in off}}
    found = page.evaluate(RUN, options)
    if not {one["id"] for one in found} & {*LOOKED_AT_ONCE}:
        _clean_looks.update(new)
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"][:3]]


def misfits(page: Page) -> list[Any]:
    """What does not fit a page's width: the page itself, and on a narrow one what a finger would not hit."""
    width = _width(page)
    reaches = page.evaluate("document.scrollingElement.scrollWidth")
    over = [f"it is {reaches} px wide in a window of {width}"] if reaches > width else []
    return [*over, *(page.evaluate(SMALL_TARGETS) if width == NARROW else [])]


def _width(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def look_at(page: Page, url: str, language: str) -> None:
    """Go to a page, open what is folded, and find nothing wrong."""
    page.goto(url)
    assert page.locator("html").get_attribute("lang") == language
    look_here(page)


def look_here(page: Page) -> None:
    """Find nothing wrong with the page that is there, with all of it unfolded."""
    page.evaluate(OPEN_ALL)
    assert violations(page) == [], page.url
    assert misfits(page) == [], page.url
