"""The secret addresses of feeds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import servanda.kernel.identity


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("accounts", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=servanda.kernel.identity.random_id,
                        editable=False,
                        max_length=32,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("record", models.CharField(blank=True, max_length=32)),
                ("level", models.CharField(blank=True, max_length=32)),
                ("made", models.DateTimeField()),
                ("revoked", models.DateTimeField(null=True)),
                ("last_used", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "feed"},
        ),
    ]
