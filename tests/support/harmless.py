"""What of a page a browser would run, or fetch from where a text says: nothing of it may come from a text."""

from html.parser import HTMLParser

SCRIPT = "</script>'\"><script>alert(1)</script><img src=x onerror=alert(2)>"


class Running(HTMLParser):
    """What of a page a browser would run, or fetch from where a text says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        given = dict(attrs)
        own = (given.get("src") or "").startswith("/static/") or given.get("type") == "application/json"
        if (tag == "script" and not own) or tag in ("img", "iframe", "object", "embed"):
            self.found.append(f"<{tag} {given}>")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        led = (given.get("href") or given.get("action") or "").strip().lower()
        self.found += [f"{tag} {led}"] if led.startswith(("javascript:", "data:", "vbscript:")) else []


def running(page: str) -> list[str]:
    """What of a page would run."""
    looking = Running()
    looking.feed(page)
    looking.close()
    return looking.found
