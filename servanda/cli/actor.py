"""Who acts on the command line."""

import getpass
import os


def actor_of(named: str | None) -> str:
    """The actor to record: as named, else by ``SERVANDA_ACTOR``, else the user of this machine."""
    if named or os.environ.get("SERVANDA_ACTOR"):
        return named or os.environ["SERVANDA_ACTOR"]
    try:
        return f"command line, {getpass.getuser()}"
    except (KeyError, OSError):
        return "command line"
