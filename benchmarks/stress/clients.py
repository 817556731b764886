"""Contributors who send one assessment after the other, and send again what was not acknowledged."""

import http.client
import itertools
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 60  # seconds that an answer is waited for
MOST = 200  # times that one assessment is sent
GIVE_UP = 0.02  # of those that meet a fault, close the browser instead of sending again


@dataclass(frozen=True, slots=True)
class Sending:
    """One assessment as it is sent over HTTP, the same each time. ``number`` tells which it is."""

    number: int
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: whether it was acknowledged, how often it was sent, how long the last sending took, and all.

    ``refusal`` is an answer that was neither an acknowledgement nor a passing fault.
    """

    number: int
    acknowledged: bool
    sent: int
    last: float
    whole: float
    refusal: str = ""


Acknowledged = Callable[[http.client.HTTPResponse, bytes], bool]


class Crowd:
    """All who send to one address; ``done`` counts those that were acknowledged."""

    def __init__(self, address: str, acknowledged: Acknowledged, at_once: int) -> None:
        self._place = urlsplit(address)
        self._acknowledged = acknowledged
        self._at_once = at_once
        self._lock = threading.Lock()
        self.done = 0

    def send(self, sendings: Iterable[Sending]) -> tuple[list[Outcome], float]:
        """Send them all, some at once; gives what came of each, and the seconds it took."""
        waiting, outcomes = iter(sendings), []
        began = time.perf_counter()

        def work() -> None:
            line = _Line(self._place.hostname or "", self._place.port or 80)
            while True:
                with self._lock:
                    one = next(waiting, None)
                if one is None:
                    line.close()
                    return
                outcome = self._deliver(line, one)
                with self._lock:
                    outcomes.append(outcome)
                    self.done += outcome.acknowledged

        threads = [threading.Thread(target=work) for _ in range(self._at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes, time.perf_counter() - began

    def _deliver(self, line: "_Line", one: Sending) -> Outcome:
        draw, began = random.Random(one.number), time.perf_counter()
        for sent in itertools.count(1):
            at = time.perf_counter()
            pause = 0.5
            refusal = ""
            try:
                answer, body = line.ask(one)
            except (OSError, http.client.HTTPException):
                line.close()
            else:
                now = time.perf_counter()
                if self._acknowledged(answer, body):
                    return Outcome(one.number, True, sent, now - at, now - began)
                if answer.status < 500:
                    return Outcome(one.number, False, sent, now - at, now - began, f"{answer.status}: {body[:2000]!r}")
                pause = float(answer.headers.get("Retry-After") or pause)
                refusal = str(answer.status)
            if sent >= MOST or draw.random() < GIVE_UP:
                return Outcome(
                    one.number, False, sent, 0.0, time.perf_counter() - began, refusal if sent >= MOST else ""
                )
            time.sleep(pause)
        raise AssertionError


class _Line:
    """One kept connection."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=LONGEST)

    def ask(self, one: Sending) -> tuple[http.client.HTTPResponse, bytes]:
        self._connection.request(one.method, one.path, one.body, dict(one.headers))
        answer = self._connection.getresponse()
        return answer, answer.read()

    def close(self) -> None:
        self._connection.close()


def figures(outcomes: Sequence[Outcome], seconds: float) -> dict[str, object]:
    """Rate, and times in milliseconds of the answer that acknowledged and from the first sending to it."""
    good = [one for one in outcomes if one.acknowledged]
    return {
        "sent": len(outcomes),
        "acknowledged": len(good),
        "given_up": sum(not one.acknowledged and not one.refusal for one in outcomes),
        "refused": [one.refusal for one in outcomes if one.refusal][:3],
        "sent_again": sum(one.sent - 1 for one in outcomes),
        "seconds": round(seconds, 1),
        "a_second": round(len(good) / seconds, 1),
        "answer_ms": _spread([one.last for one in good]),
        "until_acknowledged_ms": _spread([one.whole for one in good]),
    }


def _spread(times: Sequence[float]) -> dict[str, float]:
    if len(times) < 2:
        return {}
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": round(cuts[49] * 1000), "p95": round(cuts[94] * 1000), "longest": round(max(times) * 1000)}
