"""The canonical views that must stay equal across releases (rule 19), kept in ``tests/golden``.

``python -m tests.support.golden`` writes them anew: only when the demonstration register itself was changed,
never to make a test pass.
"""

import json
from pathlib import Path

from servanda.demo import paths
from servanda.kernel.canonical import canonical
from servanda.kernel.view import View
from tests.support.seen import view_of

FOLDER = Path(__file__).parents[1] / "golden"
AZERBAIJAN, MOLDOVA = paths()

# name: (register file, as of, published by)
STANDPOINTS: dict[str, tuple[Path, str, str | None]] = {
    "azerbaijan-2008-05-01": (AZERBAIJAN, "2008-05-01", None),
    "azerbaijan-2013-04-30": (AZERBAIJAN, "2013-04-30", None),
    "azerbaijan-2016-11-15": (AZERBAIJAN, "2016-11-15", None),
    "azerbaijan-2018-02-01": (AZERBAIJAN, "2018-02-01", None),
    "azerbaijan-2024-11-26": (AZERBAIJAN, "2024-11-26", None),
    "azerbaijan-2021-published-by-2016": (AZERBAIJAN, "2021-01-01", "2016-12-31"),
    "moldova-2024-11-26": (MOLDOVA, "2024-11-26", None),
}


def seen(name: str) -> View:
    """The view of a golden standpoint as this release sees it."""
    path, as_of, published_by = STANDPOINTS[name]
    return view_of(path, as_of, published_by=published_by)


def kept(name: str) -> str:
    """The canonical text that is kept; the file is indented so that a change can be read."""
    return canonical(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def write() -> None:
    """Write every golden view anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in STANDPOINTS:
        text = json.dumps(json.loads(seen(name).canonical()), ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
