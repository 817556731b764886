"""Where items stand is kept for each audience: what one may not read decides nothing that it sees."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.projection import rowsecurity, schema


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay out the indexes by audience; what is in the ledger comes into the rows when the register is opened."""
    for statement in schema.standings_by_audience():
        editor.execute(statement, params=None)
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP POLICY standing_readers ON standing", params=None)
        editor.execute(rowsecurity.readers("standing"), params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("projection", "0006_row_security")]
    operations = [
        migrations.RunPython(create),
        migrations.RunSQL("UPDATE projection_form SET number = 5 WHERE NOT EXISTS (SELECT 1 FROM entry)"),
    ]
