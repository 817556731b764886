"""The browser of the page tests: Debian's chromium, kept from talking to anyone but the server under test.

Its shell without windows is taken where it is installed: it opens a context in a fraction of the time.
"""

import shutil

from tests.support.needs import not_run

QUIET = [
    "--no-sandbox",  # root in a container has no user namespace to put it in
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-flush-bytecode",  # the script of axe is compiled once, not for each page
]


def chromium() -> str:
    """Return the path of an installed chromium; without one the test is not run."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    not_run("browser", "chromium was not found")
