"""An issued brief: its bytes, its view and its standpoint, so that an office can show what it said (rule 19)."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind


class Issued(Kind):
    """What was issued: format, the text itself (a document as base64), the view and its hash, the standpoint."""

    kind: ClassVar[str] = "issued"
    version: ClassVar[int] = 2  # 1 had no encoding: all was text
    upcasters: ClassVar[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {1: dict}
    temporal: ClassVar[Temporal] = Temporal.EVENT
    about: ClassVar[tuple[str, ...]] = ("partnership",)
    summary: ClassVar[str] = "a brief as it was issued"
    bulky: ClassVar[tuple[str, ...]] = ("text", "view")

    format: str = Field(max_length=20)
    language: str = Field(max_length=35)
    encoding: Literal["text", "base64"] = "text"
    text: str
    view: str
    view_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    standpoint: dict[str, str | int | None]

    def issued_bytes(self) -> bytes:
        """What was issued, to the byte."""
        return b64decode(self.text) if self.encoding == "base64" else self.text.encode()

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """The hash of the view that was issued."""
        return (Answer(f"issued/{self.view_sha256[:16]}", Value(self.view_sha256)),)
