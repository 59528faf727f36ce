"""`make sentences`: put the catalogues in step with the code. What is new waits there for its translation."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
django.setup()

from tests.languages.written import write_catalogues  # noqa: E402 - Django stands first

write_catalogues()
