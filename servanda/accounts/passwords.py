"""What a password may be, beside what Django asks of it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class NotTooLong:
    """A password has an end: what is hashed at each sign-in is bounded."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ``ValidationError`` for one that is too long."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """The rule, in words."""
        return _("The password has at most %(n)d characters.") % {"n": LONGEST}
