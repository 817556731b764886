"""What was read is told without the secret addresses of feeds, short names and words looked for, in older rows too.
Nor do feeds and the acts that made or ended them keep the title of what they are of.

These rows only come; this is the one time that the triggers are lifted, in the transaction of the migration.
"""

import hashlib
import re

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

from servanda.accounts import triggers

_LIFTED = ("account_act", "reading")
_AT_ONCE = 1000
_ID = re.compile(r"[0-9a-f]{32}")


def redact(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Say of a reading by a secret address whose feed it was; of others, the words of the address and identifiers."""
    readings, feeds = apps.get_model("accounts", "Reading"), apps.get_model("accounts", "Feed")
    lifted = triggers.lifted_postgresql if editor.connection.vendor == "postgresql" else triggers.lifted_sqlite
    set_again = triggers.postgresql if editor.connection.vendor == "postgresql" else triggers.sqlite
    for statement in lifted(_LIFTED):
        editor.execute(statement, params=None)
    feeds.objects.update(name=F("record"))
    acts = apps.get_model("accounts", "Act").objects
    for pk, detail in acts.filter(what__in=("feed made", "feed ended")).values_list("pk", "detail"):
        acts.filter(pk=pk).update(detail={key: value for key, value in detail.items() if key != "name"})
    of = {feed.digest: feed for feed in feeds.objects.all()}
    last = 0
    kept = readings.objects.order_by("pk").values_list("pk", "door", "what")
    while rows := list(kept.filter(pk__gt=last)[:_AT_ONCE]):
        for last, door, what in rows:
            feed = of.get(_digest(what))
            if feed is not None:
                changed = {"what": f"feed {feed.id}", "door": "feed", "by_id": feed.person_id}
            else:
                changed = {"what": _command(what) if door == "command" else _page(what)}
            readings.objects.filter(pk=last).update(**changed)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)  # a table that waits for them is not altered
    for statement in set_again(_LIFTED):
        editor.execute(statement, params=None)


def _digest(what: str) -> str:
    found = re.match(r"\w+ /feed/([^/]+)/", what)
    return hashlib.sha256(found[1].encode()).hexdigest() if found else ""


def _page(what: str) -> str:
    """An address without what follows its path; between the words of a path stand names and identifiers."""
    method, _, path = what.partition("?")[0].partition(" ")
    first, *rest = path.strip("/").split("/")
    named = [part for part in rest if _ID.fullmatch(part) and first != "import"]
    words = [part for part in rest if part in _WORDS]
    return " ".join((method, first, *words, *named)).strip()


def _command(what: str) -> str:
    return re.split(r" \w+=", what, maxsplit=1)[0]


_WORDS = frozenset(
    {"agenda", "answers", "audit", "brief.docx", "brief.html", "brief.json", "brief.md", "brief.pdf", "brief.txt",
     "calendar", "changes.atom", "compare", "correct", "course", "date", "dates", "dates.ics", "desk", "disputes",
     "issue", "issued", "items.csv", "log", "mapping", "mark", "meeting", "minutes", "minutes.docx", "minutes.pdf",
     "people", "person", "post", "preview.json", "press", "succession", "table", "text", "told"}
)  # fmt: skip


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("accounts", "0004_reading")]
    operations = [migrations.RunPython(redact)]
