"""Files of IATI activities as statements of the register. The table: docs/how-to/import-iati.md."""

from servanda.exchange.imports.iati.file import read_activities

__all__ = ["read_activities"]
