"""Taking a plan to the next step of the life that its framework declares."""

from django.db import transaction

from servanda.brief.reviewwords import block_words
from servanda.errors import Refused, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.lifecycle import next_steps
from servanda.kernel.planlives import life_of
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.view import Fact
from servanda.ledger.faults import explained
from servanda.ledger.write import lock
from servanda.plans.recording import Statements
from servanda.register.draft import Recorded
from servanda.register.editions import frameworks
from servanda.register.reading.plancourse import course_view
from servanda.register.seeing.standpoint import resolve
from servanda.review.looking import Hand, today


def take(plan: Fact, step: str, hand: Hand, *, when: PartialDate | None = None, note: str = "") -> Recorded:
    """Record that a plan came to a step. Raises ``Refused`` with what blocks it; then nothing is recorded.

    It is looked at and recorded under the one write lock, so two who take it further at once do so once.
    """
    known = frameworks()
    with explained(), transaction.atomic():
        lock()
        view = course_view(plan.about, resolve(Standpoint(reader=hand.reader)))
        life, _last = life_of(view, plan.about, known.life_of(plan.payload.framework), known.rules_of)
        found = next((one for one in next_steps(life) if one.to == step), None)
        if found is None:
            sentence = worded("The plan cannot come to the step {step!r} from where it stands.", step=step)
            raise Refused("out-of-turn", sentence, worded("look at the plan: it says what may happen next"))
        if found.blocks:
            sentence = block_words(found.blocks[0])
            raise Refused("held-back", worded("It is held back: {why}.", why=sentence), worded("do that first"))
        statements = Statements(plan, hand)
        statements.add("step", plan.about, {"step": step, "note": hand.words(note)}, when or today())
        return statements.record()
