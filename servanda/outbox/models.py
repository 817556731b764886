"""The tables of word to people. What a word said is not kept: it is told anew, from what its person may see then."""

from django.db import models

from servanda.accounts.models import Person

HOW = ("once", "daily", "weekly", "none")


class Follow(models.Model):
    """A person follows a record, from a moment on."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    record = models.CharField(max_length=32)
    since = models.DateTimeField()

    class Meta:
        """Followed once."""

        db_table = "follow"
        constraints = [models.UniqueConstraint("person", "record", name="follow_once")]


class Wish(models.Model):
    """How a person wishes to be told: at once, in one mail a day at most, weekly, or on the page only.

    ``refused`` says why mail to the person's address is not tried any more. ``gathered`` is the last moment and
    ``tick`` the last arrival up to which word was looked for.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    how = models.CharField(max_length=8, default="daily")
    refused = models.TextField(blank=True)
    gathered = models.DateTimeField(null=True)
    tick = models.BigIntegerField(default=0)
    looked = models.DateTimeField(null=True)
    looked_tick = models.BigIntegerField(default=0)

    class Meta:
        """One a person."""

        db_table = "wish"


class Mail(models.Model):
    """A mail to a person: waiting, sent, refused for good, failed after many attempts, or empty when its time came."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, default="word")
    address = models.CharField(max_length=254)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, default="waiting")
    made = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        """Listed by person."""

        db_table = "mail"
        indexes = [models.Index("person", "made", name="mail_person")]


class Word(models.Model):
    """Something a person was told, or is to be: ``key`` names it, so that it is told once."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    what = models.CharField(max_length=16)
    record = models.CharField(max_length=32)
    made = models.DateTimeField()
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="words")

    class Meta:
        """Told once to each."""

        db_table = "word"
        constraints = [models.UniqueConstraint("person", "key", name="word_once")]
        indexes = [models.Index("person", "made", name="word_person")]
