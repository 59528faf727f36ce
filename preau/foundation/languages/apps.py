from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import get_language

from preau.foundation.languages.compiled import compile_all
from preau.kernel.tongues import speaks


class LanguagesConfig(AppConfig):
    name = "preau.foundation.languages"
    label = "languages"

    def ready(self) -> None:
        """Words of days and hours follow the language spoken. Catalogues are text in the repository; what gettext
        reads is made here, when they changed.
        """
        speaks(get_language)
        compile_all(Path(settings.LOCALE_PATHS[0]))
