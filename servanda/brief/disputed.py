"""What is disputed: every contradiction of the view, with its sides and which is followed by which rule."""

from itertools import combinations

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Cite, Section, Sentence, Sign
from servanda.brief.parts import fill
from servanda.brief.scene import Behind, Scene
from servanda.kernel.dispute import Dispute, are_rivals, disputes
from servanda.kernel.entries import Entry

# what a record is called or weighs is the register's own keeping: it is settled on its page
_OWN = ("name/", "rank", "choice/", "edition/", "is/")


def section(scene: Scene) -> Section:
    """All disputes, in the order of their facts."""
    found = sorted(told(scene), key=lambda one: (min(fact.entry.begins for fact in one.facts), one.question))
    return Section(
        "disputed",
        scene.t.gettext("What is disputed"),
        tuple(sentence(scene, dispute) for dispute in found),
        empty=scene.t.gettext("No source contradicts another."),
    )


def told(scene: Scene) -> tuple[Dispute, ...]:
    """The disputes about the world that touch this partnership."""
    return tuple(
        dispute
        for dispute in disputes(scene.view)
        if is_told(dispute) and any(scene.is_own(fact) for fact in dispute.facts)
    )


def is_told(dispute: Dispute) -> bool:
    """Whether a dispute is about the world, and is one."""
    return not dispute.question.startswith(_OWN) and not _is_chain(dispute)


def _is_chain(dispute: Dispute) -> bool:
    """Whether these are steps of one course that a loosely dated source leaves in one span: no contradiction."""
    if dispute.question != "step":
        return False
    if any(are_rivals(one, other) for one, other in combinations(dispute.facts, 2)):
        return False
    entries = [fact.entry for fact in dispute.facts]
    return not any(_same_day(one, other) for one in entries for other in entries if one is not other)


def _same_day(one: Entry, other: Entry) -> bool:
    return one.start.text == other.start.text and one.payload.content() != other.payload.content()


def sentence(scene: Scene, dispute: Dispute) -> Sentence:
    """A dispute in one sentence, with the sides that it opens."""
    dispute_told = told_dispute(scene, dispute)
    t = scene.t
    sides = []
    for side in dispute_told.sides:
        lines = [
            (
                *fill(
                    t.gettext("{value} ({voices})"),
                    value=line.value,
                    voices=", ".join(line.voices),
                ),
                Cite(line.marks),
            )
            for line in side.lines
        ]
        sides.append(scene.listed(lines))
    pattern = t.gettext("{title} ({disputed}): {sides}. {why}")
    against = fill("{first}", first=sides[0])
    for other in sides[1:]:
        against = fill(t.gettext("{one}; against it {other}"), one=against, other=other)
    return scene.say(
        f"disputed.{dispute.question.replace('/', '.')}",
        pattern,
        dispute.facts,
        Behind(record=dispute.about, dispute=dispute_told),
        title=scene.link(dispute.about, dispute_told.title),
        disputed=Sign(t.gettext("disputed"), "disputed"),
        sides=against,
        why=dispute_told.why,
    )
