"""The table of drafts. They are no facts: they change, and are removed when what they hold is submitted."""

from django.db import models


class Strand(models.Model):
    """One person's text for one form. Whoever types at the same form has a strand of his own: none overwrites another.

    ``place`` stands for the form; ``version`` counts how often the strand was kept.
    """

    place = models.CharField(max_length=64, db_index=True)
    author = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)
    text = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        """Beside the ledger's tables."""

        db_table = "draft_strand"

    def __str__(self) -> str:
        """Say whose it is."""
        return f"{self.name or 'someone'}, version {self.version}"
