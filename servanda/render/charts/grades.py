"""Grades in their order, and the step of the one-hued ramp each is drawn with."""

from dataclasses import dataclass

RAMPS = {
    1: ("g3",),
    2: ("g0", "g3"),
    3: ("g0", "g2", "g3"),
    4: ("g0", "g1", "g2", "g3"),
    5: ("g0", "g1", "g15", "g2", "g3"),
    6: ("g0", "g1", "g15", "g2", "g25", "g3"),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of a scale: its letters and its word."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades from the lowest to the highest."""

    grades: tuple[Grade, ...]

    def rank(self, code: str) -> int:
        """Say how high a grade stands, from 0. Raises ``KeyError`` for a code the scale has not."""
        for at, grade in enumerate(self.grades):
            if grade.code == code:
                return at
        raise KeyError(code)

    def label(self, code: str) -> str:
        """The word for a grade."""
        return self.grades[self.rank(code)].label

    def ink(self, code: str) -> str:
        """The class of the ramp: further along is further from the paper."""
        top = max(RAMPS)
        count = len(self.grades)
        if count in RAMPS:
            return RAMPS[count][self.rank(code)]
        # A longer scale shares steps of the ramp; height still tells its grades apart.
        return RAMPS[top][round(self.rank(code) * (top - 1) / (count - 1))]

    def share(self, code: str) -> float:
        """How tall a grade is drawn, from 0 (lowest) to 1 (highest)."""
        return self.rank(code) / max(1, len(self.grades) - 1)
