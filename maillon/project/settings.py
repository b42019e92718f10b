"""Settings: one file, from the environment. The environment wins over ``.env``."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from maillon.project import guard

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("MAILLON_DATA_DIR", default=str(Path.cwd())))
environ.Env.read_env(DATA_DIR / ".env", overwrite=False)

PRODUCTION = env("MAILLON_ENV", default="production") == "production"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
MAILLON_FIELD_KEYS = env("MAILLON_FIELD_KEYS", default="")
MAILLON_INDEX_KEY = env("MAILLON_INDEX_KEY", default="")
MAILLON_BACKUP_KEY = env("MAILLON_BACKUP_KEY", default="")
MAILLON_BACKUP_PASSPHRASE = env("MAILLON_BACKUP_PASSPHRASE", default="")
MAILLON_DEMO = env.bool("MAILLON_DEMO", default=False)
MAILLON_REQUIRE_MFA = env.bool("MAILLON_REQUIRE_MFA", default=PRODUCTION)
MAILLON_SMS_PROVIDER = env("MAILLON_SMS_PROVIDER", default="http" if PRODUCTION else "simulator")
MAILLON_PHONE_SECRET = env("MAILLON_PHONE_SECRET", default="")
MAILLON_SMS_URL = env("MAILLON_SMS_URL", default="")
MAILLON_SMS_SECRET = env("MAILLON_SMS_SECRET", default="")
MAILLON_SMS_USER = env("MAILLON_SMS_USER", default="maillon")
MAILLON_SMS_CALLBACK = env("MAILLON_SMS_CALLBACK", default="http://127.0.0.1:8000")
MAILLON_SMS_FROM = env.list("MAILLON_SMS_FROM", default=["127.0.0.1", "::1"])
MAILLON_SMS_SECOND_URL = env("MAILLON_SMS_SECOND_URL", default="")
MAILLON_SMS_SECOND_SECRET = env("MAILLON_SMS_SECOND_SECRET", default="")
MAILLON_ANNUAIRE_URL = env(
    "MAILLON_ANNUAIRE_URL", default="https://gateway.api.esante.gouv.fr/fhir/v2"
)
MAILLON_ANNUAIRE_KEY = env("MAILLON_ANNUAIRE_KEY", default="")
MAILLON_PUBLIC_URL = env("MAILLON_PUBLIC_URL", default="http://127.0.0.1:8000")
MAILLON_WORKER_SILENCE = env.int("MAILLON_WORKER_SILENCE", default=60)
MAILLON_IDLE_MINUTES = env.int("MAILLON_IDLE_MINUTES", default=15)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_COOKIES = env.bool("SECURE_COOKIES", default=PRODUCTION)

_problems = guard.problems(
    guard.Chosen(
        production=PRODUCTION,
        debug=DEBUG,
        secret_key=SECRET_KEY,
        field_keys=MAILLON_FIELD_KEYS,
        index_key=MAILLON_INDEX_KEY,
        backup_key=MAILLON_BACKUP_KEY,
        second_url=MAILLON_SMS_SECOND_URL,
        second_secret=MAILLON_SMS_SECOND_SECRET,
        demo=MAILLON_DEMO,
        secure_cookies=SECURE_COOKIES,
        allowed_hosts=ALLOWED_HOSTS,
        public_url=MAILLON_PUBLIC_URL,
        require_mfa=MAILLON_REQUIRE_MFA,
        sms_provider=MAILLON_SMS_PROVIDER,
        sms_url=MAILLON_SMS_URL,
        sms_secret=MAILLON_SMS_SECRET,
    )
)
if _problems:
    raise ImproperlyConfigured("Maillon ne démarre pas :\n- " + "\n- ".join(_problems))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Both would rewrite the loaders, each forgetting the other: ours are written below.
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "maillon.kernel",
    "maillon.apps.directory",
    "maillon.apps.accounts",
    "maillon.apps.journal",
    "maillon.apps.messaging",
    "maillon.apps.tasks",
    "maillon.apps.departures",
    "maillon.apps.handover",
    "maillon.apps.meetings",
    "maillon.apps.welcome",
    "maillon.apps.care",
    "maillon.apps.structures",
    "maillon.apps.governance",
    "maillon.apps.mediation",
    "maillon.apps.protocols",
    "maillon.apps.desk",
    "maillon.apps.projects",
    "maillon.apps.stages",
    "maillon.apps.contracts",
    "maillon.apps.money",
    "maillon.apps.maturity",
    "maillon.apps.posts",
    "maillon.apps.observatory",
    "maillon.apps.cockpit",
    "maillon.interop.sms",
    "maillon.project.apps.ProjectConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maillon.project.middleware.SecondFactorMiddleware",
    "maillon.project.middleware.IdleLockMiddleware",
    "maillon.project.middleware.PermissionMiddleware",
    "maillon.project.middleware.ErrorMiddleware",
]
ROOT_URLCONF = "maillon.project.urls"
ASGI_APPLICATION = "maillon.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "kernel" / "templates",
            *sorted((BASE_DIR / "apps").glob("*/web/templates")),
            BASE_DIR / "interop" / "sms" / "templates",
            BASE_DIR / "interop" / "telephony" / "templates",
            BASE_DIR / "apps" / "accounts" / "templates",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "maillon.kernel.templatetags.still",  # after the library whose tag it keeps
                "maillon.kernel.templatetags.days",
                "maillon.kernel.templatetags.french",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "maillon.project.frame.frame",
                "maillon.project.demo.doors.demo_accounts",
            ],
        },
    }
]
TEMPLATES[0].pop("APP_DIRS")

WEB_THREADS = 6  # pages answered at once by a process; the others wait their turn
LIVE_THREADS = 4  # as many again for its live lines
DATABASE_WAIT = 10  # seconds for a connection, before a page says that nothing can be kept
DATABASE_URL = env("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'maillon.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "maillon.kernel.sqlite"
    _database["TEST"] = {"NAME": ":memory:"}  # parallel tests know only Django's engine by name
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    _database["DISABLE_SERVER_SIDE_CURSORS"] = True
    _database["CONN_MAX_AGE"] = 0
    _database["CONN_HEALTH_CHECKS"] = True  # a server that restarted leaves dead ones in the pool
    # One for each thread that may ask, and never one less: a burst waits for a thread, and only a
    # database that is away makes anybody wait for a connection.
    _threads = WEB_THREADS + LIVE_THREADS
    _database["OPTIONS"] = {
        # A machine that lost its power says nothing, not even no: seconds, then milliseconds.
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
        **_database.get("OPTIONS", {}),  # what the address asks: sslmode, target_session_attrs
        "pool": {
            "min_size": 1,
            "max_size": _threads + 1,
            "timeout": DATABASE_WAIT,
            # Beyond it, attempts grow rare: a base that is back would be found half a minute late.
            "reconnect_timeout": DATABASE_WAIT,
        },
    }

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["maillon.apps.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "maillon.apps.accounts.adapter.ClosedDoorAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Maillon"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

SESSION_ENGINE = "maillon.apps.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "maillon.project.errors.csrf_failure"
SECURE_REDIRECT_EXEMPT = [r"^sante/"]  # asked by the machine in front, in clear
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
if MAILLON_SMS_PROVIDER == "kannel":
    # It comes straight to this machine, in clear and under the name the settings give.
    SECURE_REDIRECT_EXEMPT += [r"^webhooks/kannel/"]
    ALLOWED_HOSTS += [str(urlsplit(MAILLON_SMS_CALLBACK).hostname)]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None  # elsewhere each app serves its own
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMAIL_BACKEND = env(
    "EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.console.EmailBackend",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
