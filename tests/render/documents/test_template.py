"""An office's own template: its faults told with their places, what is hostile refused with one message."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from servanda.errors import InputError
from servanda.kernel.marking import PUBLIC
from servanda.render.documents import word
from servanda.render.documents.compose import paper_of
from servanda.render.documents.word import package
from servanda.render.documents.word.fields import NEEDED, all_paths
from tests.render.documents.reading import paragraphs_of, parts_of, told

SHIPPED = word.SHIPPED.read_bytes()
HANGS = 5.0  # seconds; any of these takes a fraction of one


def template(*paragraphs: str, head: str = "{{ marking }}", foot: str = "{{ marking }}") -> bytes:
    """A plain template with these paragraphs."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = head
    document.sections[0].footer.paragraphs[0].text = foot
    for text in paragraphs:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


WHOLE = (
    "{{ standpoint }}",
    "{%p for chapter in chapters %}",
    "{{r chapter.heading }}",
    "{%p for one in chapter.sentences %}",
    "{{r one }}",
    "{%p endfor %}",
    "{{ chapter.empty }}",
    "{%p endfor %}",
    "{%p for source in sources %}",
    "{{ source.number }} {{ source.record }}",
    "{%p endfor %}",
)


def faults(*paragraphs: str, **more: str) -> list[str]:
    return [str(fault) for fault in word.faults_of(template(*paragraphs, **more), "ours.docx")]


def changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The shipped template with something changed in its package."""
    parts = parts_of(SHIPPED)
    change(parts)
    return package.written(parts)


def test_a_small_template_of_ones_own_is_enough() -> None:
    assert faults(*WHOLE) == []
    one, view = told("azerbaijan-2016-11-15")
    document = word.render(paper_of(one, view.standpoint, PUBLIC), template(*WHOLE))
    text = "".join(paragraphs_of(document, "document"))
    assert "41 objectives under PARP" in text
    assert "{{" not in text
    assert Document(io.BytesIO(document)).sections[0].header.paragraphs[0].text == "PUBLIC"


def test_what_a_template_lacks_is_named() -> None:
    found = faults("Nothing here.", head="", foot="")
    assert [fault for path in NEEDED if not any(path in (fault := line) for line in found)] == []
    assert "head: marking: this field is missing: each page says who may see it" in found
    assert "foot: marking: this field is missing: each page says who may see it" in found


@pytest.mark.parametrize(
    ("tags", "place", "why"),
    [
        (["{{ titel }}"], "document, paragraph 12", "there is no field titel; near it is title"),
        (["{{ lede }}"], "document, paragraph 12", "write {{r lede }}"),
        (["{{r title }}"], "document, paragraph 12", "write {{ title }}"),
        (["{{ contents_list }}"], "document, paragraph 12", "write {{p contents_list }}"),
        (["See {{p contents_list }}"], "document, paragraph 12", "it needs a paragraph of its own"),
        (["{{ chapters }}"], "document, paragraph 12", "go through it"),
        (["{%p for x in title %}", "{%p endfor %}"], "document, paragraph 12", "it is no list"),
        (["{%p for x in sources %}"], "document, paragraph 12", "it is not closed"),
        (["{%p endfor %}"], "document, paragraph 12", "nothing of the kind is open"),
        (["{%p if title %}", "{%p endfor %}"], "document, paragraph 13", "nothing of the kind is open"),
        (["{%p for x in sources %}", "{%p for y in sources %}"], "document, paragraph 13", "what is in the outer one"),
        (["{%p for title in sources %}"], "document, paragraph 12", "title is taken"),
        (["{%p for x in sources %}", "{{ x.heading }}"], "document, paragraph 13", "there is no field heading"),
        (["{% for x in sources %}", "{% endfor %}"], "document, paragraph 13", "on a level with"),
        (["{{ title"], "document, paragraph 12", "not closed in its paragraph"),
        (["{# aside #}"], "document, paragraph 12", "no tag that is understood"),
    ],
)
def test_each_fault_is_told_with_its_place(tags: list[str], place: str, why: str) -> None:
    found = faults(*WHOLE, *tags)
    assert [fault for fault in found if fault.startswith(place) and why in fault], found


def test_fields_with_notes_do_not_stand_in_heads() -> None:
    assert "head 1, paragraph 1: {{r lede }}: it cannot stand in a head or foot" in faults(
        *WHOLE, head="{{ marking }} {{r lede }}"
    )


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ title|attr('__class__') }}",
        "{{ title.format(1) }}",
        "{% for x in range(999999999) %}{% endfor %}",
        "{% for x in 'a' * 999999 %}{% endfor %}",
        "{% set x = 1 %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ lipsum(n=100000) }}",
        "{% raw %}",
    ],
)
def test_a_template_cannot_compute_call_or_go_round(code: str) -> None:
    assert faults(*WHOLE, code)
    one, view = told("azerbaijan-2016-11-15")
    with pytest.raises(InputError, match="does not fit") as refused:
        word.render(paper_of(one, view.standpoint, PUBLIC), template(*WHOLE, code), "ours.docx")
    assert refused.value.code == "template-fields"


def test_tags_where_no_words_are_and_too_many_are_refused() -> None:
    def hidden(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        parts["word/document.xml"] = body.replace(b'<w:pStyle w:val="Title"/>', b'<w:pStyle w:val="{{ title }}"/>')

    assert [one for one in word.faults_of(changed(hidden), "x") if "where no words are" in one.why]
    many = template(*WHOLE, *["{{ title }} " * 100] * 25)
    assert [one for one in word.faults_of(many, "x") if "more than 2000 tags" in one.why]

    def styled(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="Servanda Lede"', b'w:val="{{ title }}"')

    assert word.faults_of(changed(styled), "x")


def bomb(parts: dict[str, bytes]) -> None:
    parts["word/media/big.png"] = b"\0" * 50_000_000


def wide(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(b"</w:body>", b"<w:p/>" * 400_000 + b"</w:body>")


def entities(parts: dict[str, bytes]) -> None:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE w [<!ENTITY a0 "lol">{names}]>'.encode()
    declared, _, body = parts["word/document.xml"].partition(b"?>")
    parts["word/document.xml"] = declared + b"?>" + head + body.replace(b"{{ title }}", b"&a9;")


def external(parts: dict[str, bytes]) -> None:
    declared, _, body = parts["word/header1.xml"].partition(b"?>")
    parts["word/header1.xml"] = (
        declared + b'?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body.replace(b"{{ marking }}", b"&x;")
    )


def macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"macro"


def macro_type(parts: dict[str, bytes]) -> None:
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )


def fetching(parts: dict[str, bytes]) -> None:
    line = (
        b'<Relationship Id="rX" TargetMode="External" Target="http://example.invalid/t.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    )
    rels = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", line + b"</Relationships>")


def climbing(parts: dict[str, bytes]) -> None:
    parts["../../evil.xml"] = b"<a/>"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (bomb, "larger than"),
        (wide, "larger than"),
        (entities, "entity"),
        (external, "declares a document type"),
        (macro, "macro"),
        (macro_type, "macro"),
        (fetching, "fetches something from elsewhere"),
        (climbing, "no proper name"),
    ],
)
def test_what_is_hostile_is_refused_with_one_message(change: Callable[[dict[str, bytes]], None], said: str) -> None:
    hostile = changed(change)
    begun = time.monotonic()
    with pytest.raises(InputError, match=said) as refused:
        word.faults_of(hostile, "ours.docx")
    assert refused.value.code == "bad-template"
    assert "ours.docx" in str(refused.value)
    assert time.monotonic() - begun < HANGS


@pytest.mark.parametrize("content", [b"", b"no zip", SHIPPED[:20_000], b"PK\x03\x04" + b"\0" * 200])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"no DOCX|damaged"):
        word.faults_of(content, "ours.docx")


def test_a_workbook_a_password_and_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match="no document in it"):
        word.faults_of(package.written({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "x")
    locked = bytearray(SHIPPED)
    for at in range(len(locked) - 4):
        if locked[at : at + 4] == b"PK\x01\x02":
            locked[at + 8] |= 1
    with pytest.raises(InputError, match="password"):
        word.faults_of(bytes(locked), "x")
    twice = io.BytesIO(SHIPPED)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(twice, "a") as file:
        file.writestr("word/document.xml", b"<a/>")
    with pytest.raises(InputError, match="no proper name"):
        word.faults_of(twice.getvalue(), "x")


@pytest.mark.parametrize("text", ["{{" * 50_000, "{%" * 50_000, "{ {" * 50_000, "}}{{" * 50_000])
def test_braces_without_end_take_no_time(text: str) -> None:
    begun = time.monotonic()
    assert word.faults_of(template(*WHOLE, text), "x") or text.startswith("{ {")
    assert time.monotonic() - begun < HANGS


def test_a_template_as_an_office_saves_one_is_taken() -> None:
    def as_template(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")

    saved = changed(as_template)
    assert word.faults_of(saved, "ours.dotx") == ()
    one, view = told("azerbaijan-2016-11-15")
    paper = paper_of(one, view.standpoint, PUBLIC)
    assert word.render(paper, saved, "ours.dotx") == word.render(paper)


def test_every_field_is_used_by_the_shipped_template() -> None:
    words = "".join("".join(paragraphs_of(SHIPPED, part)) for part in ("document", "header1", "footer1"))
    unused = [path for path, field in all_paths() if field.holds != "group" and path.rpartition(".")[2] not in words]
    assert unused == ["as_of"]
