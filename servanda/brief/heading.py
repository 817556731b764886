"""The head of a brief: from where it is seen. Every reader's brief says whose view it is (rule 14)."""

from servanda.brief.model import Heading
from servanda.brief.scene import Scene
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import instant


def heading(scene: Scene) -> Heading:
    """Print the standpoint, resolved (rule 19)."""
    t, stand = scene.t, scene.view.standpoint
    reader = stand.reader.name
    ahead = None
    if stand.is_ahead:
        ahead = t.gettext("As decided by today, {date}.").format(date=scene.day_text(stand.today))
    return Heading(
        title=scene.name(scene.partnership, "full", "short"),
        as_of=scene.day_text(stand.as_of),
        known=_known(scene),
        reader=t.gettext("anyone") if reader == "anyone" else reader,
        day=stand.as_of,
        ahead=ahead,
    )


def _known(scene: Scene) -> str:
    """What counts as known, with the arrival it is resolved to."""
    t, stand = scene.t, scene.view.standpoint
    if stand.known_at is None:
        said = t.gettext("now, by this register (arrival {tick})").format(tick=stand.tick)
    else:
        moment = PartialDate(instant(stand.known_at)[:16] + "Z")
        said = t.gettext("on {moment}, by this register (arrival {tick})").format(
            moment=scene.date_text(moment), tick=stand.tick
        )
    if stand.published_by is None:
        return said
    return t.gettext("{said}, from what was published by {date}").format(
        said=said, date=scene.day_text(stand.published_by)
    )
