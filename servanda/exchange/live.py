"""The live state of a partnership out of the register, as a register file."""


from servanda.exchange.dump import dump
from servanda.register.views import entries_live


def dump_scope(scope: str, title: str | None = None) -> str:
    """Write the live entries of a partnership; ``title`` is for people. See ``dump.dump``."""
    return dump(scope, entries_live(scope), title=title)
