"""What makes an element of a StratML document the same record again."""

from dataclasses import dataclass

from servanda.exchange.formats.stratml.reading import StratmlDocument
from servanda.exchange.formats.xmltree import Node

SCHEME = "stratml"
OWN = "servanda-"  # before the identifier of a record, in a document that Servanda wrote
_ID_LENGTH = 32


@dataclass(frozen=True)
class Identity:
    """How an element is known: as a record of this register (``own``), by an identifier (``code``), or by a key."""

    own: str | None
    code: str
    key: str

    @classmethod
    def of(cls, document: StratmlDocument, node: Node, otherwise: str) -> "Identity":
        """Read an element's identifier; ``otherwise`` is the key of one that has none."""
        code = document.identifier(node)
        plain = code.removeprefix(OWN)
        if plain != code and len(plain) == _ID_LENGTH and set(plain) <= set("0123456789abcdef"):
            return cls(plain, "", otherwise)
        return cls(None, code, f"#{code}" if code else otherwise)


def own_identifier(record: str) -> str:
    """The identifier that a record has in a document that Servanda writes."""
    return f"{OWN}{record}"
