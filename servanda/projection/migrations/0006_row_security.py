"""On PostgreSQL the database itself gives each reader only what he may see."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.projection import rowsecurity

# where what is said of an item has several markings, what is kept of it says nothing of what that is
BLANK = "UPDATE standing SET val = NULL, code = '', holder = NULL, due = NULL WHERE mixed"


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put apart what only some may find by its words, and make the policies."""
    is_postgresql = editor.connection.vendor == "postgresql"
    editor.execute(BLANK, params=None)
    for statement in rowsecurity.prose(postgresql=is_postgresql):
        editor.execute(statement, params=None)
    if is_postgresql:
        for statement in rowsecurity.policies():
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("projection", "0005_marks"), ("ledger", "0002_append_only")]
    operations = [migrations.RunPython(create)]
