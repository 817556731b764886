"""The tables of the projection."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.projection import schema


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the tables of the database in use."""
    statements = schema.postgresql if editor.connection.vendor == "postgresql" else schema.sqlite
    for statement in statements():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(create)]
