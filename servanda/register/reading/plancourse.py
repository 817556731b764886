"""What is seen of plans' texts and of their courses: what was said of them, texts and meetings on them, reviews."""

from collections.abc import Iterable

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.faults import explained
from servanda.register.reading.reviews import naming
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken


def course_view(container: str, at: Resolved) -> View:
    """A plan or package with all that was said of it, the texts on it and how each was decided, the meetings on it,
    and its reviews; without its objectives. The number of queries does not grow with what the register holds.
    """
    return courses_view([container], at)


def courses_view(containers: Iterable[str], at: Resolved) -> View:
    """The same of several plans and packages, in as many queries as for one."""
    with explained():
        sight = Sight.of(at)
        selection = Selection(sight)
        own = selection.same(containers)
        selection.facts_about(own)
        texts = selection.same(naming(sight, own, "text-version", manner="structural"))
        selection.facts_about(texts)
        selection.facts_about(naming(sight, texts, "procedure"))
        selection.facts_about(naming(sight, own, "meeting"))
        selection.facts_about(naming(sight, own, "review", manner="structural"))
        selection.cite()
        selection.reach()
        return selection.composed(at, Spoken(sight).of(own))
