"""Gather the texts of Servanda for its translators, and compile what they wrote. No network, no other program.

    scripts/messages.py            gather texts into every servanda/locale/*/LC_MESSAGES/django.po, compile django.mo
    scripts/messages.py sk         the same, and begin a language that has no texts yet
    scripts/messages.py --check    change nothing; say what is missing, and end with status 1 if anything is

Texts are found in Python by the name of the function (gettext, ngettext, pgettext and npgettext, as methods too,
their lazy and noop forms, _, and worded of the faults' sentences), and in templates as Django reads them
(translate, blocktranslate, _()).
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "servanda"
LOCALE = SOURCES / "locale"
IN_CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    "_": None,
    "worded": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": (*IN_CONTEXT, 3),
    "npgettext_lazy": (*IN_CONTEXT, 3),
}


def gathered() -> Catalog:
    """Gather every translatable text of the package."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "locale" in path.parts:
            continue
        text = path.read_text("utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        if not any(f"{name}(" in text for name in KEYWORDS):
            continue
        found = extract("python", BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for _, message, _, context in found:
            catalogue.add(message, context=context, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def brought_up_to_date(path: Path, texts: Catalog) -> Catalog:
    """Read a language's texts and add what is new, without guessing; what is no longer said is dropped."""
    language = path.parent.parent.name
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    else:
        path.parent.mkdir(parents=True)
        catalogue = Catalog(locale=language, project="Servanda", fuzzy=False)
    catalogue.update(texts, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def write(catalogue: Catalog, path: Path) -> None:
    """Write a language's texts as .po, and as .mo beside it."""
    with path.open("wb") as po, path.with_suffix(".mo").open("wb") as mo:
        write_po(po, catalogue, width=100, sort_by_file=True, include_lineno=False)
        write_mo(mo, catalogue)


def faults(catalogue: Catalog, path: Path) -> Iterator[str]:
    """Say which texts have no translation or only a guessed one, and whether the files hold them all."""
    wanted = {key(message): message for message in catalogue if message.id}
    for message in wanted.values():
        if message.fuzzy or not all(forms(message)):
            yield f"{message.id!r} has no translation"
    with path.open("rb") as file:
        held = {key(message): forms(message) for message in read_po(file) if message.id}
    compiled = path.with_suffix(".mo")
    with compiled.open("rb") as file:
        spoken = {key(message): forms(message) for message in read_mo(file) if message.id}
    if held != {one: forms(message) for one, message in wanted.items()} or spoken != held:
        yield "it or its .mo is not up to date: run make messages and translate what is new"


def key(message: Message) -> tuple[str | None, str]:
    """What a text is found by: its context, and the text or its first form."""
    context = message.context.decode() if isinstance(message.context, bytes) else message.context  # bytes from a .mo
    return context, message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The forms of a translation."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def main(arguments: list[str]) -> int:
    only_check = "--check" in arguments
    languages = {folder.name for folder in LOCALE.iterdir()} | {one for one in arguments if one[0] != "-"}
    texts, found = gathered(), False
    for language in sorted(languages):
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        catalogue = brought_up_to_date(path, texts)
        if not only_check:
            write(catalogue, path)
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} texts\n")
        for sentence in faults(catalogue, path):
            found = True
            sys.stdout.write(f"  {sentence}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
