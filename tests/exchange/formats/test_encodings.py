"""In what encoding a file is written: found, said with the reason, never wrong without a word."""

from pathlib import Path

import pytest

from servanda.exchange.formats.encodings import encoding_of
from servanda.exchange.formats.opening import open_document
from servanda.exchange.formats.options import reading_options
from tests.exchange.formats.making import fault_of, values_of, written

WESTERN = "L’été à Genève, où “tout” va bien – Señor Muñoz et la Größe\n"
TURKISH = "Türkiye’nin en büyük şehri İstanbul; ığdır, çağrı, öğle\n"
CYRILLIC = "Партнерство Республики Азербайджан и «НАТО» – мир\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (WESTERN, "cp1252", "Windows-1252"),
        (WESTERN.upper(), "cp1252", "Windows-1252"),
        (TURKISH, "cp1254", "Windows-1254"),
        (CYRILLIC, "cp1251", "Windows-1251"),
        (CYRILLIC.upper(), "cp1251", "Windows-1251"),
        ("Jačanje saradnje i povećanje učešća građana\n", "cp1250", "Windows-1250"),
        ("Łódź, żółw i część świata\n", "cp1250", "Windows-1250"),
        ("Příliš žluťoučký kůň úpěl\n", "cp1250", "Windows-1250"),
        ("Árvíztűrő tükörfúrógép\n", "cp1250", "Windows-1250"),
        ("código, país, opiniões, número\n", "cp1252", "Windows-1252"),
        ("Menning í Føroyum á landi\n", "cp1252", "Windows-1252"),
        ("après, cæcum\n", "cp1252", "Windows-1252"),
        ("¿Cómo año? 10 m³\n", "cp1252", "Windows-1252"),
        ("O plano não é só do 1.º ano, você\n", "cp1252", "Windows-1252"),
        (WESTERN, "mac-roman", "MacRoman"),
        ("Það er gott að búa á Íslandi, þú veist það\n", "cp1252", "Windows-1252"),
        ("it’s\n", "cp1252", "Windows-1252"),
        ("it’s\n", "mac-roman", "MacRoman"),
        (WESTERN + CYRILLIC, "utf-8", "UTF-8"),
        (WESTERN + CYRILLIC, "utf-8-sig", "UTF-8"),
        (WESTERN + CYRILLIC, "utf-16", "UTF-16"),
        (WESTERN, "utf-16-le", "UTF-16"),
        (WESTERN, "utf-16-be", "UTF-16"),
        (CYRILLIC, "utf-32", "UTF-32"),
    ],
)
def test_it_is_found(tmp_path: Path, text: str, codec: str, name: str) -> None:
    path = written(tmp_path / "a.csv", "name,total\n" + f'"{text.strip()}",2\n' * 20, codec)
    assert encoding_of(path).name == name
    document = open_document(path)
    assert document.tables[0].header == ("name", "total")
    assert values_of(document) == [[text.strip(), "2"]] * 20


def test_bare_returns_speak_for_macroman(tmp_path: Path) -> None:
    found = encoding_of(written(tmp_path / "a.csv", "name,total\rCôte d’Ivoire,1\rNorway,2\r", "mac-roman"))
    assert found.name == "MacRoman"
    assert "its lines end in a bare CR" in found.note


def test_a_doubtful_guess_is_called_so(tmp_path: Path) -> None:
    found = encoding_of(written(tmp_path / "a.csv", b"a\n\xd5\n"))
    assert "that is not certain" in found.note
    assert "option encoding" in found.note


def test_what_is_said_counts(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "名前,計\n山田,2\n", "shift-jis")
    document = open_document(path, options=reading_options({"encoding": "shift-jis"}))
    assert document.tables[0].header == ("名前", "計")
    marked = written(tmp_path / "b.csv", "\ufeffa,b\n1,2\n")
    assert open_document(marked, options=reading_options({"encoding": "UTF8"})).tables[0].header == ("a", "b")
    fault = fault_of(path, options=reading_options({"encoding": "ascii"}))
    assert (fault.code, fault.line) == ("bad-encoding", 1)


def test_a_file_that_is_nearly_utf8_is_not_guessed_at(tmp_path: Path) -> None:
    good = "Été à Genève, où ça va être très été\n" * 20
    fault = fault_of(written(tmp_path / "a.csv", good.encode() + b"caf\xe9,x\n" + good.encode()))
    assert (fault.code, fault.line) == ("bad-encoding", 21)
    assert "0xe9" in fault.sentence
    cut = fault_of(written(tmp_path / "b.csv", good.encode() + "é".encode()[:1]))
    assert (cut.code, cut.line) == ("bad-encoding", 21)
    assert "cut off" in cut.sentence


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    fault = fault_of(written(tmp_path / "a.csv", b"a,b\n1,2\nx\xed\xa0\x80y,3\n"))
    assert (fault.code, fault.line) == ("bad-encoding", 3)
    assert "surrogate" in fault.sentence
    wide = fault_of(written(tmp_path / "b.csv", b"\xff\xfe" + "a,b\n1,".encode("utf-16-le") + b"\x00\xd8x\x00\n\x00"))
    assert (wide.code, wide.line) == ("bad-encoding", 2)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    fault = fault_of(written(tmp_path / "a.csv", "a,b\n1,2\n3,\0\n"))
    assert (fault.code, fault.line) == ("not-text", 3)
    assert fault_of(written(tmp_path / "b.csv", bytes(range(1, 256)) * 50)).code == "not-text"
