"""The table of drafts."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """What people are typing, kept while they do."""

    name = "servanda.drafting"
    label = "drafting"
    default_auto_field = "django.db.models.BigAutoField"
