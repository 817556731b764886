"""The tables of word to people."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """What is followed, what was told, and the mail that told it."""

    name = "servanda.outbox"
    label = "outbox"
