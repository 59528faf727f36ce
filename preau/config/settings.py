"""Settings: read from the environment, decided nowhere else.

| variable | meaning |
|---|---|
| PREAU_DATABASE_URL | postgresql://user:password@host:port/base (PostgreSQL 15 or newer) |
| PREAU_DB_ROLE | role taken after connecting: `preau_app` for screens (default), empty for the owner |
| PREAU_SECRET_KEY | secret of signatures; without it, `var/secret_key` |
| PREAU_VAR | folder of what Préau writes (default: `var` beside the code) |
| PREAU_HOSTS | host names served, separated by commas (default: all, for the demonstration) |
| PREAU_HTTPS | `1` behind HTTPS: cookies marked secure, HSTS |
| PREAU_LIVE_URL | public address of the live process; without it, same host on PREAU_LIVE_PORT |
| PREAU_SMTP_URL | smtp://user:password@host:port ; without it, e-mails go to `var/mail` |
| PREAU_PUSH_CONTACT | e-mail address given to push services |
| PREAU_CLAMD | antivirus for attached files: `/run/clamav/clamd.ctl` or host:port; without it, none |
| PREAU_DEMONSTRATION | `1`: the banner says at which hour the demonstration lives |
| PREAU_PLAIN_STATIC | `1`: static files under their own names, not collected (tests) |
| PREAU_DEBUG | `1` to develop: templates read again at each request |
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PREAU_VAR", ROOT / "var"))
DEBUG = os.environ.get("PREAU_DEBUG") == "1"
DEMONSTRATION = os.environ.get("PREAU_DEMONSTRATION") == "1"
HTTPS = os.environ.get("PREAU_HTTPS") == "1"


#: What stands in for a secret while nothing is signed (migrations, checks). `wsgi.py` refuses to serve with it.
NO_SECRET = "sans-secret"  # noqa: S105 - that is what it says


def _secret_key() -> str:
    given = os.environ.get("PREAU_SECRET_KEY")
    if given:
        return given
    kept = VAR / "secret_key"
    if kept.exists():
        return kept.read_text().strip()
    return NO_SECRET


def _database(url: str) -> dict[str, object]:
    """A Django database from a URL. Prepared statements from the second use on, connections kept."""
    parts = urlsplit(url)
    role = os.environ.get("PREAU_DB_ROLE", "preau_app")
    options = "-c timezone=UTC -c jit=off"
    if role:
        # Screens ask by ids: the plan never depends on which, and planning costs more than reading.
        options += f" -c role={role} -c plan_cache_mode=force_generic_plan"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1, "options": options},
        "TEST": {"NAME": "preau_test"},
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h for h in os.environ.get("PREAU_HOSTS", "*").split(",") if h]
ROOT_URLCONF = "preau.config.urls"
WSGI_APPLICATION = "preau.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "preau.foundation.languages",
    "preau.foundation.tenancy",
    "preau.foundation.ledger",
    "preau.foundation.notices",
    "preau.foundation.ui",
    "preau.directory",
    "preau.access",
    "preau.timetable",
    "preau.outreach",
    "preau.vigilance",
    "preau.attendance",
    "preau.grading",
    "preau.messaging",
    "preau.news",
    "preau.liaison",
    "preau.bulletins",
    "preau.exchange.aaf",
    "preau.exchange.upload",
    "preau.exchange.lsu",
    "preau.portal",
    "preau.console",
    "preau.flows",
]

MIDDLEWARE = [
    "preau.foundation.screens.middleware.RefusalMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "preau.foundation.screens.middleware.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "preau.access.middleware.ActorMiddleware",
]

DATABASES = {"default": _database(os.environ.get("PREAU_DATABASE_URL", "postgresql://preau@127.0.0.1:5432/preau"))}

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "preau.foundation.screens.templates.Templates",
        "APP_DIRS": False,
        "DIRS": [*sorted((ROOT / "preau").glob("*/templates")), *sorted((ROOT / "preau").glob("*/*/templates"))],
        "OPTIONS": {
            "environment": "preau.foundation.screens.templates.environment",
            "auto_reload": DEBUG,
        },
    }
]

LANGUAGE_CODE = "fr"
USE_I18N = True
LOCALE_PATHS = [VAR / "langues"]
USE_TZ = True
TIME_ZONE = "Europe/Paris"

PLAIN_STATIC = os.environ.get("PREAU_PLAIN_STATIC") == "1"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PLAIN_STATIC

CSRF_COOKIE_NAME = "preau_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "preau.foundation.screens.errors.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
# Only the screens that say so take files, and no more than they say.
FILE_UPLOAD_HANDLERS = ["preau.foundation.screens.uploads.BoundedUploadHandler"]
# A gradebook sent whole, without a script: two thousand cells (`write_marks.MOST_CELLS`), and what goes with them.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2100

PASSWORD_HASHERS = ["preau.access.passwords.Argon2id"]

LIVE_URL = os.environ.get("PREAU_LIVE_URL", "")
LIVE_PORT = int(os.environ.get("PREAU_LIVE_PORT", "8001"))

DEFAULT_FROM_EMAIL = os.environ.get("PREAU_FROM", "Préau <ne-pas-repondre@preau.example>")
_smtp = urlsplit(os.environ.get("PREAU_SMTP_URL", ""))
if _smtp.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname, _smtp.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

#: Where people find Préau (`https://preau.example`), for the links of mails; empty: mails have none.
PUBLIC_ADDRESS = os.environ.get("PREAU_ADDRESS", "").rstrip("/")
#: A Maildir where mail servers return what they could not deliver (`preau bounce`); empty: none is read.
BOUNCES = os.environ.get("PREAU_BOUNCES", "")
#: The gateway that sends SMS (`foundation/notices/sms.py` says what it is sent); empty: no SMS, and pages say so.
SMS_URL = os.environ.get("PREAU_SMS_URL", "")
SMS_KEY = os.environ.get("PREAU_SMS_KEY", "")
#: Folder of the ministry's schemas (`exchange/lsu/schemas.py`), not ours to distribute; empty: pages say so.
LSU_SCHEMAS = os.environ.get("PREAU_LSU_SCHEMAS", "")
#: The antivirus that looks at attached files (`foundation/files/antivirus.py`); empty: none, and pages say so.
CLAMD = os.environ.get("PREAU_CLAMD", "")
# Whom push services write to when something goes wrong; an address they may trust besides https (tests).
PUSH_CONTACT = os.environ.get("PREAU_PUSH_CONTACT", "exploitation@preau.example")
PUSH_TRUSTED = ""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PREAU_LOG", "WARNING")},
}
