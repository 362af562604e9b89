"""The settings of Django, out of the folder of a desk: nothing of them stands in another file."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from planner.messages import DEFAULT, LANGUAGES, language
from planner.web.database import address_of, settings_of
from planner.web.mail import server
from planner.web.signin import provider, proxy

HERE = Path(__file__).parent
SECRET, PROGRAMMES, BACKUPS, JOBS = "secret", "programmes", "backups", "jobs"
LOCK, COUNTS, SENT, BEFORE = "lock", "counts", "sent-", "before"
"""What the folder of a desk holds, beside its data (`database`); how folders of files begin that somebody sent, and
copies from before an upgrade.
"""
RESTORED = "restored"
"""A file that tells, until the desk is opened, that it was laid out of a copy."""
MEGABYTE = 2**20
IDLE, ABSOLUTE = 8 * 3600, 7 * 24 * 3600
"""Seconds after which a session ends: since the last page, and since the sign-in."""
TLS_ALONE = 30 * 24 * 3600
"""Seconds for which a browser then asks by TLS alone: short enough for a school that changes its mind."""
APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "planner.web.people",
    "planner.web.dossiers",
    "planner.web.jobs",
    "planner.web.school",
    "planner.web.sharing",
    "planner.web.rights",
    "planner.web.signin",
    "planner.web.calendars",
    "planner.web.agreements",
    "planner.web.mail",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "planner.web.counters.Counting",
    "planner.web.turns.Turns",
    "csp.middleware.CSPMiddleware",
    "planner.web.middleware.Words",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "planner.web.people.sessions.Limits",
    "planner.web.people.access.Access",
    "planner.web.signin.steps.SecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "planner.web.middleware.Refused",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "planner.web.context.desk",
            ],
            "builtins": [
                "planner.web.templatetags.words",
                "planner.web.templatetags.controls",
                "planner.web.templatetags.cards",
            ],
            "libraries": {"words": "planner.web.templatetags.words"},
        },
    }
]
VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
SIGN_IN_FORMS = {
    "login": "SignIn",
    "set_password": "FirstPassword",
    "change_password": "OtherPassword",
    "reauthenticate": "Again",
}
CODE_FORMS = {"authenticate": "Code", "activate_totp": "FirstCode"}
POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "planner.web.logs.Discreet"}, "busy": {"()": "planner.web.logs.Busy"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Requests that were refused are no news for who runs the server; defects are.
    "loggers": {
        "waitress.queue": {"level": "ERROR"},
        "django.request": {"level": "ERROR", "filters": ["busy"]},
        "django.security": {"level": "CRITICAL"},
    },
}


def make_folder(folder: Path) -> Path:
    """The folder of a desk, made where it is missing, for its owner's eyes alone.

    Raises:
        OSError: it cannot be made.
    """
    os.umask(0o077)
    for path in (folder, *(folder / name for name in (PROGRAMMES, BACKUPS, JOBS, COUNTS))):
        path.mkdir(parents=True, exist_ok=True)
    return folder


def secret(folder: Path) -> str:
    """The key that signs cookies: made once, and kept in the folder; whole, whoever else makes one at that moment."""
    path, part = folder / SECRET, folder / f"{SECRET}.{secrets.token_hex(4)}"
    if not path.exists():
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
    return path.read_text()


def values(
    folder: Path,
    *,
    hosts: Sequence[str] = ("127.0.0.1", "localhost", "[::1]"),
    tls: str = "",
    database: str = "",
    address: str = "",
) -> dict[str, Any]:
    """Django's settings for a desk. `tls` is the host at which people reach it by TLS: then nothing travels without.
    `database` is the address of another one than it used so far, `address` what people type, where that is known.
    """
    return {
        "SECRET_KEY": secret(folder),
        "DESK": folder,
        "ADDRESS": address,
        "DEBUG": False,
        "ALLOWED_HOSTS": list(hosts),
        "ROOT_URLCONF": "planner.web.urls",
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": TEMPLATES,
        "DATABASES": {"default": settings_of(folder, database or address_of(folder))},
        # Attempts are counted in files, for all processes; with room for more accounts than somebody tries in a while.
        "CACHES": {
            "default": {
                "BACKEND": "planner.web.counts.Counts",
                "LOCATION": folder / COUNTS,
                "OPTIONS": {"MAX_ENTRIES": 50_000},
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        **_sign_in(),
        **provider.values(folder),
        **proxy.values(folder),
        **server.values(folder),
        **_safety(tls),
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * MEGABYTE,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 2 * MEGABYTE,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2000,
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "LANGUAGE_CODE": DEFAULT,
        "LANGUAGES": [(code, language(code).messages["language.name"]) for code in LANGUAGES],
        "USE_I18N": True,
        "USE_TZ": True,
        "TIME_ZONE": "Europe/Paris",
        "LOGGING": LOGS,
    }


def _sign_in() -> dict[str, Any]:
    """How people sign in: nobody by mail, nobody by themselves."""
    return {
        "AUTH_USER_MODEL": "people.Person",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": VALIDATORS,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "home",
        "LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_ADAPTER": "planner.web.people.adapter.Adapter",
        "ACCOUNT_FORMS": {name: f"planner.web.people.sign_in.{form}" for name, form in SIGN_IN_FORMS.items()},
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_REAUTHENTICATION_METHODS": ("password",),
        "MFA_ADAPTER": "planner.web.signin.adapter.Adapter",
        "MFA_FORMS": {name: f"planner.web.signin.forms.{form}" for name, form in CODE_FORMS.items()},
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_TOTP_TOLERANCE": 1,
    }


def _safety(tls: str) -> dict[str, Any]:
    """What cookies and browsers are held to."""
    secure = bool(tls)
    return {
        "SESSION_ENGINE": "planner.web.people.session_store",
        "SESSION_COOKIE_AGE": IDLE,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_FAILURE_VIEW": "planner.web.errors.csrf_failure",
        "SECURE_SSL_REDIRECT": secure,
        "SECURE_SSL_HOST": tls or None,
        "SECURE_REDIRECT_EXEMPT": ["^healthz$", "^metrics$"],
        "SECURE_HSTS_SECONDS": TLS_ALONE if secure else 0,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": POLICY,
    }


def configure(folder: Path, **how: Any) -> None:
    """Let Django use the desk of a folder; once in a process."""
    import django
    from django.conf import settings

    from planner.storage.registry import KNOWN

    if not settings.configured:
        settings.configure(**values(make_folder(folder), **how))
    KNOWN.add(folder / PROGRAMMES)
    django.setup()
