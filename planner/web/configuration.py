"""The settings of Django, out of the folder of a desk: nothing of them stands in another file."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from planner.messages import DEFAULT, LANGUAGES, language

HERE = Path(__file__).parent
DATABASE, SECRET, PROGRAMMES, BACKUPS, JOBS = "desk.sqlite3", "secret", "programmes", "backups", "jobs"
"""What the folder of a desk holds."""
MEGABYTE = 2**20
IDLE, ABSOLUTE = 8 * 3600, 7 * 24 * 3600
"""Seconds after which a session ends: since the last page, and since the sign-in."""
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
    "allauth.usersessions",
    "planner.web.people",
    "planner.web.dossiers",
    "planner.web.jobs",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "planner.web.middleware.Words",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "planner.web.people.sessions.Limits",
    "planner.web.people.access.Access",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
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
    "filters": {"discreet": {"()": "planner.web.logs.Discreet"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Requests that were refused are no news for who runs the server; defects are.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "CRITICAL"}},
}


def make_folder(folder: Path) -> Path:
    """The folder of a desk, made where it is missing, for its owner's eyes alone.

    Raises:
        OSError: it cannot be made.
    """
    os.umask(0o077)
    for path in (folder, folder / PROGRAMMES, folder / BACKUPS, folder / JOBS):
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
    folder: Path, *, hosts: Sequence[str] = ("127.0.0.1", "localhost", "[::1]"), secure: bool = False
) -> dict[str, Any]:
    """Django's settings for a desk. `secure`: people reach it by TLS, so cookies never travel without."""
    return {
        "SECRET_KEY": secret(folder),
        "DESK": folder,
        "DEBUG": False,
        "ALLOWED_HOSTS": list(hosts),
        "ROOT_URLCONF": "planner.web.urls",
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": TEMPLATES,
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / DATABASE,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
                },
            }
        },
        # Who counts attempts has room for more accounts than somebody tries in a while.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "OPTIONS": {"MAX_ENTRIES": 50_000},
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        **_sign_in(),
        **_safety(secure),
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
        "ACCOUNT_FORMS": {"login": "planner.web.people.sign_in.SignIn"},
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_SESSION_REMEMBER": False,
    }


def _safety(secure: bool) -> dict[str, Any]:
    """What cookies and browsers are held to."""
    return {
        "SESSION_COOKIE_AGE": IDLE,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_FAILURE_VIEW": "planner.web.errors.csrf_failure",
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
