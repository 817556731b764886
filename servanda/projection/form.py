"""The form of the projection: which release laid it out. One of an older form is made again from the ledger."""

from servanda.ledger.database import execute, rows

# 1: as first released. 2: a withdrawal is a link too, and what did not count as it came has a row
# 3: the items of plans have a table of their own. 4: where items stand, and the days of change, are kept
# 5: where items stand is kept for each part that a reader can see
# 6: what is asked of an evaluation names its framework, and is answered by its result
FORM = 6


def is_current() -> bool:
    """Whether the projection is laid out as this release lays it out."""
    return rows("SELECT number FROM projection_form") == [(FORM,)]


def settle() -> None:
    """Note that it is."""
    execute("DELETE FROM projection_form")
    execute("INSERT INTO projection_form (number) VALUES (%s)", [FORM])
