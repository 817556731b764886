"""What was read of what is not public: rows only come."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servanda.accounts import triggers


def refuse_change(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    statements = triggers.postgresql if editor.connection.vendor == "postgresql" else triggers.sqlite
    for statement in statements(triggers.LATER):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("accounts", "0003_feed")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("by_words", models.TextField(blank=True)),
                ("token", models.BooleanField(default=False)),
                ("door", models.CharField(max_length=16)),
                ("what", models.TextField()),
                ("marking", models.TextField()),
                ("records", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={"db_table": "reading"},
        ),
        migrations.RunPython(refuse_change),
    ]
