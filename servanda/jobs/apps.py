"""The table of work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that is due, taken by one worker at a time."""

    name = "servanda.jobs"
    label = "jobs"
