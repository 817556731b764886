"""What words are about, in words; and whole addresses, for mails have no page that they stand on."""

from django.conf import settings

from servanda.i18n import Translator


def outside(path: str) -> str:
    """The whole address of a path, as the office gave it."""
    return f"{settings.SERVANDA_ADDRESS}{path}"


def what_words(t: Translator) -> dict[str, str]:
    """What a word is about."""
    return {
        "before": t.gettext("A date comes near"),
        "on": t.gettext("It is the day"),
        "after": t.gettext("The date has passed"),
        "withdrawn": t.gettext("A date was withdrawn"),
        "opened": t.gettext("Put under silence or to decision"),
        "objected": t.gettext("An objection came"),
        "decided": t.gettext("It was decided"),
        "changed": t.gettext("Something changed"),
        "account": t.gettext("Your account was changed"),
        "refused": t.gettext("Mail to someone was refused"),
    }
