"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The append-only tables."""

    name = "servanda.ledger"
    label = "ledger"
