"""The accounts' tables."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """People, posts, roles, clearances, invitations and tokens."""

    name = "servanda.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Leave out Django's own permissions and kinds of content: roles are here, and nothing reads those."""
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        from django.contrib.contenttypes.management import create_contenttypes

        post_migrate.disconnect(create_contenttypes)
