"""Every text for people is translated: gathered, compiled, complete, and with the same slots in every language."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "servanda" / "locale"
TRANSLATED = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

_SLOT = re.compile(r"\{\w*\}|%\(\w+\)s|%%|%s")


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(language: str) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each text of a catalogue: its forms in English, and in the language."""
    for message in catalogue(language):
        if message.id:
            yield message, _forms(message.id), _forms(message.string)


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _context(context: object) -> object:
    return context.decode() if isinstance(context, bytes) else context  # Babel gives bytes from a .mo


def test_each_language_of_the_pages_has_its_texts() -> None:
    assert sorted(TRANSLATED) == sorted(folder.name for folder in LOCALE.iterdir())


def test_every_text_in_the_package_is_gathered_and_translated() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "messages.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_missing_or_guessed(language: str) -> None:
    for message, _said, translated in texts(language):
        assert not message.fuzzy, message.id
        assert all(form.strip() for form in translated), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_texts_are_those_that_were_written(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {(_context(one.context), _forms(one.id)[0]): one.string for one in read_mo(file) if one.id}
    written = {(message.context, said[0]): translated for message, said, translated in texts(language)}
    assert {key: _forms(string) for key, string in compiled.items()} == written


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_slot_of_a_text_stands_in_its_translation(language: str) -> None:
    for _message, said, translated in texts(language):
        wanted = sorted(_SLOT.findall(said[-1]))
        for form in translated:
            assert sorted(_SLOT.findall(form)) == wanted, form


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_begins_and_ends_where_its_text_does(language: str) -> None:
    """Texts are put together: a space at an end belongs to the text; a full stop closes it in both languages."""
    for _message, said, translated in texts(language):
        for form in translated:
            assert form.startswith(" ") == said[-1].startswith(" ") or form.startswith((";", ",")), form
            assert form.endswith(" ") == said[-1].endswith(" "), form
            assert form.endswith(".") == said[-1].endswith("."), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_plural_form_is_there(language: str) -> None:
    number = catalogue(language).num_plurals
    for message, said, translated in texts(language):
        if len(said) > 1:
            assert len(translated) == number, message.id


def test_azerbaijani_counts_one_and_others_and_leaves_the_noun_in_the_singular() -> None:
    told = catalogue("az")
    assert (told.num_plurals, told.plural_expr) == (2, "(n != 1)")
    for _message, said, translated in texts("az"):
        if len(said) > 1:
            assert len(set(translated)) == 1, translated
