"""How the service's log is written: one line each, its moment in UTC.

No text that came with a request ends a line or begins one, and no secret stands in it.
"""

import logging
import re
import time
from typing import Any

from servanda.accounts.secret import MARK

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SECRETS = re.compile(rf"{MARK}[\w-]+")


class Lines(logging.Formatter):
    """A record as one line; a traceback below it, each line indented."""

    converter = time.gmtime  # type: ignore[assignment]  # as the library itself does it

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging calls it so
        """The line itself."""
        return _plain(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging calls it so
        """A traceback."""
        return "\n".join(f"  {_plain(line)}" for line in super().formatException(ei).splitlines())


def _plain(text: str) -> str:
    shown = _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return _SECRETS.sub(f"{MARK}...", shown)
