"""Charts as plain values: each is a frozen dataclass whose ``layout()`` says where things stand and whose
``table()`` says the same in words. Templates in ``charts/`` draw a layout and decide nothing.
"""

from servanda.render.charts.axis import Span
from servanda.render.charts.calendar import Calendar, Occasion
from servanda.render.charts.clock import Clock, Instant
from servanda.render.charts.grade_bar import GradeBar, GradeMark
from servanda.render.charts.grades import Grade, Scale
from servanda.render.charts.marks import Drawing, Table, When
from servanda.render.charts.mini_steps import MiniSteps
from servanda.render.charts.scrubber import Change, Scrubber
from servanda.render.charts.split import Part, Split
from servanda.render.charts.spread import Apart, Spread
from servanda.render.charts.stacked import Period, Stacked
from servanda.render.charts.steps import Panel, Point, Steps
from servanda.render.charts.strips import Strip, Strips
from servanda.render.charts.timeline import Event, Lane, Plan, Timeline
from servanda.render.charts.two_times import KnownOn, TwoTimes
from servanda.render.charts.voices import Voice, Voices

__all__ = [
    "Apart",
    "Calendar",
    "Change",
    "Clock",
    "Drawing",
    "Event",
    "Grade",
    "GradeBar",
    "GradeMark",
    "Instant",
    "KnownOn",
    "Lane",
    "MiniSteps",
    "Occasion",
    "Panel",
    "Part",
    "Period",
    "Plan",
    "Point",
    "Scale",
    "Scrubber",
    "Span",
    "Split",
    "Spread",
    "Stacked",
    "Steps",
    "Strip",
    "Strips",
    "Table",
    "Timeline",
    "TwoTimes",
    "Voice",
    "Voices",
    "When",
]
