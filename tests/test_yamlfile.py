"""The one reader of YAML: what it keeps as written, what it refuses, and on which line it says so."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from servanda import yamlfile
from servanda.errors import InputError
from servanda.yamlfile import Document, boolean, integer, read


@pytest.fixture(params=["SafeLoader", "CSafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers: one may be missing from a machine."""
    name = str(request.param)
    if not hasattr(yaml, name):
        pytest.skip("PyYAML was built without libyaml here")
    monkeypatch.setattr(yamlfile, "LOADER", getattr(yaml, name))
    return name


def refused(text: str | bytes, *, limit_bytes: int = 100_000, limit_nodes: int = 10_000) -> InputError:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError) as caught:
        read(data, name="a.yaml", limit_bytes=limit_bytes, limit_nodes=limit_nodes)
    assert caught.value.remedy
    assert caught.value.file == "a.yaml"
    return caught.value


@pytest.mark.usefixtures("loader")
def test_scalars_stay_as_written() -> None:
    text = "{language: no, on: yes, code: 010, day: 2016-11-15, share: 1_000, when: 12:30, ratio: 1e3, q: 'null'}"
    assert read(text.encode()).data == {
        "language": "no",
        "on": "yes",
        "code": "010",
        "day": "2016-11-15",
        "share": "1_000",
        "when": "12:30",
        "ratio": "1e3",
        "q": "null",
    }


@pytest.mark.usefixtures("loader")
def test_nothing_is_none_and_an_empty_text_is_a_text() -> None:
    assert read(b"a:\nb: ~\nc: null\nd: ''\n").data == {"a": None, "b": None, "c": None, "d": ""}


@pytest.mark.usefixtures("loader")
def test_every_key_and_item_knows_its_place() -> None:
    document = read(b"# heading\nfacts:\n  - tally: x\n    total:\n      41\n  -   {a: 1,\n       b: 2}\n")
    assert document.line(()) == 2
    assert document.line(("facts",)) == 2
    assert document.line(("facts", 0)) == 3
    assert document.line(("facts", 0, "total")) == 4
    assert (document.line(("facts", 1)), document.column(("facts", 1))) == (6, 7)
    assert (document.line(("facts", 1, "b")), document.column(("facts", 1, "b"))) == (7, 8)


def test_what_is_not_there_stands_where_it_should_be() -> None:
    document = read(b"a: 1\nb:\n  c: 2\n")
    assert document.line(("b", "missing", 4)) == 2
    assert document.node(("b", "missing")) is None
    assert document.node(("b", "c")) == yamlfile.Scalar("2", 3, 6)


def test_a_fault_of_a_consumer_names_file_line_and_key() -> None:
    fault = read(b"facts:\n  - as_of: 2016\n", name="r.yaml").fault(("facts", 0, "as_of"), "x", "bad.", "mend it.")
    assert str(fault).startswith("r.yaml:2: facts[0].as_of: bad.")


def test_lines_count_as_an_editor_counts_them() -> None:
    text = "a: 'pasted\u2028from a page'\nb: 1\r\nc: 'x\u0085 y'\nd: 2\n"
    document = read(text.encode())
    assert [document.line((key,)) for key in "abcd"] == [1, 2, 3, 4]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a:\n\tb: 1\n", 2, "tab"),
        ("a:\n  b: 1\n\t c: 2\n", 3, "tab"),
        ("a: b: c\n", 1, "colon"),
        ("a: 1\nb\nc: 2\n", 2, "without its colon"),
        ("a: [1, 2\nb: 3\n", 1, "[ ] is not closed"),
        ("z: 0\na: {x: 1\nb: 3\n", 2, "{ } is not closed"),
        ('a: 1\nb: "foo\nc: 2\n', 2, "quotation marks is not closed"),
        ("a: 1\nb: @home\n", 2, "'@'"),
        ("a: % b\n", 1, "'%'"),
        ('a: "\\q"\n', 1, "backslash"),
        ("a:\n  b: 1\n c: 2\n", 3, "this line"),
        ("a: * b\n", 1, "& or *"),
        ("a: 1\n...\nfoo\n", 3, "not well-formed"),
    ],
)
def test_malformed_text_is_told_with_its_line(text: str, line: int, said: str) -> None:
    fault = refused(text)
    assert (fault.code, fault.line) == ("yaml", line)
    assert said in fault.sentence


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "code", "line", "key"),
    [
        ("a: &x 1\nb: *x\n", "yaml-alias", 1, "a"),
        ("a: 1\nb:\n  - *x\n", "yaml-alias", 3, "b[0]"),
        ("base: 1\nb:\n  <<: *base\n", "yaml-alias", 3, "b.<<"),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, "a"),
        ("a: !!str 1\n", "yaml-tag", 1, "a"),
        ("a:\n  b: 1\n  b: 2\n", "yaml-duplicate", 3, "a.b"),
        ("~: 1\n", "yaml-key", 1, None),
        ("? [a]\n: 1\n", "yaml-key", 1, None),
        ("a: {{b: 1}: 2}\n", "yaml-key", 1, "a"),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2, None),
        ("", "yaml-empty", 1, None),
        ("# only a remark\n", "yaml-empty", 1, None),
    ],
)
def test_what_is_not_read_is_refused(text: str, code: str, line: int, key: str | None) -> None:
    fault = refused(text)
    assert (fault.code, fault.line, fault.key) == (code, line, key)


