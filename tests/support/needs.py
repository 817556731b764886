"""Programs that some tests need: where they are missing, those tests are reported as not run, by name.

``SERVANDA_REQUIRE=browser,postgresql,office`` turns a missing program into a failure.
"""

import os
from typing import Any, NoReturn

import pytest

MARK = "not run: "


def not_run(need: str, missing: str) -> NoReturn:
    """End this test as not run for want of ``need``, or as failed where ``need`` is required."""
    if need in os.environ.get("SERVANDA_REQUIRE", "").split(","):
        pytest.fail(f"{need} is required (SERVANDA_REQUIRE): {missing}", pytrace=False)
    pytest.skip(f"{MARK}{missing}")


def tell_not_run(reporter: Any) -> None:
    """List at the end of the session the tests that were not run, under what was missing."""
    reasons: dict[str, list[str]] = {}
    for report in reporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        _, found, missing = reason.partition(MARK)
        if found:
            reasons.setdefault(missing, []).append(report.nodeid)
    for missing, names in sorted(reasons.items()):
        reporter.section(f"not run: {len(names)} ({missing})", yellow=True)
        for name in sorted(names):
            reporter.line(name)
