"""Seals that are signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns that may be empty are added without writing the table anew, so its triggers stay."""

    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.AddField("seal", "key", models.BinaryField(null=True)),
        migrations.AddField("seal", "signature", models.BinaryField(null=True)),
    ]
