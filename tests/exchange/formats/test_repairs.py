"""Damaged texts, undone; sound ones, left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.exchange.formats.repairs import REPAIRS

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("repair", "damaged", "sound"),
    [
        ("bytes-literal", r"b'Le gouvernement a r\xc3\xa9ussi\n\'x\' \\ '", "Le gouvernement a réussi\n'x' \\ "),
        ("bytes-literal", r"""b"l'ann\xc3\xa9e" """, "l'année"),
        ("bytes-literal", r"b'\xff'", r"b'\xff'"),
        ("bytes-literal", r"b'\q'", r"b'\q'"),
        ("bytes-literal", "b'it's'", "b'it's'"),
        ("bytes-literal", "b'é'", "b'é'"),
        ("bytes-literal", "bread", "bread"),
        ("html-entities", "Rights &amp; duties &#8211; &eacute;t&eacute;", "Rights & duties – été"),
        ("spaces", "1\u00a0000\u202f000\u200b", "1 000 000"),
        ("one-line", "  a \n b\t c ", "a b c"),
        ("line-breaks", "a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("trimmed", " a ", "a"),
        ("double-encoding", "lâ€™annÃ©e Ã\xa0 venir", "l’année à venir"),
        ("double-encoding", "l’année à venir", "l’année à venir"),
        ("double-encoding", "Ã‰tÃ©", "Été"),
        ("composed", "e\u0301te\u0301", "été"),
    ],
)
def test_it_is_undone(repair: str, damaged: str, sound: str) -> None:
    assert REPAIRS[repair](damaged) == sound


@given(TEXTS)
def test_a_bytes_literal_of_any_text_is_that_text(text: str) -> None:
    assert REPAIRS["bytes-literal"](repr(text.encode())) == text


@given(st.text(st.sampled_from("éàçüßñÖÅ’“–€ abc"), max_size=40))
def test_what_was_encoded_twice_comes_back(text: str) -> None:
    twice = "".join(bytes([byte]).decode("cp1252", "replace") for byte in text.encode())
    expected = text if "\ufffd" not in twice else twice
    assert REPAIRS["double-encoding"](twice) == expected


@pytest.mark.parametrize("repair", sorted(set(REPAIRS) - {"html-entities", "double-encoding", "bytes-literal"}))
@given(text=TEXTS)
def test_twice_changes_nothing_more(repair: str, text: str) -> None:
    once = REPAIRS[repair](text)
    assert REPAIRS[repair](once) == once


def test_long_texts_take_no_long_time() -> None:
    for repair in REPAIRS.values():
        for text in ("b'" + "\\" * 500_000, "b'" + "a" * 2_000_000 + "'", "&" * 500_000, "Ã" * 500_000):
            repair(text)
