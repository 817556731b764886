"""The tables of the ledger."""

from django.db import migrations, models

import servanda.ledger.columns


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Content",
            fields=[
                ("tick", servanda.ledger.columns.NumberField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField()),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "content",
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("tick", servanda.ledger.columns.NumberField(primary_key=True, serialize=False)),
                ("named_by", models.BigIntegerField()),
            ],
            options={
                "db_table": "erasure",
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("tick", servanda.ledger.columns.NumberField(primary_key=True, serialize=False)),
                ("entry", servanda.ledger.columns.IdField()),
                ("at", models.BigIntegerField()),
            ],
            options={
                "db_table": "arrival",
                "indexes": [models.Index(models.F("at"), models.F("tick"), name="arrival_at")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("tick", servanda.ledger.columns.NumberField(primary_key=True, serialize=False)),
                ("id", servanda.ledger.columns.IdField()),
                ("kind", models.TextField()),
                ("kind_version", models.SmallIntegerField()),
                ("about", servanda.ledger.columns.IdField()),
                ("as_of", models.TextField()),
                ("since", models.TextField(null=True)),
                ("until", models.TextField(null=True)),
                ("origin", servanda.ledger.columns.IdField()),
                ("recorded_at", models.BigIntegerField()),
                ("actor", models.TextField()),
                ("on_behalf_of", models.TextField(null=True)),
                ("said_by", servanda.ledger.columns.IdField(null=True)),
                ("marking", models.TextField()),
                ("scope", servanda.ledger.columns.IdField()),
                ("commitment", models.BinaryField()),
            ],
            options={
                "db_table": "entry",
                "indexes": [
                    models.Index(
                        models.F("about"),
                        condition=models.Q(("kind__in", ["erased", "replaces", "withdraws"])),
                        name="entry_closer",
                    ),
                    models.Index(
                        models.F("scope"),
                        condition=models.Q(("kind__in", ["erased", "replaces", "withdraws"])),
                        name="entry_closer_scope",
                    ),
                ],
                "constraints": [models.UniqueConstraint(models.F("id"), name="entry_once")],
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("origin", servanda.ledger.columns.IdField()),
                ("format", models.SmallIntegerField()),
                ("made_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "register",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="register_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", servanda.ledger.columns.NumberField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("tick", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
                ("audience", models.TextField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("peaks", models.BinaryField()),
            ],
            options={
                "db_table": "seal",
                "constraints": [models.UniqueConstraint(models.F("number"), models.F("audience"), name="seal_once")],
            },
        ),
    ]
