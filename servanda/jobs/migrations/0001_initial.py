"""The table of work that is put off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Forward only."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("detail", models.JSONField(default=dict)),
                ("made", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("taken", models.DateTimeField(null=True)),
                ("done", models.DateTimeField(null=True)),
                ("failed", models.DateTimeField(null=True)),
                ("fault", models.TextField(blank=True)),
            ],
            options={
                "db_table": "job",
                "indexes": [
                    models.Index(models.F("due"), condition=models.Q(("done", None), ("failed", None)), name="job_due")
                ],
            },
        ),
    ]
