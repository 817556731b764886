"""Work on an upload that may take long: done beside the request; how far it is stands where every worker can read it.

A page asks again until it is done; closing the page does not stop it.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections

from servanda.errors import InputError, ServandaError
from servanda.exchange.imports.path import Asked, run
from servanda.exchange.imports.progress import Stages
from servanda.web.importing.uploads import Upload

PATIENCE = 2.0  # seconds that a request waits for work that is nearly done
_BEAT = 0.5
_LOST = 90.0  # seconds without a sign after which work counts as cut off


@dataclass(frozen=True)
class Progress:
    """How work stands: what it is (``preview`` or ``record``), how many statements it went through, and since when."""

    doing: str
    done: int
    seconds: float
    is_lost: bool = False


def start(upload: Upload, doing: str, asking: Callable[[], Asked]) -> None:
    """Begin to preview or to record an upload, and wait a moment for it to end.

    Where what is asked is at fault, that is what the page says.
    """
    for part in ("result", "fault"):
        upload.forget(part)
    try:
        asked = asking()
    except ServandaError as fault:
        _refuse(upload, fault)
        return
    began = time.time()
    upload.write("work", {"doing": doing, "done": 0, "began": began, "beat": began})
    thread = threading.Thread(target=_work, args=(upload, doing, asked, began), daemon=True)
    thread.start()
    thread.join(PATIENCE)


def progress(upload: Upload) -> Progress | None:
    """How work on an upload stands; ``None`` when none is under way."""
    found = upload.read("work")
    if not found:
        return None
    now = time.time()
    is_lost = now - float(found["beat"]) > _LOST
    return Progress(str(found["doing"]), int(found["done"]), now - float(found["began"]), is_lost)


def _work(upload: Upload, doing: str, asked: Asked, began: float) -> None:
    try:
        found = run(asked, _beating(upload, doing, began))
        upload.write("result", found.data)
        if doing == "record":
            upload.drop_file()
    except ServandaError as fault:
        _refuse(upload, fault)
    except Exception:
        upload.write("fault", {"code": "broken", "sentence": "", "remedy": ""})
        raise
    finally:
        upload.forget("work")
        connections.close_all()


def _refuse(upload: Upload, fault: ServandaError) -> None:
    told = {"code": fault.code, "sentence": fault.sentence, "remedy": fault.remedy}
    upload.write("fault", {**told, **_where(fault)})


def _where(fault: ServandaError) -> dict[str, Any]:
    """Where in its file a fault is: file, line and key as they are called everywhere, and the cell."""
    if not isinstance(fault, InputError):
        return {"place": "", "cell": ("", 0, "")}
    named = [":".join(str(part) for part in (fault.file, fault.line) if part is not None), fault.key]
    cell = (fault.sheet or "", fault.row or 0, fault.column or "")
    return {"place": ": ".join(part for part in named if part), "cell": cell}


def _beating(upload: Upload, doing: str, began: float) -> Stages:
    """Note how far the work is, twice a second at most: the statements of both its stages together."""
    state: dict[str, Any] = {"doing": doing, "done": 0, "began": began, "beat": began}

    def advance(number: int) -> None:
        state["done"] += number
        now = time.time()
        if now - state["beat"] >= _BEAT:
            state["beat"] = now
            upload.write("work", state)

    return lambda _doing, _length=0: advance
