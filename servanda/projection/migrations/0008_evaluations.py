"""A register without entries asks of evaluations as this release does; any other is built again when it is opened."""

from django.db import migrations


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("projection", "0007_standings_by_audience")]
    operations = [migrations.RunSQL("UPDATE projection_form SET number = 6 WHERE NOT EXISTS (SELECT 1 FROM entry)")]
