"""How the closing of an account is told."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.kernel.words import full_day

#: The category of these notices.
KIND = "aaf:closing"


def title_of(ends_on: date) -> str:
    """The day is in the title: a notice of another day is another notice."""
    return _("Votre compte ferme le %(day)s") % {"day": full_day(ends_on)}


def detail_of() -> str:
    return _(
        "Plus rien ne vous rattache à un établissement à partir de ce jour. Prenez avant lui ce que vous voulez "
        "garder\u202f: ensuite le compte ne s’ouvre plus, et tout est effacé dans les trois mois."
    )
