"""A brief as PDF/UA-1, set by typst: tagged, in its language, reproducible to the byte, with no letter missing.

The words go in as JSON and are set as text; nothing is fetched, and no font of the machine is used, so that equal
documents are equal bytes wherever they are made. A folder of extra fonts may be named (``SERVANDA_FONTS``).
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from lxml import etree

from servanda.errors import Unavailable, UsageError, worded
from servanda.render.documents.paper import Drawing, Paper

FOLDER = Path(__file__).parent
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')


def render(paper: Paper, fonts: str | None = None) -> bytes:
    """Set a document; ``fonts`` is a folder of extra fonts.

    Raises ``Unavailable`` where no font has a letter of it, ``UsageError`` where the folder of fonts is none.
    """
    probe((*paper.opening, *(one for chapter in paper.chapters for one in chapter.drawings)), fonts)
    plain = paper.plain()
    _call_once(plain)
    return compiled("brief.typ", fonts, "pdf", paper=json.dumps(plain, ensure_ascii=False))


def probe(drawings: Iterable[Drawing], fonts: str | None) -> None:
    """Raise ``Unavailable`` where no font has a letter of a drawing: there it would be left out without a word."""
    letters = {letter for one in drawings for text in etree.fromstring(one.svg).itertext() for letter in str(text)}
    if letters:
        compiled("letters.typ", fonts, "pdf", letters="".join(sorted(letters)))


def compiled(template: str, fonts: str | None, form: str, **inputs: str) -> bytes:
    """Run one of the typesetter's templates of this folder over ``inputs``; gives one file."""
    # a typesetter that has met a fault is not used again: each document has its own
    setter = typst.Compiler((FOLDER / template).read_bytes(), root=FOLDER, font_paths=_fonts(fonts))
    try:
        if form == "pdf":
            made = setter.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
        else:
            made = setter.compile(format="png", sys_inputs=inputs, ppi=288)
    except typst.TypstError as fault:
        letters = missing_letters(fault)
        if not letters:
            raise
        raise Unavailable(
            "no-letters",
            worded("No font here has these letters: {letters}", letters=", ".join(letters)),
            worded("put a font that has them in a folder and name it in SERVANDA_FONTS"),
        ) from None
    if not isinstance(made, bytes):
        raise TypeError(f"{template} made no single file")
    return made


def missing_letters(fault: typst.TypstError) -> tuple[str, ...]:
    """The letters that no font has, in the order met, each once; with its number where it cannot be seen."""
    found = dict.fromkeys(letter for text in _MISSING.findall(fault.diagnostic) for letter in text)
    return tuple(f"{letter} (U+{ord(letter):04X})" for letter in found)


@lru_cache(maxsize=4)
def _fonts(folder: str | None) -> typst.Fonts:
    if folder is not None and not Path(folder).is_dir():
        raise UsageError(
            "no-font-folder",
            worded("SERVANDA_FONTS names no folder: {folder}.", folder=folder),
            worded("give a folder with OpenType or TrueType files, or leave it out"),
        )
    extra = [folder] if folder else []
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER / "fonts"), *extra])


def _call_once(plain: dict[str, Any]) -> None:
    """Say of each mark whether it is the first to call for its note, in the order of reading."""
    called: set[str] = set()
    for run in _runs(plain):
        run["first"] = run["form"] == "mark" and run["note"] not in called
        called.add(run["note"])


def _runs(plain: dict[str, Any]) -> list[dict[str, Any]]:
    lists = [plain["lede"]]
    for chapter in plain["chapters"]:
        lists.extend(chapter["sentences"])
        for table in chapter["tables"]:
            lists.append(table["caption"])
            lists.extend(cell["text"] for row in (table["header"], *table["rows"]) for cell in row)
    return [run for runs in lists for run in runs]
