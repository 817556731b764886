"""IATI activity files (versions 1.x and 2.x): activities with their organisations, sums and results."""

from servanda.exchange.formats.iati.codes import Codes, codes
from servanda.exchange.formats.iati.reading import IatiDocument, is_iati, read_iati

__all__ = ["Codes", "IatiDocument", "codes", "is_iati", "read_iati"]
