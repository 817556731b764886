"""Run the tests, and meanwhile the checks one by one: ``together.py TESTS CHECK...``, each one argument, as in a shell.

The tests have the terminal; what the checks say is told after them. All are run, whichever fails; then the status is 1.
"""

import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def main(tests: str, *checks: str) -> int:
    """Run all of it; gives the exit status."""
    beside = ThreadPoolExecutor(1)
    try:
        said = beside.map(_checked, checks)
        failed = [tests] if subprocess.run(shlex.split(tests), check=False).returncode else []
        for check, (status, text) in zip(checks, said, strict=True):
            sys.stdout.write(f"\n{check}\n{text}")
            sys.stdout.flush()
            failed += [check] if status else []
    except KeyboardInterrupt:
        return 130
    finally:
        beside.shutdown(cancel_futures=True)
    for command in failed:
        sys.stderr.write(f"Failed: {command}\n")
    return 1 if failed else 0


def _checked(check: str) -> tuple[int, str]:
    """Status of a check, and what it said."""
    ended = subprocess.run(shlex.split(check), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return ended.returncode, ended.stdout


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