@pytest.mark.usefixtures("loader")
def test_fifty_levels_are_read_and_one_more_is_refused() -> None:
    assert read(b"[" * 50 + b"]" * 50).data
    fault = refused("".join(f"{' ' * depth}a:\n" for depth in range(200)))
    assert (fault.code, fault.line) == ("yaml-depth", 51)
    assert fault.key
    assert len(fault.key) < 60


def test_a_bomb_is_refused_at_once() -> None:
    levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels.extend(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    began = time.perf_counter()
    fault = refused("\n".join(levels))
    assert (fault.code, fault.line) == ("yaml-alias", 1)
    assert time.perf_counter() - began < 1


def test_a_file_of_very_many_values_is_refused() -> None:
    fault = refused("[" + "a," * 1000 + "]", limit_nodes=500)
    assert (fault.code, fault.line) == ("too-large", 1)
    assert "500 values" in fault.sentence


def test_size_is_refused_before_anything_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"\t\xff not yaml " * 100)
    with pytest.raises(InputError) as caught:
        read(path, limit_bytes=1000, if_larger="Use JSON Lines.")
    assert caught.value.code == "too-large"
    assert caught.value.remedy == "Use JSON Lines."
    assert caught.value.file == str(path)
    assert refused(b"a: 1\n" * 3, limit_bytes=14).code == "too-large"


def test_a_file_without_a_size_is_bounded_too() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no /dev/zero")
    with pytest.raises(InputError) as caught:
        read(endless, limit_bytes=1000)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a: 1\nb: \xe9\n", 2, "byte 9 "),
        (b"\xef\xbb\xbfa: \xff\n", 1, "byte 7 "),
        ("a: 1\n".encode("utf-16"), 1, "UTF-16"),
        ("a: 1\n".encode("utf-32"), 1, "UTF-32"),
        (b"a: 1\nb: \x00\n", 2, "U+0000"),
        ("a: x\ufeffy\n".encode(), 1, "U+FEFF"),
        (b"a: \xed\xa0\x80\n", 1, "byte 4 "),
    ],
)
def test_other_encodings_are_refused(data: bytes, line: int, said: str) -> None:
    fault = refused(data)
    assert (fault.code, fault.line) == ("encoding", line)
    assert said in fault.sentence


def test_a_byte_order_mark_is_accepted() -> None:
    assert read("\ufeffad: Əliyev\n".encode()).data == {"ad": "Əliyev"}


def test_files_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="folder"):
        read(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read(Path("a\x00b"))

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # root may read everything, so the right is taken away here rather than on the disk
    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(InputError, match="may not be read"):
        read(tmp_path / "secret.yaml")


@pytest.mark.parametrize("text", ["1_000", "010", "0x1f", "1.0", "", " 1", "+1", "\u0664", None, "9" * 16])
def test_no_number(text: str | None) -> None:
    with pytest.raises(ValueError, match="whole number"):
        integer(text)


@pytest.mark.parametrize("text", ["yes", "no", "on", "True", "1", "", None])
def test_no_truth(text: str | None) -> None:
    with pytest.raises(ValueError, match="true nor false"):
        boolean(text)


def test_numbers_and_truths() -> None:
    assert [integer("0"), integer("41"), integer("-3")] == [0, 41, -3]
    assert [boolean("true"), boolean("false")] == [True, False]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(read(data), Document)
    except InputError as fault:
        assert fault.remedy


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
CONTENTS = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(CONTENTS)
def test_what_was_written_is_read_back(content: object) -> None:
    text = yaml.safe_dump(content, default_style='"', allow_unicode=True)
    if "!!" not in text:
        assert read(text.encode()).data == content
