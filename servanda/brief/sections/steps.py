"""Steps of plans, packages and reviews: those that were reached, and which announcements of others are still told."""

from servanda.brief.scene import Scene
from servanda.kernel.asof import standing
from servanda.kernel.view import Fact


def steps_told(scene: Scene, record: Fact) -> tuple[Fact, ...]:
    """What is told of a record's steps: all that were reached, and of those planned what stands and has not come.

    An announcement is over when another was made later (rule 4), or when its step, or one after it, was reached.
    """
    said = scene.view.about(record.about, "step")
    reached = [fact for fact in said if fact.payload.planned_for is None]
    return tuple(
        fact
        for fact in said
        if fact.payload.planned_for is None
        or (_stands(scene, fact) and not any(_takes(scene, record, one, fact) for one in reached))
    )


def _stands(scene: Scene, planned: Fact) -> bool:
    return planned in standing(scene.view, planned.about, planned.answers[0].question).told


def _takes(scene: Scene, record: Fact, reached: Fact, planned: Fact) -> bool:
    """Whether a step that was reached is the one planned, or one after it; not what was so before it was planned."""
    if reached.entry.start.before(planned.entry.start):
        return False
    framework = record.payload.framework
    place, wanted = (scene.words.step_order(framework, fact.payload.step) for fact in (reached, planned))
    return reached.payload.step == planned.payload.step or place >= wanted >= 0
