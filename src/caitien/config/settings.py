"""Django's settings. Everything a site may change comes from CAITIEN_… variables (environment.py).

The defaults run one school on one machine: SQLite, files in the data folder, no mail server.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import constants as levels

from . import environment as env
from . import file_store
from .database import default_database

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
SECRET_KEY = env.secret_key()
HOSTS = env.hosts()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]
#: addresses by https; a proxy in front says so (X-Forwarded-Proto)
SECURE = env.flag("HTTPS")
#: full names only: who serves all names below one need not trust them all
CSRF_TRUSTED_ORIGINS = (
    [f"https://{host}" for host in HOSTS if not host.startswith((".", "*"))] if SECURE else []
)

INSTALLED_APPS = [
    "caitien.apps.CaitienConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_include_bootstrap",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caitien.ui.middleware.SignInFirst",
    "caitien.ui.middleware_problems.TellProblems",
]
ROOT_URLCONF = "caitien.config.urls"
WSGI_APPLICATION = "caitien.config.wsgi.application"
ROOMS = ("ui", "accounts", "schools", "notices", "plans", "exchange", "reports")
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / room / "templates" for room in ROOMS],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "caitien.ui.context.frame",
                "caitien.notices.context.frame",
            ],
            "builtins": ["caitien.ui.templatetags.caitien"],
        },
    }
]
FORM_RENDERER = "caitien.ui.forms.Renderer"

# -- data ---------------------------------------------------------------------------------------
DATABASES = {"default": default_database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "tep"
STORAGES: dict[str, Any] = {
    "default": file_store.default_storage(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
#: names with hashes, compressed, kept by browsers for ever (`caitien-web prepare` collects them)
if not DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "caitien.ui.storage.Storage"
WHITENOISE_USE_FINDERS = DEBUG
STATICFILES_DIRS = [PACKAGE / "ui" / "static"]
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES: dict[str, Any] = {
    #: memory of the process; tries and used codes in the database, for all processes
    "default": {"BACKEND": "caitien.accounts.shared_cache.SiteCache"},
    #: parts of pages, each under the hash of all it was drawn from
    "drawn": {"BACKEND": _MEMORY, "LOCATION": "drawn", "TIMEOUT": 3600,
              "OPTIONS": {"MAX_ENTRIES": 300}},
}  # fmt: skip
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
#: largest file that may be uploaded, in bytes, and most files at once
UPLOAD_MAX_BYTES = env.number("UPLOAD_MB", 50, least=1) * 1024 * 1024
UPLOAD_MAX_FILES = 40
#: LibreOffice for pictures of .docx pages: None looks for it, "" does without
SOFFICE = {"": None, "0": ""}.get(env.text("SOFFICE"), env.text("SOFFICE"))

# -- jobs ---------------------------------------------------------------------------------------
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# -- words, days, numbers -----------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = env.time_zone()
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["caitien.ui.formats"]
LOCALE_PATHS = [PACKAGE / "ui" / "locale", PACKAGE / "accounts" / "locale"]

# -- who signs in -------------------------------------------------------------------------------
AUTH_USER_MODEL = "caitien.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "full_name", "phone")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
MFA_ADAPTER = "caitien.accounts.adapters.MFAAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "caitien.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "caitien.accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
#: proxies in front that may be believed about the visitor's address
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 1 if SECURE else 0)
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Cải Tiến] "
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cải Tiến"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
OIDC_ISSUER = env.text("OIDC_ISSUER")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
#: signing in with the office's account sends the browser there
OIDC_ORIGIN: list[str] = []
if OIDC_ISSUER:
    OIDC_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER))]
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "don-vi",
                "name": env.text("OIDC_NAME", "Tài khoản của đơn vị"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
    }

# -- what a browser may do ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGIN],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
CSRF_FAILURE_VIEW = "caitien.ui.errors.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "caitien.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0

# -- mail ---------------------------------------------------------------------------------------
MAIL_HOST = env.text("MAIL_HOST")
#: all mail goes through the outbox, which retries; it sends by MAIL_BACKEND
EMAIL_BACKEND = "caitien.notices.backend.Outbox"
MAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_HOST else 'dummy'}.EmailBackend"
ACCOUNT_EMAIL_NOTIFICATIONS = bool(MAIL_HOST)
EMAIL_HOST = MAIL_HOST or "localhost"
EMAIL_PORT = env.number("MAIL_PORT", 587, least=1)
EMAIL_HOST_USER = env.text("MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "caitien@localhost")

MESSAGE_TAGS = {levels.ERROR: "error", levels.WARNING: "warning", levels.SUCCESS: "success"}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "faults": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
    },
    "root": {"handlers": ["stderr"], "level": env.log_level()},
    "loggers": {
        "waitress.queue": {"level": "ERROR"},  # a request that waits for a thread is no news
        # nor is a job that went as it should; the worker sets these levels anew, so the handler
        # leaves out
        "django_tasks": {"handlers": ["faults"], "propagate": False},
        "django_tasks_db": {"handlers": ["faults"], "propagate": False},
    },
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []
