"""The projection as a Django app."""

from django.apps import AppConfig


class ProjectionConfig(AppConfig):
    """Tables that are worked out from the ledger."""

    name = "servanda.projection"
    label = "projection"
