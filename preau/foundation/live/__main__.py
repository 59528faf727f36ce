"""`python -m preau.foundation.live`: the live process. The settings say where things are."""

from __future__ import annotations

import logging
import os
import sys

from django.conf import settings

from preau.foundation.live.server import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if "PREAU_DATABASE_URL" not in os.environ:
        sys.exit("La variable d’environnement PREAU_DATABASE_URL est nécessaire.")
    try:
        run(
            os.environ.get("PREAU_LIVE_HOST", "127.0.0.1"),
            settings.LIVE_PORT,
            os.environ["PREAU_DATABASE_URL"],
            str(settings.SECRET_KEY),
        )
    except OSError as error:
        sys.exit(f"Le direct ne peut pas démarrer\u202f: {error.strerror}.")
