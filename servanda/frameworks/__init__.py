"""Frameworks: the rules of processes, as data in dated editions. Where a grade scale is defined: ``data/*.yaml``."""

from servanda.frameworks.describe import describe
from servanda.frameworks.loader import Frameworks, load_all, load_file
from servanda.frameworks.model import (
    Axis,
    Cycle,
    CycleStep,
    EvaluationStep,
    Framework,
    Gap,
    Grade,
    Level,
    Named,
    Procedure,
    Source,
    Split,
    Step,
    Track,
    find,
)
from servanda.frameworks.words import Label, Word

__all__ = [
    "Axis",
    "Cycle",
    "CycleStep",
    "EvaluationStep",
    "Framework",
    "Frameworks",
    "Gap",
    "Grade",
    "Label",
    "Level",
    "Named",
    "Procedure",
    "Source",
    "Split",
    "Step",
    "Track",
    "Word",
    "describe",
    "find",
    "load_all",
    "load_file",
]
