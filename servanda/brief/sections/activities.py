"""Activities: figures over a span, such as how many events there were in a year."""

from servanda.brief.model import Section
from servanda.brief.scene import Scene
from servanda.brief.sections.movements import movement


def section(scene: Scene) -> Section:
    """The cumulative figures that belong to no contribution, the newest first."""
    facts = [fact for fact in scene.told("cumulative") if not _is_contribution(scene, fact.about)]
    newest = sorted(facts, key=lambda one: (one.entry.begins, one.digest), reverse=True)
    sentences = tuple(movement(scene, fact) for fact in newest)
    return Section("activities", scene.t.gettext("Activities"), sentences)


def _is_contribution(scene: Scene, record: str) -> bool:
    what = scene.view.record(record)
    return what is not None and what.kind == "contribution"
