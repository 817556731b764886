"""Whether an item is done, by its grades and the words of its framework."""

from servanda import register
from servanda.brief.scene import Scene
from servanda.frameworks import Framework
from servanda.register.lists.itemrows import Item


def framework_of(scene: Scene, item: Item) -> Framework | None:
    """The framework of the plan or package that an item is of."""
    container = scene.view.record(item.fact.payload.of)
    return register.frameworks().get(container.payload.framework) if container is not None else None


def is_done(framework: Framework | None, item: Item) -> bool:
    """Whether a grade that stands alone says that nothing is left to do."""
    for question, values, _when in item.grades:
        axis = framework.axis(question.split("/")[1]) if framework is not None else None
        grade = axis.grade(values[0]) if axis is not None and len(values) == 1 else None
        if grade is not None and grade.done:
            return True
    return False
