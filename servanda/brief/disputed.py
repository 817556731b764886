"""What is disputed: every contradiction of the view, with its sides and which is followed by which rule."""

from collections.abc import Iterable, Sequence

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Cite, DisputeTold, Section, Sentence, Sign
from servanda.brief.parts import fill
from servanda.brief.scene import Behind, Scene
from servanda.kernel.dispute import Dispute, disputes
from servanda.kernel.planlives import is_chain
from servanda.kernel.view import Fact

# what a record is called or weighs is the register's own keeping: it is settled on its page
_OWN = ("name/", "rank", "choice/", "edition/", "is/")


def section(scene: Scene, sentences: Iterable[Sentence] = ()) -> Section:
    """All disputes, in the order of their facts; then what some sentences tell as contradicted beside those."""
    found = sorted(told(scene), key=lambda one: (min(fact.entry.begins for fact in one.facts), one.question))
    listed = [sentence(scene, dispute) for dispute in found]
    titles = {(one.dispute.record, one.dispute.title) for one in listed if one.dispute is not None}
    listed += [
        _sentence(scene, one.dispute, [scene.view.fact(digest) for digest in one.facts])
        for one in sentences
        if one.dispute is not None and (one.dispute.record, one.dispute.title) not in titles
    ]
    return Section(
        "disputed",
        scene.t.gettext("What is disputed"),
        tuple(listed),
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
    return not dispute.question.startswith(_OWN) and not (dispute.question == "step" and is_chain(dispute))


def sentence(scene: Scene, dispute: Dispute) -> Sentence:
    """A dispute in one sentence, with the sides that it opens."""
    return _sentence(scene, told_dispute(scene, dispute), dispute.facts)


def _sentence(scene: Scene, dispute: DisputeTold, facts: Sequence[Fact]) -> Sentence:
    t = scene.t
    sides = []
    for side in dispute.sides:
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
        facts,
        Behind(record=dispute.record, dispute=dispute),
        title=scene.link(dispute.record, dispute.title),
        disputed=Sign(t.gettext("disputed"), "disputed"),
        sides=against,
        why=dispute.why,
    )
