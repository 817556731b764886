"""Django's settings, read from the environment; ``docs/reference/settings.md`` lists every variable.

``DATABASE_URL``          where the register is (see ``database_url``); else a SQLite file in the data folder
``SERVANDA_DATA``         the data folder; else ``var/`` of a clone, or ``$XDG_DATA_HOME/servanda`` when installed
``SERVANDA_FRAMEWORKS``   a folder of your own frameworks, read beside those that are shipped
``SERVANDA_POLICY``       the marking policy whose words are used: plain, nato-like, eu-like, or one of your own
``SERVANDA_POLICIES``     a folder of your own marking policies, read beside those that are shipped
``SERVANDA_MAPPINGS``     a folder of your own mappings of foreign files, read beside those that are shipped
``SERVANDA_FONTS``        a folder of more fonts for documents, for letters that those shipped have not
``SERVANDA_TEMPLATE``     the office's own template of a brief in Word; else the shipped one
``SERVANDA_TIME_ZONE``    the time zone that days are reckoned in, such as Asia/Baku; else UTC
``SERVANDA_CLOCK_TOLERANCE``  how many seconds the clocks of those who record may be apart; else 60
``SERVANDA_ADDRESS``      the pages' address from outside, such as https://register.example, behind a proxy
``SERVANDA_SECRET_KEY``   signs forms and cookies; else a key kept in the data folder
``SERVANDA_HOSTS``        host names the pages answer to, with commas; else this machine only
``SERVANDA_IMPORT_...``   what is taken of a foreign file at most: see ``SERVANDA_IMPORT`` below
``SERVANDA_UPLOADS``      where files uploaded to be imported wait; else a folder in the data folder
``SERVANDA_KEYS``         where the key that signs seals is kept; else a folder in the data folder
``SERVANDA_SECOND_PROOF`` who must have set up a second proof to act: administrators, or nobody; see below
``SERVANDA_PROXIES``      how many proxies stand before the pages, to count failed sign-ins by whose they are
``SERVANDA_OIDC_...``     another sign-in that the office has: see ``oidc_apps`` below
``SERVANDA_MAIL_...``     the server that mail is sent by: see ``mail_settings`` below
``SERVANDA_DEBUG``        1 shows faults in full; never on a machine that others reach
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda.database_url import database_from, sqlite_database
from servanda.errors import UsageError
from servanda.kernel.marking import LEVELS

MEGABYTE = 1024 * 1024
PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return the folder of the default register: a clone keeps its own, so that two clones never share one."""
    if named := os.environ.get("SERVANDA_DATA"):
        return Path(named).expanduser().absolute()
    if (PACKAGE.parent / "pyproject.toml").is_file():
        return PACKAGE.parent / "var"
    home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home).expanduser() / "servanda"


def secret_key(folder: Path) -> str:
    """Return the signing key: the environment's, else the one kept in ``folder``, made on first use.

    Where the folder cannot be written the key lives as long as the process: forms then expire at a restart.
    """
    if given := os.environ.get("SERVANDA_SECRET_KEY"):
        return given
    kept = folder / "secret-key"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _write_privately(kept, secrets.token_urlsafe(50))
        return kept.read_text(encoding="ascii")
    return secrets.token_urlsafe(50)


def _write_privately(path: Path, text: str) -> None:
    # Linked into place whole: of two servers that start at once neither reads half a key.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        path.hardlink_to(draft)
    finally:
        draft.unlink()


def time_zone(name: str) -> str:
    """Return ``name`` if it is a time zone; raises ``UsageError`` if it is not."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            "bad-time-zone",
            f"SERVANDA_TIME_ZONE names no time zone: {name!r}.",
            "give a name of the IANA list, such as Asia/Baku, or leave it out for UTC",
        ) from None
    return name


def outside_address(text: str) -> str:
    """Return scheme and host of the pages' address from outside; raises ``UsageError`` for anything else."""
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query):
        raise UsageError(
            "bad-address",
            f"SERVANDA_ADDRESS is no address of pages: {text!r}.",
            "give scheme and host, and a port if it has one: https://register.example",
        )
    return f"{parts.scheme}://{parts.netloc}" if text else ""


def whole_number(name: str, default: int, least: int = 1) -> int:
    """Return the number that the environment gives under ``name``; raises ``UsageError`` for what is none from 1."""
    given = os.environ.get(name) or str(default)
    if not given.isdecimal() or len(given) > 15 or int(given) < least:
        sentence = f"{name} is no whole number: {given!r}."
        raise UsageError("bad-number", sentence, f"give a number from {least}, or leave it out")
    return int(given)


_HERE = ("localhost", "127.0.0.1", "::1")


def second_proof(said: str, address: str) -> str:
    """Who must have set up a second proof to act: ``administrators``, or ``nobody``. Raises ``UsageError``."""
    if said not in ("", "administrators", "nobody"):
        raise UsageError(
            "bad-second-proof",
            f"SERVANDA_SECOND_PROOF is neither administrators nor nobody: {said!r}.",
            "give one of the two, or leave it out",
        )
    return said or ("administrators" if address.startswith("https:") else "nobody")


