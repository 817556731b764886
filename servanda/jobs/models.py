"""The table of work that is put off."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Something to do, once. ``key`` names it, so that it is put down once however many ask for it.

    ``taken`` is until when a worker has it: one that was killed loses it then. ``done`` or ``failed`` ends it.
    """

    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200, unique=True)
    detail = models.JSONField(default=dict)
    made = models.DateTimeField()
    due = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    taken = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        """What is due is found by its moment, however much was done."""

        db_table = "job"
        indexes = [models.Index("due", name="job_due", condition=Q(done=None, failed=None))]
