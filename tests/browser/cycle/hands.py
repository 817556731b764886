"""Two ways to work a page: by a mouse, and by a keyboard alone. The steps of a play are written once for both."""

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page

FOCUSED = "one => one === document.activeElement"
AT_THE_HEAD = "one => document.activeElement === document.body && !!one.closest('main')"
BEHIND = "one => !!(document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING)"
KIND = "one => one.type"
CHOSEN = "one => one.selectedOptions[0]?.label.trim() ?? ''"


class Hands(ABC):
    """What can be done to a control. A page that follows is waited for by whoever presses."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, control: Locator) -> None:
        """Follow a link, or press a button; the page that follows is there afterwards."""

    @abstractmethod
    def unfold(self, control: Locator) -> None:
        """Open what is folded."""

    @abstractmethod
    def write(self, field: Locator, text: str) -> None:
        """Type into an empty field; of a date or a time as ISO 8601 has it."""

    @abstractmethod
    def choose(self, field: Locator, label: str) -> None:
        """Choose the option of a list that has a label."""

    @abstractmethod
    def tick(self, control: Locator) -> None:
        """Tick a box, or choose one of several."""


class Mouse(Hands):
    """Whoever points and clicks."""

    def press(self, control: Locator) -> None:
        """Click, and wait for what follows."""
        with self.page.expect_navigation():
            control.click()

    def unfold(self, control: Locator) -> None:
        """Click."""
        control.click()

    def write(self, field: Locator, text: str) -> None:
        """Put the text there."""
        field.fill(text)

    def choose(self, field: Locator, label: str) -> None:
        """Choose."""
        field.select_option(label=label)

    def tick(self, control: Locator) -> None:
        """Click its label."""
        control.check()


class Keyboard(Hands):
    """Whoever has no mouse: Tab, arrows, Space, Enter, and typing."""

    def to(self, control: Locator) -> None:
        """Skip to the page, and press Tab, or Shift and Tab, until a control has the focus."""
        wanted = control.element_handle()
        if wanted.evaluate(AT_THE_HEAD):
            self.page.keyboard.press("Tab")
            self.page.keyboard.press("Enter")
        key = "Shift+Tab" if wanted.evaluate(BEHIND) else "Tab"
        for _ in range(400):
            if wanted.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"it cannot be reached by Tab: {control}")

    def press(self, control: Locator) -> None:
        """Press Enter on it, and wait for what follows."""
        self.to(control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, control: Locator) -> None:
        """Press Enter on it."""
        self.to(control)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Type it; into a date or a time as the browser's own control is typed into."""
        self.to(field)
        kind = field.evaluate(KIND)
        if kind == "date":
            year, month, day = text.split("-")
            text = f"{month}{day}{year}"
        elif kind == "time":
            hour, minute = map(int, text.split(":"))
            text = f"{hour % 12 or 12:02}{minute:02}{'PM' if hour >= 12 else 'AM'}"
        self.page.keyboard.type(text)

    def choose(self, field: Locator, label: str) -> None:
        """Go down the list."""
        self.to(field)
        for _ in range(120):
            if field.evaluate(CHOSEN) == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"there is no {label!r} in {field}")

    def tick(self, control: Locator) -> None:
        """Press Space on a box; of several, go down to the one."""
        if control.evaluate(KIND) == "checkbox":
            self.to(control)
            self.page.keyboard.press("Space")
            return
        group = self.page.locator(f"[type=radio][name='{control.get_attribute('name')}']")
        self.to(group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"it cannot be chosen by arrows: {control}")
