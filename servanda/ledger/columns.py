"""Columns that keep identifiers and hashes compactly, and look the same from Python on both databases."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
    _Number = models.BigIntegerField[Any, int]
else:
    _Field = models.Field
    _Number = models.BigIntegerField

_DIGITS = 32


class IdField(_Field):
    """An identifier, 32 hex digits in Python: a uuid on PostgreSQL, sixteen bytes on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Name the column type."""
        return "uuid" if connection.vendor == "postgresql" else "blob"

    def from_db_value(self, value: object, *_: object) -> str | None:
        """Give the 32 hex digits."""
        return hex_of(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Give what the database takes."""
        if value is None or connection.vendor == "postgresql":
            return value
        return bytes.fromhex(value)


class NumberField(_Number):
    """A primary key that is given and not counted. SQLite keeps only an ``integer`` without an index of its own."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Name the column type."""
        return "bigint" if connection.vendor == "postgresql" else "integer"


def hex_of(value: object) -> str | None:
    """Read an identifier as either database gives it."""
    # by exact type first: this runs for every identifier of every row
    if type(value) is bytes:
        return value.hex()
    if type(value) is str:
        return value if len(value) == _DIGITS else value.replace("-", "")
    if value is None:
        return None
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value).replace("-", "")
