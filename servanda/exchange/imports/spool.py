"""Statements put by on disk, so that a large file is gone through twice and held in memory never."""

import pickle
from collections.abc import Iterator
from contextlib import AbstractContextManager
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any

_PIECE = 500


class Spool(AbstractContextManager["Spool"]):
    """Holds objects in the order they came, on disk beyond a few hundred. The file is this process's own."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  closed with the spool
        self._pending: list[Any] = []
        self.length = 0

    def add(self, one: Any) -> None:
        """Put one by."""
        self._pending.append(one)
        self.length += 1
        if len(self._pending) >= _PIECE:
            self._write()

    def pieces(self) -> Iterator[list[Any]]:
        """Give all back, some hundred at a time."""
        self._write()
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301  this process wrote it, in a file without a name
            except EOFError:
                return

    def _write(self) -> None:
        if self._pending:
            pickle.dump(self._pending, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._pending = []

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
