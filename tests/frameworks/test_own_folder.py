"""A user's own folder of frameworks: what it adds, and how each fault in it is told."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.errors import InputError
from servanda.frameworks import Axis, load_all, load_file
from servanda.yamlfile import read

OWN = """\
servanda-framework: 1
slug: water
edition: 2019-05
title: {en: Water treaty}
short: {en: WT}
text: {en: A treaty on a river.}
under: [pfp]
levels:
  - slug: measure
    counted: true
    word: {en: {one: measure, many: measures}}
tracks:
  - {slug: basin, voice: joint, label: {en: basin commission}}
axes:
  - slug: state
    label: {en: State}
    tracks: [basin]
    grades:
      - {slug: poor, label: {en: poor}}
      - {slug: good, done: true, label: {en: good}}
"""


def fault(tmp_path: Path, old: str, new: str) -> InputError:
    """Load the folder with one thing changed in the file; the file has to be refused."""
    assert OWN.count(old) == 1
    (tmp_path / "water.yaml").write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_all(tmp_path)
    assert caught.value.file == str(tmp_path / "water.yaml")
    return caught.value


def test_it_adds_a_framework(tmp_path: Path) -> None:
    (tmp_path / "water.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "README.md").write_text("not a framework", encoding="utf-8")
    known = load_all(tmp_path)
    assert len(known) == len(load_all()) + 1
    axis = known["water"].axis("state")
    assert isinstance(axis, Axis)
    assert [(grade.slug, grade.done) for grade in axis.scale] == [("poor", False), ("good", True)]
    assert known["water"].title("az") == "Water treaty"
    assert "water" in {framework.slug for framework in known.under("pfp")}


def test_it_adds_an_edition_and_the_latest_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "b.yml").write_text(OWN.replace("2019-05", "2023"), encoding="utf-8")
    known = load_all(tmp_path)
    assert known["water"].edition == "2023"
    assert [framework.edition for framework in known.editions("water")] == ["2019-05", "2023"]
    older = known.edition("water", "2019-05")
    assert older
    assert older.sha256 != known["water"].sha256
    assert known.edition("water", "1999") is None


def test_an_edition_that_two_files_give_is_refused_naming_both(tmp_path: Path) -> None:
    shipped = load_all()["parp"].edition
    text = OWN.replace("slug: water", "slug: parp").replace("2019-05", shipped)
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_all(tmp_path)
    told = str(caught.value)
    assert (caught.value.line, caught.value.key) == (3, "edition")
    assert "mine.yaml" in told
    assert "data/parp.yaml" in told.replace("\\", "/")


def test_remarks_and_order_do_not_change_the_hash(tmp_path: Path) -> None:
    (tmp_path / "water.yaml").write_text(OWN, encoding="utf-8")
    before = load_all(tmp_path)["water"].sha256
    moved = OWN.replace("edition: 2019-05\n", "") + "# a remark\nedition: '2019-05'\n"
    (tmp_path / "water.yaml").write_text(moved, encoding="utf-8")
    assert load_all(tmp_path)["water"].sha256 == before


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("servanda-framework: 1", "servanda-framework: 2", 1, "servanda-framework", "servanda-framework: 1"),
        ("servanda-framework: 1\n", "", 1, None, "does not say"),
        ("slug: water", "slug: Water Treaty", 2, "slug", "armed-forces"),
        ("edition: 2019-05", "edition: second", 3, "edition", "2024-05"),
        ("edition: 2019-05\n", "", 1, "edition", "missing"),
        ("title: {en: Water treaty}", "title: Water treaty", 4, "title", "without its language"),
        ("title: {en: Water treaty}", "title: {English: Water treaty}", 4, "title", "language tag"),
        ("title: {en: Water treaty}", "title: {en: }", 4, "title.en", "text"),
        ("tracks:\n", "trakcs:\n", 12, "trakcs", "Did you mean tracks?"),
        ("done: true", "finished: true", 20, "axes[0].grades[1].finished", "Known keys are"),
        ("done: true", "doen: true", 20, "axes[0].grades[1].doen", "Did you mean done?"),
        ("done: true", "done: yes", 20, "axes[0].grades[1].done", "true nor false"),
        ("voice: joint", "voice: loud", 13, "tracks[0].voice", "'self'"),
        ("tracks: [basin]", "tracks: [bason]", 17, "axes[0].tracks[0]", "no track 'bason'"),
        ("tracks: [basin]", "tracks: basin", 17, "axes[0].tracks", "a list"),
        ("slug: good", "slug: poor", 20, "axes[0].grades[1].slug", "twice"),
        ("slug: good", "on_scale: false, slug: good", 18, "axes[0].grades", "two grades"),
        ("under: [pfp]", "under: [pfpp]", 7, "under[0]", "Did you mean pfp?"),
        ("under: [pfp]", "under: [water]", 7, "under", "nests under itself"),
        ("    counted: true\n", "", 8, "levels", "no level is counted"),
        ("one: measure, ", "", 11, "levels[0].word.en.one", "missing"),
        ("text: {en: A", "text: {en: [A", 6, None, "not closed"),
        ("text: {en: A", "slug: {en: A", 6, "slug", "twice"),
        ("    tracks: [basin]", "    plans_from: 2020a\n    tracks: [basin]", 17, "axes[0].plans_from", "whole number"),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, key: str | None, said: str
) -> None:
    found = fault(tmp_path, old, new)
    assert (found.line, found.key) == (line, key)
    assert said in str(found)
    assert found.remedy


ODD: list[Any] = [None, "x", "", [], {}, ["x"], {"x": "y"}, {"by": "x"}, {"en": ["x"]}, [[]], [None], "-1"]


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path below the top of a content."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in pairs:
        yield (*path, key)
        yield from places(value, (*path, key))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_value_in_any_place_is_read_or_told_with_its_line(tmp_path: Path, odd: object) -> None:
    content, path = read(OWN.encode()).data, tmp_path / "odd.yaml"
    refused = 0
    for place in places(content):
        changed = holder = copy.deepcopy(content)
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = odd
        path.write_text(json.dumps(changed, indent=1), encoding="utf-8")
        try:
            load_file(path)
        except InputError as found:
            refused += 1
            assert found.line
            assert found.remedy
    assert refused


def test_several_faults_are_counted(tmp_path: Path) -> None:
    found = fault(tmp_path, "short: {en: WT}\ntext: {en: A treaty on a river.}", "shirt: {en: WT}")
    assert "2 more in this file" in found.remedy


def test_a_split_within_an_unknown_class(tmp_path: Path) -> None:
    split = "splits:\n  - {slug: bank, label: {en: bank}, within: side/left, classes: [{slug: a, label: {en: a}}]}\n"
    (tmp_path / "water.yaml").write_text(OWN + split, encoding="utf-8")
    with pytest.raises(InputError, match="names no class") as caught:
        load_all(tmp_path)
    assert (caught.value.line, caught.value.key) == (22, "splits[0].within")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SERVANDA_FRAMEWORKS"):
        load_all(tmp_path / "none")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="SERVANDA_FRAMEWORKS"):
        load_all(tmp_path / "file")


def test_a_bomb_in_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.yaml").write_text("a: &a [x, x]\nb: &b [*a, *a]\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_all(tmp_path)
    assert caught.value.code == "yaml-alias"


def test_two_procedures_of_one_form_are_refused(tmp_path: Path) -> None:
    two = "procedures:\n" + "".join(
        f"  - {{slug: {slug}, form: silence, label: {{en: {slug}}}}}\n" for slug in ("quiet", "quieter")
    )
    told = fault(tmp_path, "tracks:\n", f"{two}tracks:\n")
    assert "a second procedure has the form 'silence'" in told.sentence
    assert told.key == "procedures[1].form"
