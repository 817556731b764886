"""The six people of a cycle, each with an account and a browser of his own; one of them with scripts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from servanda import register
from servanda.accounts import changes
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from tests.browser.cycle.hands import Hands, Keyboard, Mouse
from tests.browser.looking import look_here, misfits
from tests.support.people import KEEPER, PASSWORD, a_person

SCOPE = "azerbaijan-nato"
# name, role, the body whose post it is, by keyboard alone, with scripts
CAST = (
    ("Aysel", "coordinator", "", False, False),
    ("Rashad", "contributor", "az-mod", True, True),
    ("Leyla", "contributor", "az-mfa", False, False),
    ("Jonas", "assessor", "", False, False),
    ("Anna", "delegate", "turkey", False, False),
    ("Karim", "chair", "", True, False),
)
WAIT = 10_000  # milliseconds: a page that has not come by then will not
KIND = "one => one.type || one.tagName"


def appoint() -> None:
    """Give each an account, a post where he speaks for a body, and his role in the partnership."""
    at = register.resolve(Standpoint())
    place = register.find(SCOPE, at, "partnership")
    for name, role, body, _by_keyboard, _scripts in CAST:
        if not body:
            a_person(name, roles=[(role, place)], password=PASSWORD)
            continue
        desk = changes.make_post(f"Desk of {name}", KEEPER, party=register.find(body, at, "party"))
        changes.grant(role, desk, KEEPER, clock.today(), place=place)
        a_person(name, posts=[desk], password=PASSWORD)


@dataclass
class Seen:
    """Which pages of the cycle were looked at: each once, where it is first met, in a window of its own.

    (Axe waits for timers, and in a window without scripts none runs.)
    """

    window: Page
    pages: set[str] = field(default_factory=set)

    def look(self, page: Page, name: str) -> None:
        """Axe finds nothing on it as whoever is before it has it, and at 320 px nothing runs over."""
        if name in self.pages:
            return
        self.pages.add(name)
        self.window.context.clear_cookies()
        self.window.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
        self.window.goto(page.url)
        look_here(self.window)
        self.window.set_viewport_size({"width": 320, "height": 900})
        assert misfits(self.window) == [], name
        self.window.set_viewport_size({"width": 1280, "height": 900})


@dataclass
class Someone:
    """One of the six at his browser."""

    name: str
    address: str
    hands: Hands
    seen: Seen

    @property
    def page(self) -> Page:
        """What he has before him."""
        return self.hands.page

    @property
    def main(self) -> Locator:
        """The page without its head and foot."""
        return self.page.locator("main")

    def goes(self, path: str, name: str = "", **asked: str) -> None:
        """Type an address; a page that is named is looked at when it is first met."""
        self.page.goto(f"{self.address}{path}{f'?{urlencode(asked)}' if asked else ''}")
        if name:
            self.seen.look(self.page, name)

    def signs_in(self) -> None:
        """Sign in with his password."""
        self.goes("/account/sign-in/", "sign-in", lang="en")
        self.hands.write(self.page.get_by_label("E-mail address"), f"{self.name.lower()}@example.org")
        self.hands.write(self.page.get_by_label("Password"), PASSWORD)
        self.presses("Sign in")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(self.name)

    def follows(self, link: str, name: str = "") -> None:
        """Follow a link of the page."""
        self.hands.press(self.main.get_by_role("link", name=link, exact=True).first)
        if name:
            self.seen.look(self.page, name)

    def follows_to(self, words: str, name: str = "") -> None:
        """Follow the link that has some words in it."""
        self.hands.press(self.main.get_by_role("link", name=words).first)
        if name:
            self.seen.look(self.page, name)

    def presses(self, button: str) -> None:
        """Press a button of the page."""
        self.hands.press(self.main.get_by_role("button", name=button, exact=True).last)

    def fills(self, fields: Iterable[tuple[str, str]]) -> None:
        """Fill in fields by their names, in the order of the form."""
        for name, said in fields:
            every = self.main.locator(f"form [name='{name}']:not([type=hidden])")
            kind = every.first.evaluate(KIND)
            if kind == "radio":
                self.hands.tick(self.main.locator(f"form [name='{name}'][value='{said}']"))
            elif kind == "checkbox":
                self.hands.tick(every.first)
            elif kind.startswith("select"):
                self.hands.choose(every.first, said)
            else:
                self.hands.write(every.first, said)

    def reads(self, *sentences: str) -> None:
        """Have it said on the page."""
        for sentence in sentences:
            expect(self.main).to_contain_text(sentence)

    def records(self, fields: Iterable[tuple[str, str]], source: str = "", when: str = "") -> None:
        """Fill in the form of a fact that is before him, with a new source, and record it."""
        self.fills(fields)
        if when:
            self.fills([("as_of", when)])
        if source:
            self.hands.unfold(self.main.locator("details.newsource summary"))
            self.fills([("s.title.lines.0.text", source), ("s.publisher", "The desk")])
        self.presses("Record this fact")
        expect(self.main.get_by_text("Nothing has been recorded yet.")).to_have_count(0)


Cast = dict[str, Someone]


def at_their_browsers(opened: Callable[..., Page], window: Page, address: str) -> Cast:
    """Open a browser for each."""
    seen = Seen(window)
    cast = {}
    for name, role, _body, by_keyboard, scripts in CAST:
        page = opened(java_script_enabled=scripts)
        page.set_default_timeout(WAIT)
        hands = Keyboard(page) if by_keyboard else Mouse(page)
        cast[role if role not in cast else f"second {role}"] = Someone(name, address, hands, seen)
    return cast
