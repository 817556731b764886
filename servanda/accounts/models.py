"""The tables of people. What was given to them is never edited: a withdrawal is a row of its own, as everything here.

``act`` says who did what and when; the rows beside it hold what was given. ``triggers`` keeps the database from
changing any of them. A person's own row can change (a name, a password), and be emptied when someone must leave.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from servanda.kernel.identity import random_id

LONGEST_NAME = 100


class People(BaseUserManager["Person"]):
    """Finds people by e-mail address, however its letters are written."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find a person; raises ``Person.DoesNotExist``."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone with an account. The identifier is random: nothing follows from it, and it cannot be guessed."""

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    class Meta:
        """One person, one address."""

        db_table = "person"

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Act(models.Model):
    """Something done to accounts: when, by whom (or by the command line of the machine), what, to whom, and why."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_words = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=32)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("Post", models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        """Rows only come."""

        db_table = "account_act"


class Post(models.Model):
    """A body's desk, which people hold one after another. ``party`` is the body's record, if it has one."""

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    party = models.CharField(max_length=32, blank=True)

    class Meta:
        """A desk has one name."""

        db_table = "post"

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Given(models.Model):
    """What is given from a day until a day, or without an end; and the act that gave it."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each has a table of its own."""

        abstract = True


class Holding(Given):
    """A person holds a post."""

    class Meta:
        """Asked for by either."""

        db_table = "holding"


_TO_ONE = models.Q(person__isnull=True) ^ models.Q(post__isnull=True)


class Clearance(Given):
    """A person or a post may see what is marked up to a level, and what is released to some groups."""

    level = models.CharField(max_length=32)
    groups = models.JSONField(default=list)

    class Meta:
        """To a person or a post."""

        db_table = "clearance"
        constraints = [models.CheckConstraint(condition=_TO_ONE, name="clearance_to_one")]


class Grant(Given):
    """A person or a post has a role at a place: a record's identifier, or nothing for the register as a whole."""

    role = models.CharField(max_length=32)
    place = models.CharField(max_length=32, blank=True, db_index=True)

    class Meta:
        """To a person or a post. The word "grant" is taken in SQL."""

        db_table = "role_grant"
        constraints = [models.CheckConstraint(condition=_TO_ONE, name="grant_to_one")]


class Withdrawal(models.Model):
    """A holding, a clearance or a grant was taken back, at the moment of the act."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="+")
    holding = models.OneToOneField(Holding, models.PROTECT, null=True, related_name="withdrawal")
    clearance = models.OneToOneField(Clearance, models.PROTECT, null=True, related_name="withdrawal")
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, related_name="withdrawal")

    class Meta:
        """Each thing is taken back once."""

        db_table = "withdrawal"


class Reading(models.Model):
    """Something that is not public was read: by whom, by which door, and which records with their highest marking."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_words = models.TextField(blank=True)
    token = models.BooleanField(default=False)
    door = models.CharField(max_length=16)
    what = models.TextField()
    marking = models.TextField()
    records = models.TextField()

    class Meta:
        """Rows only come."""

        db_table = "reading"


class Invitation(models.Model):
    """A secret address at which a person chooses a password: for the first time, or because the old one is lost."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        """Only the hash of the secret is kept."""

        db_table = "invitation"


class Token(models.Model):
    """A program's key to what a person may do, narrowed: only to read, or at one place only, until it expires."""

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    place = models.CharField(max_length=32, blank=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        """Only the hash of the secret is kept."""

        db_table = "token"


class Feed(models.Model):
    """A secret address of a person, at which programs fetch a calendar and what changed: it reads, no more.

    ``record`` is what it is of; nothing: all that is the person's own. It reads as the person may at the moment of
    asking: ``level`` names another of the person's readers than the highest, and "anyone" what the world may see.
    """

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    digest = models.CharField(max_length=64, unique=True)
    record = models.CharField(max_length=32, blank=True)
    level = models.CharField(max_length=32, blank=True)
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        """Only the hash of the secret is kept."""

        db_table = "feed"


class Kept(models.Model):
    """Django's cache in the database: what counts failed sign-ins counts them for all workers of all machines."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """The columns are those of ``DatabaseCache``."""

        db_table = "cache_entry"
