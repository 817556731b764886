"""What was marked anew, and who may see it now."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.projection import schema


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the tables of the database in use; they are empty until something is marked anew."""
    for statement in schema.marks(postgresql=editor.connection.vendor == "postgresql"):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("projection", "0004_standings")]
    operations = [migrations.RunPython(create)]
