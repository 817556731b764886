"""Faults as people meet them."""

from pathlib import Path

from servanda.errors import InputError, LedgerError, ServandaError, Tampered, UsageError


def test_a_fault_says_what_is_wrong_and_what_to_do() -> None:
    fault = UsageError("bad-day", "There is no 31 November.", "write a day that exists")
    assert str(fault) == "There is no 31 November.\n  what to do: write a day that exists"
    assert (fault.code, fault.exit_status) == ("bad-day", 2)


def test_a_fault_of_a_file_says_where() -> None:
    fault = InputError("bad", "This is no date.", "correct it", file=Path("a.yaml"), line=7, key="facts[2].as_of")
    assert str(fault) == "a.yaml:7: facts[2].as_of: This is no date.\n  what to do: correct it"
    assert InputError("bad", "No.", "Do.", key="as_of").place == "as_of"
    assert str(InputError("bad", "No.", "Do.")) == "No.\n  what to do: Do."


def test_a_fault_of_a_cell_says_which() -> None:
    fault = InputError("bad", "No.", "Do.", file="a.xlsx", sheet="Norway", row=3, column="total")
    assert fault.place == "a.xlsx: sheet Norway, row 3, column total"
    assert InputError("bad", "No.", "Do.", file="a.csv", line=9, row=3).place == "a.csv:9: row 3"


def test_a_door_catches_one_class() -> None:
    assert issubclass(Tampered, LedgerError)
    assert issubclass(LedgerError, ServandaError)
