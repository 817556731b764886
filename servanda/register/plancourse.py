"""What is seen of a plan's texts and of its course: what was said of it, texts on it, meetings on it, its reviews."""

from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.ledger.faults import explained
from servanda.register.reviews import naming
from servanda.register.selection import Selection
from servanda.register.sight import Sight
from servanda.register.spoken import Spoken


def course_view(container: str, at: Resolved) -> View:
    """A plan or package with all that was said of it, the texts on it and how each was decided, the meetings on it,
    and its reviews; without its objectives. The number of queries does not grow with what the register holds.
    """
    with explained():
        sight = Sight.of(at)
        selection = Selection(sight)
        own = selection.same([container])
        selection.facts_about(own)
        texts = selection.same(naming(sight, own, "text-version", manner="structural"))
        selection.facts_about(texts)
        selection.facts_about(naming(sight, texts, "procedure"))
        selection.facts_about(naming(sight, own, "meeting"))
        selection.facts_about(naming(sight, own, "review", manner="structural"))
        selection.cite()
        selection.reach()
        return selection.composed(at, Spoken(sight).of(own))
