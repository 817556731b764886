"""The roles, and what each may do where it is held: data, read by ``policy`` and shown on the pages.

Roles give no right to read: who may see a fact follows from its marking and from the reader's clearance (rule 13).
"""

from dataclasses import dataclass

from servanda.errors import Worded, worded

RECORD, CORRECT_OWN, CORRECT, IMPORT, ISSUE = "record", "correct-own", "correct", "import", "issue"
MARK = "mark"
SEE_PEOPLE, APPOINT, CLEAR, ADMINISTER, AUDIT = "see-people", "appoint", "clear", "administer", "audit"

ACTS: dict[str, Worded] = {
    RECORD: worded("record a statement"),
    CORRECT_OWN: worded("correct or withdraw a statement of one's own"),
    CORRECT: worded("correct or withdraw a statement of others"),
    IMPORT: worded("import a file"),
    ISSUE: worded("issue a brief"),
    MARK: worded("decide anew who may see a statement"),
    SEE_PEOPLE: worded("see who holds which role"),
    APPOINT: worded("give a role, or take one back"),
    CLEAR: worded("clear people and posts for marked statements"),
    ADMINISTER: worded("make accounts and posts, and invite people"),
    AUDIT: worded("read what was done to accounts, and who read what"),
}

_REPORTED = frozenset(
    {"assessment", "evaluation", "indicator", "involvement", "meeting", "progress", "result", "source", "statement",
     "strength", "tally", "visit"}
)  # fmt: skip
_TABLE = frozenset({"agenda-item", "agenda-order", "delegation", "meeting-time", "minutes", "outcome"})
_DECIDED = frozenset(
    {"announcement", "extension", "procedure", "reply", "text-version", "text-withdrawn"}
    | {"postponed", "succession", "text-amendment", "text-edition"}
)
# kinds that only some roles record or correct, whatever else they may
_RESERVED = {"line-cleared": frozenset({"press-officer"})}
RESERVED = frozenset(_RESERVED)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name, what it is called and for, what it may do, and the kinds it may record (none named: all)."""

    name: str
    title: Worded
    summary: Worded
    acts: frozenset[str]
    kinds: frozenset[str] | None = None
    only_whole: bool = False  # held at the register as a whole, and nowhere else

    def records(self, kind: str | None) -> bool:
        """Say whether it may record a kind; asked without one, whether there is any."""
        if kind in _RESERVED and self.name not in _RESERVED[kind]:
            return False
        return kind is None or self.kinds is None or kind in self.kinds


def _role(name: str, title: Worded, summary: Worded, acts: set[str], kinds: frozenset[str] | None = None) -> Role:
    return Role(name, title, summary, frozenset(acts), kinds)


_ALL = (
    _role(
        "coordinator",
        worded("Coordinator"),
        worded("keeps the record of a place: records, corrects, marks, imports and issues, and gives the other roles"),
        {RECORD, CORRECT_OWN, CORRECT, IMPORT, ISSUE, MARK, SEE_PEOPLE, APPOINT},
    ),
    _role(
        "contributor",
        worded("Contributor"),
        worded("reports for a responsible body: what was done, with its sources"),
        {RECORD, CORRECT_OWN},
        _REPORTED,
    ),
    _role(
        "assessor",
        worded("Assessor"),
        worded("assesses as staff: grades, with their reasoning"),
        {RECORD, CORRECT_OWN},
        frozenset({"assessment", "evaluation", "source", "statement"}),
    ),
    _role(
        "delegate",
        worded("Delegate"),
        worded("speaks for a party at the table"),
        {RECORD, CORRECT_OWN},
        frozenset({"reply", "source", "statement"}),
    ),
    _role(
        "chair",
        worded("Chair"),
        worded("presides over meetings, and records what they agreed"),
        {RECORD, CORRECT_OWN, SEE_PEOPLE},
        frozenset({"assessment", "decision", "meeting", "source", "statement", "step"}) | _DECIDED | _TABLE,
    ),
    _role(
        "press-officer",
        worded("Press officer"),
        worded("drafts lines for outside, clears them, and says what was cleared"),
        {RECORD, CORRECT_OWN, ISSUE},
        frozenset({"line-cleared", "press-line", "source", "statement"}),
    ),
    _role("reader", worded("Reader"), worded("belongs to a place, and records nothing in it"), set()),
    _role(
        "auditor",
        worded("Auditor"),
        worded("reads who was given what and who read what, and sees no marked statement by that office"),
        {SEE_PEOPLE, AUDIT},
    ),
    Role(
        "administrator",
        worded("Administrator"),
        worded("keeps the accounts of the whole register, and sees no marked statement by that office"),
        frozenset({ADMINISTER, CLEAR, APPOINT, SEE_PEOPLE, AUDIT}),
        only_whole=True,
    ),
)

ROLES: dict[str, Role] = {role.name: role for role in _ALL}


def giving(act: str, kind: str | None = None) -> tuple[Role, ...]:
    """The roles that may do something; of recording, a kind."""
    return tuple(role for role in _ALL if act in role.acts and (act != RECORD or role.records(kind)))
