"""The demonstration speaks the words of the frameworks it names."""

import pytest

from servanda.exchange.registerfile.parse import read
from servanda.frameworks import Framework, find, load_all
from servanda.kinds.evaluation import Evaluation
from servanda.kinds.meeting import Meeting
from servanda.kinds.schedule import Schedule
from servanda.kinds.step import Step
from servanda.kinds.tally import Share, Tally
from servanda.kinds.visit import Visit
from tests.demo.seeing import REGISTERS, Register

FRAMEWORKS = load_all()
EACH = pytest.mark.parametrize("register", REGISTERS.values(), ids=str)


def _framework_of(register: Register, record: str) -> Framework:
    """The framework of a plan, package or review."""
    named = [getattr(item.payload, "framework", None) for item in register.file.items if item.about == record]
    return FRAMEWORKS[next(slug for slug in named if slug)]


def _shares(parts: tuple[Share, ...]) -> list[tuple[str, str]]:
    return [pair for part in parts for pair in ((part.by, part.of_class), *_shares(part.parts))]


@EACH
def test_only_known_frameworks_are_named(register: Register) -> None:
    assert read(register.file.path, frameworks=FRAMEWORKS).items == register.file.items


@EACH
def test_every_step_is_a_step_of_its_framework(register: Register) -> None:
    steps = [item for item in register.file.facts if isinstance(item.payload, Step)]
    assert steps
    for item in steps:
        assert isinstance(item.payload, Step)
        assert _framework_of(register, item.about).step(item.payload.step), item.place.label


@EACH
def test_every_evaluation_is_one_of_its_framework(register: Register) -> None:
    for item in register.file.facts:
        if isinstance(item.payload, Evaluation):
            framework = FRAMEWORKS[item.payload.framework]
            assert framework.evaluation(item.payload.step), item.place.label
            assert find(framework.results, item.payload.result), item.place.label


@EACH
def test_levels_and_formats_are_those_of_a_framework(register: Register) -> None:
    for item in register.file.facts:
        payload = item.payload
        if isinstance(payload, Meeting | Visit | Schedule) and payload.level:
            assert any(one.meeting_level(payload.level) for one in FRAMEWORKS.values()), item.place.label
        if isinstance(payload, Meeting) and payload.format:
            assert any(FRAMEWORKS[slug].format(payload.format) for slug in payload.frameworks), item.place.label


@EACH
def test_the_classes_of_tallies_are_named_by_their_framework_in_both_languages(register: Register) -> None:
    for item in register.file.facts:
        if isinstance(item.payload, Tally):
            for by, of_class in _shares(item.payload.parts):
                for language in ("en", "az"):
                    assert _framework_of(register, item.about).class_label(by, of_class, language), item.place.label
