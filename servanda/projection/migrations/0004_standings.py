"""Where items stand and the days of change, laid out to be counted."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.projection import schema


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the tables of the database in use; what is in the ledger comes into it when the register is opened."""
    for statement in schema.standings(postgresql=editor.connection.vendor == "postgresql"):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("projection", "0003_items")]
    operations = [
        migrations.RunPython(create),
        migrations.RunSQL("UPDATE projection_form SET number = 4 WHERE NOT EXISTS (SELECT 1 FROM entry)"),
    ]
