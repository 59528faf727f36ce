from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from preau.foundation.languages.compiled import compile_all


class LanguagesConfig(AppConfig):
    name = "preau.foundation.languages"
    label = "languages"

    def ready(self) -> None:
        """Catalogues are text in the repository; what gettext reads is made here, when they changed."""
        compile_all(Path(settings.LOCALE_PATHS[0]))
