"""Columns are guessed by their headings and cells, in several languages; a person decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.exchange.mappings.guessing import ROLES, guesses, headings

PLAN = (
    (
        "1.1",
        "Open budgets",
        "Publish the budget of each month on the portal",
        "Finance",
        "2024-12",
        "In progress",
        "Late",
    ),
    ("1.2", "Open budgets", "Publish reports on execution for all programmes", "Finance", "By 2025", "Completed", ""),
    ("2.1", "Courts", "Make judgments of all the courts searchable on a page", "Justice", "06.2025", "In progress", ""),
    ("2.2", "Courts", "Train judges in publishing of their rulings as data", "Justice", "2025-06", "Not started", ""),
)
WANTED = ["code", "parent", "text", "holder", "target", "grade", "remark"]


@pytest.mark.parametrize(
    "header",
    [
        ("No", "Objective", "Action", "Responsible institution", "Deadline", "Status", "Comments"),
        ("Sıra №", "Fəsil", "Tədbirin adı", "İcraçı qurum", "İcra müddəti", "İcra vəziyyəti", "Qeyd"),
        ("№", "Цель", "Мероприятие", "Ответственный исполнитель", "Срок", "Статус", "Примечание"),
        ("Número", "Objetivo", "Acción", "Área responsable", "Plazo", "Estado", "Observaciones"),
        ("N°", "Axe", "Mesure", "Structure responsable", "Échéance", "État d'avancement", "Commentaires"),
        ("N.º", "Eixo", "Ação", "Entidade responsável", "Prazo", "Estado de execução", "Observações"),
        ("№ з/п", "Розділ", "Захід", "Відповідальний виконавець", "Строк виконання", "Стан виконання", "Примітка"),
        ("Redni broj", "Poglavlje", "Aktivnost", "Nosilac", "Rok", "Status", "Napomena"),
        ("№", "მიზანი", "აქტივობა", "პასუხისმგებელი უწყება", "ვადა", "სტატუსი", "კომენტარი"),
        ("code", "chapter", "activity", "lead_department", "due_date", "progress_status", "notes"),
    ],
)
def test_a_plan_is_recognised_in_several_languages(header: tuple[str, ...]) -> None:
    assert [guess.role for guess in guesses(header, PLAN)] == WANTED


def test_without_headings_that_are_known_cells_alone_tell_little() -> None:
    roles = {guess.heading: guess.role for guess in guesses(("a", "b", "c", "d", "e", "f", "g"), PLAN)}
    assert roles["a"] == "code"
    assert roles["e"] == "target"
    assert roles["b"] == "skip"


def test_the_text_is_the_longest_column_where_no_heading_says_it() -> None:
    rows = [("i", "A code of conduct is adopted", "Done"), ("ii", "More training is given", "Done")]
    found = guesses(("Recommendation", "What", "Status"), rows)
    assert [guess.role for guess in found] == ["code", "text", "grade"]


def test_of_two_columns_that_look_alike_the_surer_is_taken() -> None:
    found = guesses(("Status of the translation", "Status"), [("In progress", "Complete")] * 3 + [("Done", "Limited")])
    assert [guess.role for guess in found] == ["skip", "grade"]


def test_a_heading_against_its_cells_is_not_believed() -> None:
    found = guesses(
        ("Deadline", "Text"), [("see the annex", "Open the register of companies to all who ask for it")] * 4
    )
    assert found[0].surety < 0.5


def test_a_column_without_a_cell_is_left_out() -> None:
    assert guesses(("Status",), [("",), (" ",)])[0].role == "skip"


def test_the_first_different_values_are_shown() -> None:
    (found,) = guesses(("Status",), [("x",), ("x",), ("y",), ("z",), ("w",)])
    assert found.samples == ("x", "y", "z")


def test_every_role_has_headings_but_that_of_being_left_out() -> None:
    assert set(headings()) == set(ROLES) - {"skip"}


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.lists(st.text(max_size=50), max_size=12), max_size=6))
def test_any_table_is_guessed_and_each_role_given_once(header: list[str], rows: list[list[str]]) -> None:
    found = guesses(header, rows)
    assert [guess.heading for guess in found] == header
    given_roles = [guess.role for guess in found if guess.role != "skip"]
    assert len(given_roles) == len(set(given_roles))
    assert set(given_roles) <= set(ROLES)
