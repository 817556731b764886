"""The tables of what is followed, what was told, and the mail that told it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Forward only."""

    initial = True

    dependencies = [
        ("accounts", "0003_feed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("how", models.CharField(default="daily", max_length=8)),
                ("refused", models.TextField(blank=True)),
                ("gathered", models.DateTimeField(null=True)),
                ("tick", models.BigIntegerField(default=0)),
                ("looked", models.DateTimeField(null=True)),
                ("looked_tick", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "wish",
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(default="word", max_length=16)),
                ("address", models.CharField(max_length=254)),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("made", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("fault", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "mail",
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=16)),
                ("record", models.CharField(max_length=32)),
                ("made", models.DateTimeField()),
                (
                    "mail",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="words", to="outbox.mail"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "word",
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.CharField(max_length=32)),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "follow",
                "constraints": [models.UniqueConstraint(models.F("person"), models.F("record"), name="follow_once")],
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(models.F("person"), models.F("made"), name="mail_person"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(models.F("person"), models.F("made"), name="word_person"),
        ),
        migrations.AddConstraint(
            model_name="word",
            constraint=models.UniqueConstraint(models.F("person"), models.F("key"), name="word_once"),
        ),
    ]