def oidc_apps(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what signs people in elsewhere, by OpenID Connect: none, or the one that the environment names.

    ``SERVANDA_OIDC_ISSUER`` is its address, ``SERVANDA_OIDC_CLIENT`` and ``SERVANDA_OIDC_SECRET`` what it knows these
    pages by, ``SERVANDA_OIDC_NAME`` what people call it. Raises ``UsageError`` where one of the first three is missing,
    or who signs in could be read and changed on the way.
    """
    issuer = environment.get("SERVANDA_OIDC_ISSUER", "")
    client, secret = environment.get("SERVANDA_OIDC_CLIENT", ""), environment.get("SERVANDA_OIDC_SECRET", "")
    if not (issuer or client or secret):
        return []
    if not (issuer and client and secret) or urlsplit(issuer).scheme not in ("http", "https"):
        raise UsageError(
            "bad-oidc",
            "Sign-in by OpenID Connect is half set up.",
            "set SERVANDA_OIDC_ISSUER to an address, and SERVANDA_OIDC_CLIENT and SERVANDA_OIDC_SECRET",
        )
    if urlsplit(issuer).scheme == "http" and urlsplit(issuer).hostname not in _HERE:
        sentence = "Who signs in elsewhere would go over the network for everyone to read and change."
        raise UsageError("bad-oidc", sentence, "set SERVANDA_OIDC_ISSUER to an address that begins with https")
    own = {"server_url": issuer, "uid_field": "sub", "oauth_pkce_enabled": True}
    name = environment.get("SERVANDA_OIDC_NAME") or urlsplit(issuer).hostname
    return [{"provider_id": "office", "name": name, "client_id": client, "secret": secret, "settings": own}]


def mail_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return how mail is sent: not at all, or by the server that the environment names.

    ``SERVANDA_MAIL_HOST`` is the server and ``SERVANDA_MAIL_FROM`` the address mail comes from; ``SERVANDA_MAIL_TLS``
    is ``starttls``, ``implicit`` or ``none``, ``SERVANDA_MAIL_PORT`` 587, 465 or 25 unless said,
    ``SERVANDA_MAIL_USER`` and ``SERVANDA_MAIL_PASSWORD`` what the server knows us by, ``SERVANDA_MAIL_LEVEL`` the level
    up to which a mail may tell what is marked. Raises ``UsageError`` for what
    is half set up.
    """
    host, sender = environment.get("SERVANDA_MAIL_HOST", ""), environment.get("SERVANDA_MAIL_FROM", "")
    tls = environment.get("SERVANDA_MAIL_TLS") or "starttls"
    user, password = environment.get("SERVANDA_MAIL_USER", ""), environment.get("SERVANDA_MAIL_PASSWORD", "")
    address = parseaddr(sender)[1]
    is_address = address.count("@") == 1 and address.isprintable() and " " not in address
    if bool(host) != bool(sender) or (sender and not (is_address and sender.isprintable())) or tls not in _MAIL_PORTS:
        raise UsageError(
            "bad-mail",
            "Mail is half set up.",
            "set SERVANDA_MAIL_HOST to the server and SERVANDA_MAIL_FROM to an address such as register@example.org; "
            "SERVANDA_MAIL_TLS is starttls, implicit or none",
        )
    if (user or password) and tls == "none" and host not in _HERE:
        raise UsageError(
            "bad-mail",
            "The password of the mail server would go over the network for everyone to read.",
            "set SERVANDA_MAIL_TLS to starttls or implicit",
        )
    port = whole_number("SERVANDA_MAIL_PORT", _MAIL_PORTS[tls])
    level = environment.get("SERVANDA_MAIL_LEVEL") or "public"
    if level not in ("public", *LEVELS):
        raise UsageError(
            "bad-mail", f"SERVANDA_MAIL_LEVEL is no level: {level!r}.", f"give public, {', '.join(LEVELS)}"
        )
    return {"LEVEL": level, "HOST": host, "FROM": sender, "TLS": tls, "PORT": port, "USER": user, "PASSWORD": password}


_MAIL_PORTS = {"starttls": 587, "implicit": 465, "none": 25}
DATA_FOLDER = data_folder()
DATABASE_URL = os.environ.get("DATABASE_URL")
DATABASES = {
    "default": database_from(DATABASE_URL) if DATABASE_URL else sqlite_database(DATA_FOLDER / "register.sqlite3")
}
SERVANDA_FRAMEWORKS = os.environ.get("SERVANDA_FRAMEWORKS")
SERVANDA_POLICY = os.environ.get("SERVANDA_POLICY") or "plain"
SERVANDA_POLICIES = os.environ.get("SERVANDA_POLICIES") or None
SERVANDA_FONTS = os.environ.get("SERVANDA_FONTS") or None
SERVANDA_TEMPLATE = os.environ.get("SERVANDA_TEMPLATE") or None
# What is taken of a foreign file at most: servanda/exchange/formats/model.py says what each bounds.
SERVANDA_IMPORT = {
    "file_bytes": whole_number("SERVANDA_IMPORT_BYTES", 256 * MEGABYTE),
    "unpacked_bytes": whole_number("SERVANDA_IMPORT_UNPACKED", 1024 * MEGABYTE),
    "memory_bytes": whole_number("SERVANDA_IMPORT_MEMORY", 2048 * MEGABYTE),
    "rows": whole_number("SERVANDA_IMPORT_ROWS", 500_000),
    "columns": whole_number("SERVANDA_IMPORT_COLUMNS", 1_000),
    "cell_characters": whole_number("SERVANDA_IMPORT_CELL", 1_000_000),
    "seconds": whole_number("SERVANDA_IMPORT_SECONDS", 120),
}
SERVANDA_CLOCK_TOLERANCE = whole_number("SERVANDA_CLOCK_TOLERANCE", 60)
SERVANDA_MAPPINGS = os.environ.get("SERVANDA_MAPPINGS")
# Files that were uploaded to be imported: a folder that only we can read, each file for two hours at most.
SERVANDA_UPLOADS = os.environ.get("SERVANDA_UPLOADS") or str(DATA_FOLDER / "uploads")
SERVANDA_KEYS = os.environ.get("SERVANDA_KEYS") or str(DATA_FOLDER / "keys")
_MAIL = mail_settings(os.environ)
SERVANDA_MAIL_LEVEL = _MAIL["LEVEL"]
SERVANDA_MAIL_HOST, SERVANDA_MAIL_PORT, SERVANDA_MAIL_TLS = _MAIL["HOST"], _MAIL["PORT"], _MAIL["TLS"]
SERVANDA_MAIL_USER, SERVANDA_MAIL_PASSWORD, SERVANDA_MAIL_FROM = _MAIL["USER"], _MAIL["PASSWORD"], _MAIL["FROM"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = secret_key(DATA_FOLDER)
DEBUG = os.environ.get("SERVANDA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("SERVANDA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# What a proxy's headers claim is never believed: what the outside sees is said here, once.
SERVANDA_ADDRESS = outside_address(os.environ.get("SERVANDA_ADDRESS", ""))
if SERVANDA_ADDRESS:
    ALLOWED_HOSTS.append(urlsplit(SERVANDA_ADDRESS).hostname or "")
    CSRF_TRUSTED_ORIGINS = [SERVANDA_ADDRESS]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SERVANDA_ADDRESS.startswith("https:")
# A cookie of such a name a browser takes from this host alone, by TLS alone: no neighbour can plant one.
_OWN = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_OWN}servanda-session", f"{_OWN}csrftoken"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "servanda.accounts",
    "servanda.jobs",
    "servanda.outbox",
    "servanda.ledger",
    "servanda.projection",
    "servanda.drafting",
    "servanda.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servanda.web.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "servanda.web.logs.telling",
    "servanda.web.middleware.private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "servanda.web.middleware.language",
    "servanda.web.middleware.size",
    "servanda.web.middleware.forms_only",
    "servanda.web.signing.tokens.bearer",
    "servanda.web.middleware.noting",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# To the output of the service, where its keeper looks: faults of the program, and what bears on security.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "servanda.web.loglines.Lines"}},
    "handlers": {"service": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "loggers": {
        "django": {"handlers": ["service"], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # what was refused is told by ours, with who asked
        "servanda": {"handlers": ["service"], "level": "INFO"},
    },
}
ROOT_URLCONF = "servanda.web.urls"
CSRF_FAILURE_VIEW = "servanda.web.faults.stale_form"
WSGI_APPLICATION = "servanda.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("servanda.web.drawing.settledtemplates.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "servanda.web.visitor.in_templates",
            ],
        },
    }
]

