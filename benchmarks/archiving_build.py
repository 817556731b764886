"""Building the register that ``benchmarks.archiving`` backs up, in the database that the environment names."""

import os
import sys

import django


def main() -> None:
    """Build a register with so many objectives, sealed half way and at the end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.settings")
    django.setup()
    from benchmarks import building, drafts
    from benchmarks.server_side import ACTOR
    from benchmarks.shape import Size
    from servanda.register import record_many
    from servanda.register.keeping.upkeep import seal

    number = int(sys.argv[1])
    building.frame(Size(number, bulk=0))
    half = number // 2
    record_many(drafts.everything(0, half), actor=ACTOR)
    seal()
    record_many(drafts.everything(half, number - half), actor=ACTOR)
    seal()


if __name__ == "__main__":
    main()
