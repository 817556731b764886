"""``python -m servanda.cli`` is ``servanda``."""

from servanda.cli.main import main

main()
