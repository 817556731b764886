"""The language of mappings: templates, values, dates in words, brackets; what is wrong in a file, by line and key."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from servanda.errors import InputError
from servanda.exchange.mappings import saiddates
from servanda.exchange.mappings.brackets import bracketed
from servanda.exchange.mappings.headers import matched
from servanda.exchange.mappings.loader import SHIPPED, load_all, load_file
from servanda.exchange.mappings.model import Value
from servanda.exchange.mappings.parties import state_code, state_name
from servanda.exchange.mappings.schema import schema
from servanda.exchange.mappings.template import TemplateFault, compiled, names, slugged
from servanda.exchange.mappings.values import Words, Wrong, getter
from servanda.kernel.dates import PartialDate


class Row(dict[str, Any]):
    """A row of a test: what is not in it is absent."""

    def __missing__(self, key: str) -> None:
        return None


def value(cell: Any, **keys: Any) -> Any:
    """What a value gives of one cell."""
    made = Value.model_validate({"from": "cell", **keys})
    return getter(made, {"words": {"Done": "done", "Begun": "begun", "N/A": ""}}, "en")(Row(cell=cell))


def test_a_template_takes_values_as_they_are_or_joins_them() -> None:
    row = Row(code="C1", n=4, day=PartialDate("2020"), empty=None)
    assert compiled("{day}")(row) == PartialDate("2020")
    assert compiled("{code}.{n}")(row) == "C1.4"
    assert compiled("{code} {empty}")(row) is None
    assert compiled("{{code}}")(row) == "{code}"
    assert compiled("{code|lower}-x")(row) == "c1-x"
    assert names("{a} {b|slug} {{c}}") == ("a", "b")
    for wrong in ("{a", "a}", "{a|shout}"):
        with pytest.raises(TemplateFault):
            compiled(wrong)


def test_a_key_of_other_letters_is_told_apart() -> None:
    assert slugged("Open budgets, 2025") == "open-budgets-2025"
    assert slugged("Ədliyyə Nazirliyi") == "edliyye-nazirliyi"
    assert slugged("Plan № 5") == "plan-o-5", "a sign is no letter of another alphabet"
    keys = {slugged(text) for text in ("План 2025", "Стратегія 2025", "გეგმა 2025", "2025")}
    assert len(keys) == 4


def test_spellings_of_a_state_are_one_state() -> None:
    assert {state_code(text) for text in ("U.K.", "united kingdom", "Royaume-Uni")} == {"GBR"}
    assert {state_code(text) for text in ("Cote d'Ivoire", "Côte d’Ivoire", "Cote D'ivoire", "Ivory Coast ")} == {"CIV"}
    assert {state_code(text) for text in ("DRC", "Democratic Republic of Congo", "DR Congo (Zaire)")} == {"COD"}
    assert state_code("Congo") == "COG"
    assert state_code("nowhere in particular") is None
    assert state_name("azərbaycan") == "Azerbaijan"


def test_no_spelling_is_of_two_states() -> None:
    from servanda.exchange.mappings.parties import _states
    from servanda.exchange.mappings.plainly import plainly

    seen: dict[str, str] = {}
    for code, spellings in _states().items():
        for spelling in {plainly(one) for one in (code, *spellings)}:
            assert seen.setdefault(spelling, code) == code, spelling


@pytest.mark.parametrize(
    ("cell", "keys", "found"),
    [
        ("b'caf\\xc3\\xa9'", {"repair": "bytes-literal"}, "café"),
        ("English | French", {"split": " | ", "part": "2"}, "French"),
        ("English", {"split": " | ", "part": "2"}, None),
        ("a, b,,c", {"split": ","}, ["a", "b", "c"]),
        (
            "MoD;\nMoI\nMinistry  of Health",
            {"split": [";", "\n"], "repair": "one-line"},
            ["MoD", "MoI", "Ministry of Health"],
        ),
        ("MoD;\nMoI", {"split": [";", "\n"], "part": "2"}, "MoI"),
        ("MoD; MoI; mod; MFA", {"split": ";", "from_part": "2"}, ["MoI", "MFA"]),
        ("MoD", {"split": ";", "from_part": "2"}, None),
        ("A; B\nb", {"split": "; ", "repair": "one-line"}, ["A", "B b"]),
        ("C1.2.03", {"before_last": "."}, "C1.2"),
        ("C1.2.03", {"before": "."}, "C1"),
        ("no: 5", {"after": ": "}, "5"),
        (" DONE ", {"vocabulary": "words"}, "done"),
        ("N/A", {"vocabulary": "words"}, None),
        ("", {"default": "x"}, "x"),
        (None, {}, None),
        ("NA", {"empty": ["NA"]}, None),
        ("1,234", {"number": "count"}, 1234),
        ("0", {"number": "count"}, 0),
        (12, {"number": "count"}, 12),
        (Decimal("3.0"), {"number": "count"}, 3),
        ("12.66", {"number": "count"}, {"words": {"en": "12.66"}}),
        ("660.625", {"number": "count"}, {"words": {"en": "660.625"}}),
        (Decimal("1.234"), {"number": "count"}, {"words": {"en": "1.234"}}),
        (Decimal("1.234"), {"number": "count", "decimal": ","}, {"words": {"en": "1.234"}}),
        ("1.234.567", {"number": "count"}, 1234567),
        ("1.234", {"number": "count", "decimal": ","}, 1234),
        ("12,500", {"number": "count"}, 12500),
        ("12,500", {"number": "count", "decimal": ","}, {"words": {"en": "12,500"}}),
        ("12,5", {"number": "count"}, {"words": {"en": "12,5"}}),
        ("1.234,50", {"number": "count"}, {"words": {"en": "1.234,50"}}),
        ("1,234.00", {"number": "count"}, 1234),
        ("1 234.567", {"number": "count"}, {"words": {"en": "1 234.567"}}),
        (".4000000000000341", {"number": "count"}, {"words": {"en": ".4000000000000341"}}),
        ("unkown", {"number": "count", "unknown": {"unkown": "unknown"}}, {"words": {"en": "unknown"}}),
        ("", {"number": "count", "unknown": {"": "not given"}}, {"words": {"en": "not given"}}),
        ("nil", {"number": "count", "none": "nil"}, "none"),
        ("85 %", {"number": "percent"}, "85"),
        ("85\u00a0%", {"number": "percent"}, "85"),
        ("85\u202f%", {"number": "share"}, "85"),
        ("%\u00a085", {"number": "percent"}, "85"),
        ("12,50", {"number": "percent"}, "12.5"),
        ("2022-03", {"date": "month", "end": "true"}, PartialDate("2022-03-31")),
        ("1997m1", {"date": "month"}, PartialDate("1997-01")),
        (date(2020, 2, 3), {"date": "day"}, PartialDate("2020-02-03")),
        ("03.02.2020", {"date": ["day", "day-first"]}, PartialDate("2020-02-03")),
        ("Ongoing", {"date": ["day", "words"]}, None),
    ],
)
def test_a_value(cell: Any, keys: dict[str, Any], found: Any) -> None:
    assert value(cell, **keys) == found


@pytest.mark.parametrize(
    ("cell", "keys", "code"),
    [
        ("odd", {"vocabulary": "words"}, "unknown-word"),
        ("many", {"number": "count"}, "not-a-number"),
        ("-4", {"number": "count"}, "not-a-number"),
        ("1,234.567,890", {"number": "count"}, "not-a-number"),
        ("0.500", {"number": "count", "decimal": ","}, "not-a-number"),
        ("1.234,567", {"number": "count", "decimal": "."}, "not-a-number"),
        ("some", {"number": "percent"}, "not-a-number"),
        ("25", {"number": "share"}, "uncertain-share"),
        ("2022-03", {"date": "month", "not_before": "2023"}, "too-early"),
        ("2022-03", {"date": "month", "not_before": "2023 or so"}, "not-a-date"),
        ("2022-13", {"date": "month"}, "not-a-date"),
        ("31/02/2020", {"date": "day-first"}, "not-a-date"),
    ],
)
def test_a_wrong_cell_says_its_column(cell: str, keys: dict[str, Any], code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        value(cell, **keys)
    assert (wrong.value.code, wrong.value.column) == (code, "cell")


@pytest.mark.parametrize(
    "text",
    [
        "Incomplete", "Unfinished", "Unimplemented", "Nezavršeno", "Невиконано", "Невыполнено", "Nerealizovano",
        "Tamamlanmadı", "Partially unimplemented", "Qismən icra olunmayıb",
    ],
)  # fmt: skip
def test_an_opposite_is_never_taken_for_a_misspelling(text: str) -> None:
    words = Words(load_all()["plan-matrix"].vocabularies["statuses"])
    assert words.nearest(text) == ""
    assert (words.nearest("Complted"), words.nearest("Partialy implemented")) == ("Completed", "Partially implemented")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("By fall 2022", "../2022-23"),
        ("Yaz 2025", None),
        ("By March 2023", "../2023-03"),
        ("by end of 2022", "../2022"),
        ("31 March 2025", "2025-03-31"),
        ("March 31, 2025", "2025-03-31"),
        ("le 1er mars 2025", None),
        ("mars 2025", "2025-03"),
        ("31 de marzo de 2025", "2025-03-31"),
        ("mart 2025", "2025-03"),
        ("2025-ci il", "2025"),
        ("2025-ci ilin sonuna", "../2025"),
        ("Q4 2024", "2024-10-01/2024-12-31"),
        ("2025-ci il II rüb", "2025-04-01/2025-06-30"),
        ("2024-2026", "2024/2026"),
        ("2025 Q1", "2025-01-01/2025-03-31"),
        ("Q3, 2025", "2025-07-01/2025-09-30"),
        ("third quarter of 2025", "2025-07-01/2025-09-30"),
        ("H2 2025", "2025-07-01/2025-12-31"),
        ("first half of 2025", "2025-01-01/2025-06-30"),
        ("third half of 2025", None),
        ("end of June 2025", "../2025-06"),
        ("By the end of June 2025", "../2025-06"),
        ("mid-2025", "2025"),
        ("early March 2025", "2025-03"),
        ("06/2025", "2025-06"),
        ("31 марта 2025 г.", "2025-03-31"),
        ("Май 2025 года", "2025-05"),
        ("до 1 июля 2025 года", "../2025-07-01"),
        ("до конца 2025 г.", "../2025"),
        ("II квартал 2025 года", "2025-04-01/2025-06-30"),
        ("2025 год", "2025"),
        ("2025-ci ilin iyun ayının sonuna", "../2025-06"),
        ("2023/24", "2023/2024"),
        ("2021/23", None),
        ("31.12.2025 г.", "2025-12-31"),
        ("By 31/03/2025", "../2025-03-31"),
        ("by 03/04/2025", None),
        ("31-Dec-2025", "2025-12-31"),
        ("до 31 грудня 2025 року", "../2025-12-31"),
        ("IV квартал 2025. године", "2025-10-01/2025-12-31"),
        ("31. decembar 2025.", "2025-12-31"),
        ("até dezembro de 2025", "../2025-12"),
        ("1.º trimestre de 2025", "2025-01-01/2025-03-31"),
        ("4ème trimestre 2025", "2025-10-01/2025-12-31"),
        ("2025 წლის დეკემბერი", "2025-12"),
        ("2025-ci ilin dekabrı", "2025-12"),
        ("30 Haziran 2025", "2025-06-30"),
        ("Ongoing", None),
        ("By February 2022 and February 2023", None),
        ("May 2023 and ongoing", None),
    ],
)
def test_words_give_a_date_only_where_it_is_certain(text: str, found: str | None) -> None:
    date_found = saiddates.read(text, ("words",))
    assert (date_found.text if date_found else None) == found


def test_a_year_that_ends_in_the_next_is_no_season() -> None:
    found = saiddates.read("2023/24", ("day", "month", "year", "words"))
    assert found is not None
    assert found.text == "2023/2024"
    with pytest.raises(ValueError, match="2023-24"):
        saiddates.read("2023-24", ("month",))


def test_a_lone_comma_parts_thousands_in_english_alone() -> None:
    made = Value.model_validate({"from": "cell", "number": "count"})
    found = [getter(made, {}, language)(Row(cell="12,500")) for language in ("en-GB", "az")]
    assert found == [12500, {"words": {"az": "12,500"}}]


def test_who_is_named_in_brackets() -> None:
    text = "Ratify (ILO) (France) (Peru); Sign it (as agreed) in time (Iran (Islamic Republic of)); Go on (Chad)."
    assert bracketed(text, states_only=True) == ["France", "Peru", "Iran (Islamic Republic of)", "Chad"]
    assert bracketed("No one (", states_only=True) == []
    assert bracketed("By others (NGO)", states_only=True) == ["NGO"]


def test_every_shipped_mapping_reads() -> None:
    assert len(load_all()) == len(list(SHIPPED.glob("*.yaml"))) >= 9


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("servanda-mapping: 1", "servanda-mapping: 2", 1, "servanda-mapping", "servanda-mapping: 1"),
        ("kind: party", "kind: prty", 6, "records.a.kind", "'prty'"),
        ('key: "{Name}"', 'key: "{Name"', 6, "records.a.key", "not closed"),
        ('about: "@a"', 'about: "@b"', 8, "facts.f.about", "'b'"),
        ("category: state", "categry: state", 6, "records.a.fields.categry", "'categry'"),
        ("slug: small", "slug: small\nformat: csv", 3, "format", "'format'"),
        ("recognise: [Name]", "recognise: [Name]\nvalues: {v: {from: Name, part: 1}}", 6, "values.v", "counted of"),
        ("recognise: [Name]", "recognise: [Name]\nread: {delimiter: ab}", 6, "read.delimiter", "'ab'"),
    ],
)
def test_a_fault_in_a_mapping_is_told_by_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, key: str, said: str
) -> None:
    text = (
        "servanda-mapping: 1\nslug: small\ntitle: {en: Small}\ntext: {en: For tests.}\nrecognise: [Name]\n"
        'records: {a: {kind: party, key: "{Name}", fields: {category: state}}}\n'
        "source: {title: {en: A file}, publisher: Us}\n"
        'facts: {f: {kind: began, about: "@a"}}\n'
    )
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    load_file(path)
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as fault:
        load_file(path)
    assert (fault.value.line, fault.value.key) == (line, key)
    assert said in fault.value.sentence


def test_headings_count_in_any_spelling_and_never_as_a_value() -> None:
    known = load_all()
    places, unused, missing = matched(known["contributor-strengths"], [
        "source", "MISSION", "Year", "month", "location", "country", "no.troops",
        "Name.of.tcc1", "no.troops.per.TCC1", "NAME.OF.TCC2", "NO.TROOPS.PER.TCC2", "Latitude",
    ])  # fmt: skip
    assert (unused, missing) == ((), ())
    assert (places["name.of.TCC2"], places["No.troops.per.TCC2"]) == (9, 10)
    places, unused, missing = matched(
        known["plan-matrix"], ["ACTION", "action", "Deadline", "Responsible", "Due", "grade", "share"]
    )
    assert (places["action"], places["deadline"], missing) == (1, 2, ())
    assert unused == ("ACTION", "Due", "grade", "share"), "a column called as a value is told, and is not taken for it"
    assert "grade" not in places


@pytest.mark.parametrize(
    ("header", "found", "left"),
    [
        ("Budget (% of total);Indicator (%)", {"indicator": 1}, "Budget (% of total)"),
        ("Share of women, %;Progress, %", {"progress": 1}, "Share of women, %"),
        ("Completed (Yes/No)", {}, "Completed (Yes/No)"),
        ("Objective (goal/aim);Status [code]", {"objective": 0, "status": 1}, ""),
        ("Timeline / Start;Timeline / End", {}, "Timeline / Start;Timeline / End"),
        ("Status / 2023;Status / 2024", {}, "Status / 2023;Status / 2024"),
        ("Expected result;Indicator", {"indicator": 1}, "Expected result"),
        ("Implementation;Status", {"status": 1}, "Implementation"),
        ("ID;No", {"number": 1}, "ID"),
        ("Responsible person;Responsible body", {"responsible": 1}, "Responsible person"),
        ("Timeline / start;Due date / end", {"deadline": 1}, "Timeline / start"),
    ],
)
def test_a_heading_is_a_column_only_where_it_is_certain(header: str, found: dict[str, int], left: str) -> None:
    rules = load_all()["plan-matrix"]
    places, unused, _missing = matched(rules, header.split(";"))
    assert {name: place for name, place in places.items() if name in rules.headers} == found
    assert ";".join(unused) == left


def test_a_folder_of_ones_own_goes_before_what_is_shipped(tmp_path: Path) -> None:
    text = (SHIPPED / "plan-matrix.yaml").read_text(encoding="utf-8").replace("{file}", "Our plan")
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    found = load_all(tmp_path)
    assert found["plan-matrix"].parameters["plan"].default == "Our plan"
    assert len(found) == len(load_all())
    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as fault:
        load_all(tmp_path)
    assert fault.value.code == "mapping-clash"


def test_the_schema_takes_what_is_shipped_and_no_other_key() -> None:
    from servanda.yamlfile import MEGABYTE, read

    checked = jsonschema.Draft202012Validator(schema())
    for path in SHIPPED.glob("*.yaml"):
        data = read(path, limit_bytes=MEGABYTE, if_larger="").data
        assert [error.message for error in checked.iter_errors(data)] == [], path.name
    assert list(checked.iter_errors({**data, "odd": 1}))
