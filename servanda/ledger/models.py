"""The tables of the ledger. Rows only ever come; the database itself refuses the rest (rule 16).

Written by ``servanda.ledger.write`` alone. A tick is an entry's place in the order of arrival in this
register (rule 9) and its number in every other table; moments are microseconds of UTC since 1970, except
``recorded_at``, which is hashed and keeps the milliseconds of its text.
"""

from django.db import models

from servanda.ledger.columns import IdField, NumberField

CLOSES = models.Q(kind__in=["erased", "replaces", "withdraws"])


class Entry(models.Model):
    """The header of an entry, and the commitment to header and content."""

    tick = NumberField(primary_key=True)
    id = IdField()
    kind = models.TextField()
    kind_version = models.SmallIntegerField()
    about = IdField()
    as_of = models.TextField()
    since = models.TextField(null=True)
    until = models.TextField(null=True)
    origin = IdField()
    recorded_at = models.BigIntegerField()
    actor = models.TextField()
    on_behalf_of = models.TextField(null=True)
    said_by = IdField(null=True)
    marking = models.TextField()
    scope = IdField()
    commitment = models.BinaryField()

    class Meta:
        """One entry once; closers are looked up by what they close."""

        db_table = "entry"
        constraints = [models.UniqueConstraint("id", name="entry_once")]
        indexes = [
            models.Index("about", name="entry_closer", condition=CLOSES),
            models.Index("scope", name="entry_closer_scope", condition=CLOSES),
        ]


class Content(models.Model):
    """The canonical text of an entry's content, which can leave (rule 15), and the salt of its commitment."""

    tick = NumberField(primary_key=True)
    salt = models.BinaryField()
    text = models.TextField()

    class Meta:
        """Stands apart from the header."""

        db_table = "content"


class Arrival(models.Model):
    """The coming of an entry into this register. ``at`` never goes back."""

    tick = NumberField(primary_key=True)
    entry = IdField()
    at = models.BigIntegerField()

    class Meta:
        """Found by moment, to turn ``known_at`` into a tick."""

        db_table = "arrival"
        indexes = [models.Index("at", "tick", name="arrival_at")]


class Seal(models.Model):
    """One audience's chain up to a tick: how many entries, and the root of the tree over them (rule 17).

    ``peaks`` are the roots of the full subtrees, left to right: the next seal goes on from them. ``signature`` is what
    ``key`` made over the whole seal, so all rows of a seal have the same; neither is there where nobody signed.
    """

    id = NumberField(primary_key=True)
    number = models.IntegerField()
    tick = models.BigIntegerField()
    at = models.BigIntegerField()
    audience = models.TextField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    peaks = models.BinaryField()
    key = models.BinaryField(null=True)
    signature = models.BinaryField(null=True)

    class Meta:
        """One row an audience in each seal."""

        db_table = "seal"
        constraints = [models.UniqueConstraint("number", "audience", name="seal_once")]


class Register(models.Model):
    """The register itself: one row. ``origin`` is its own identifier, ``format`` the form of its ledger."""

    id = models.SmallIntegerField(primary_key=True)
    origin = IdField()
    format = models.SmallIntegerField()
    made_at = models.BigIntegerField()

    class Meta:
        """One row."""

        db_table = "register"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="register_is_one")]


class Erasure(models.Model):
    """The content of ``tick`` was erased, as the entry that arrived at ``named_by`` says (rule 15)."""

    tick = NumberField(primary_key=True)
    named_by = models.BigIntegerField()

    class Meta:
        """Without a row here no content can leave."""

        db_table = "erasure"
