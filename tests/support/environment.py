"""Loaded before Django's settings are (see pyproject.toml): no test can reach the register of whoever runs it."""

import gc
import os

# What is collected is there to stay: to look it through again and again for garbage takes a tenth of the time.
gc.set_threshold(50_000, 20, 20)
KEPT = ("SERVANDA_REQUIRE", "SERVANDA_EXAMPLES", "SERVANDA_REAL_FILES")
for name in [name for name in os.environ if name.startswith("SERVANDA_") and name not in KEPT]:
    del os.environ[name]
os.environ |= {
    "DATABASE_URL": "sqlite:////dev/null/ask-for-the-database-fixture.sqlite3",
    "SERVANDA_DATA": "/dev/null/ask-for-a-folder",  # which nobody can make, root neither
    "SERVANDA_SECRET_KEY": "only for tests",
    # Playwright keeps an event loop in the test's own thread, and Django takes that for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