# WhiteNoise reads the files where they lie: an installed package serves them with no collecting step.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS, WHITENOISE_ALLOW_ALL_ORIGINS = True, False

USE_TZ = True
TIME_ZONE = time_zone(os.environ.get("SERVANDA_TIME_ZONE") or "UTC")
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("az", "Azərbaycanca")]
LOCALE_PATHS = [PACKAGE / "locale"]

# Who signs in, and how.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "servanda.accounts.passwords.NotTooLong"},
]  # fmt: skip
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# In the database, for it counts failed sign-ins: all workers of all machines must count together, and a crowd of
# made-up addresses must not push the counts out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("SERVANDA_PROXIES", 0, least=0)
ACCOUNT_ADAPTER = "servanda.web.signing.signin.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is handed over by whoever keeps the accounts
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# Unless it is said, whoever is reached from outside asks for it; one's own machine and a demonstration do not.
SERVANDA_SECOND_PROOF = second_proof(os.environ.get("SERVANDA_SECOND_PROOF", ""), SERVANDA_ADDRESS)
MFA_ADAPTER = "servanda.web.signing.signin.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Servanda"
MFA_TOTP_TOLERANCE = 1  # half minutes that a telephone's clock may be off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SERVANDA_ADDRESS.startswith("https:")  # a browser does so on localhost alone
SOCIALACCOUNT_ADAPTER = "servanda.web.signing.signin.Elsewhere"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(os.environ)}}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
