"""The marking of a document: that of the most restricted fact in it, in words."""

from servanda.i18n import Translator
from servanda.kernel.marking import Marking


def marking_words(marking: Marking, t: Translator) -> str:
    """A marking as it stands in the head and foot of each page: "PUBLIC"; "RESTRICTED, RELEASABLE TO AZE, NATO"."""
    return t.capitals(_words(marking, t))


def _words(marking: Marking, t: Translator) -> str:
    if marking.public:
        return t.pgettext("marking", "Public")
    level = {
        "unclassified": t.pgettext("marking", "Unclassified, not public"),
        "restricted": t.pgettext("marking", "Restricted"),
        "confidential": t.pgettext("marking", "Confidential"),
        "secret": t.pgettext("marking", "Secret"),
    }[marking.level]
    if not marking.releasable_to:
        return level
    return t.gettext("{level}, releasable to {groups}").format(level=level, groups=", ".join(marking.releasable_to))
