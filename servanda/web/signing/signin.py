"""What allauth, which signs people in, is told about this house: no open sign-up, no mail, secrets kept encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from servanda.accounts import changes
from servanda.accounts.models import Person
from servanda.web.faults import refused
from servanda.web.logs import too_many


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: whoever keeps the accounts makes them."""
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Keep a changed password, with the act that says so: its person is told."""
        changes.set_password(user, password)

    def is_safe_url(self, url: str | None) -> bool:
        """Go nowhere but to a path of these pages after signing in."""
        return bool(url) and str(url).startswith("/") and super().is_safe_url(str(url))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try, and tell the log of one that is held back."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            too_many(credentials, request)
            raise


class Elsewhere(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in with the office's own sign-in: for people who have an account here under the same e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the sign-in to the account with an address that the other side has verified; refuse all others."""
        if sociallogin.is_existing:
            return
        verified = [one.email.strip().lower() for one in sociallogin.email_addresses if one.verified]
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            sentence = _("There is no account here for the address that you signed in with elsewhere.")
            remedy = _("Ask whoever keeps the accounts of this register for an invitation.")
            raise ImmediateHttpResponse(refused(request, sentence, remedy))
        sociallogin.connect(request, person)


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor are of no use to whoever reads the database without the signing key."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """What the browser shows a passkey to be for."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Servanda"}


_PROOFS = {"totp": "codes of an app", "webauthn": "passkey", "recovery_codes": "recovery codes"}


def note_proofs() -> None:
    """Have it noted, and their persons told, when second proofs come, go or are made anew."""
    signals.authenticator_added.connect(_added)
    signals.authenticator_removed.connect(_removed)
    signals.authenticator_reset.connect(_made_anew)


def _added(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    changes.note_proof(user, "proof added", _PROOFS[authenticator.type])


def _removed(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    changes.note_proof(user, "proof removed", _PROOFS[authenticator.type])


def _made_anew(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    changes.note_proof(user, "proof made anew", _PROOFS[authenticator.type])


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors\x00" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
