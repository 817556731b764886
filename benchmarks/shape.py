"""What the large register is like: how many of what, who may read it, which words and dates occur in it."""

import hashlib
from dataclasses import dataclass
from datetime import date

from servanda.kernel.marking import Marking, Reader

FRAMEWORK, AXIS, TRACK = "ogp-action-plan", "completion", "irm"
QUESTION = f"grade/{AXIS}/{TRACK}"
GRADES = ("no-evidence-available", "not-started", "limited", "substantial", "complete")

PARTNERSHIP = 1000  # objectives of one partnership
PLAN = 50  # objectives of one plan
ROUNDS = 5  # assessments of one objective
REPLACED = 0.02  # share of the assessments that are corrected later

MARKINGS = tuple(
    Marking.parse(text).text
    for text in (
        "public", "unclassified", "unclassified to ALPHA", "restricted", "restricted to ALPHA",
        "restricted to BETA", "confidential", "secret",
    )
)  # fmt: skip
READER = Reader("benchmark", clearance="restricted", groups=frozenset({"ALPHA"}))  # may read the first five

FIRST_DAY = date(2010, 1, 1)
ROUND_DAYS, SPREAD_DAYS = 730, 900  # a round begins every two years and takes longer: years said alone overlap
DAY_SAID, MONTH_SAID = 0.80, 0.95  # four in five dates are days, then months; the rest are years
AS_OF = (date(2013, 5, 17), date(2015, 7, 1), date(2017, 11, 30), date(2019, 2, 11), date(2020, 12, 31))

NOUNS = ("budget", "contract", "court", "energy", "health", "land", "media", "parliament", "police", "tender")
VERBS = ("adopt", "audit", "disclose", "improve", "monitor", "open", "publish", "reform", "review", "train")
PLACES = (
    "capital",
    "district",
    "ministry",
    "municipality",
    "portal",
    "region",
    "registry",
    "school",
    "sector",
    "village",
)


@dataclass(frozen=True)
class Size:
    """How much is built and how often it is measured."""

    objectives: int
    runs: int = 7  # of what takes long; what is quick is run five times as often
    bulk: int = 5000  # objectives of the measured bulk load, with their assessments
    single: int = 500  # facts of the measured recording one by one

    @property
    def partnerships(self) -> int:
        """The partnerships needed for the objectives and for the measured bulk load."""
        return -(-(self.objectives + self.bulk) // PARTNERSHIP)


def own(kind: str, *numbers: int) -> str:
    """Give the identifier of the n-th of something; ``server_side`` computes the same."""
    text = "/".join([kind, *(str(number) for number in numbers)])
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def title(number: int) -> str:
    """Word the objective with this number; ``server_side`` computes the same."""
    return f"{VERBS[number % 10]} {NOUNS[number // 10 % 10]} {PLACES[number // 100 % 10]}"
