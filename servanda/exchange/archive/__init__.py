"""The whole register as one file: ``backup`` writes it, ``check`` reads it whole, ``restore`` makes the register again.

``docs/reference/archive.md`` describes the file: a ZIP of JSON Lines with a manifest.
"""

from servanda.exchange.archive.backup import backup
from servanda.exchange.archive.check import check
from servanda.exchange.archive.manifest import Manifest
from servanda.exchange.archive.restore import Outcome, restore

__all__ = ["Manifest", "Outcome", "backup", "check", "restore"]
