"""The WSGI door, served by granian."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
if settings.SECRET_KEY == settings.NO_SECRET:
    raise ImproperlyConfigured(
        "PREAU_SECRET_KEY est vide et var/secret_key n’existe pas\u202f: rien ne serait signé."
    )
application = get_wsgi_application()
