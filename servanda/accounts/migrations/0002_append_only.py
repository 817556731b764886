"""The triggers that refuse every change of what was given and done."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.accounts import triggers


def refuse_change(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    statements = triggers.postgresql if editor.connection.vendor == "postgresql" else triggers.sqlite
    for statement in statements():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(refuse_change)]
