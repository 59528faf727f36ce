"""Who arranges, sets and locks marks, and where these pages come back to."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.request import Request
from preau.kernel.actor import Profile, SchoolRef

#: Those of them without the capability meet a page that does not exist.
OFFICE = (Profile.DIRECTION, Profile.STAFF)


def back_from_office(request: Request, school: SchoolRef) -> tuple[str, str]:
    """(address, label): the gradebooks for the direction, which reads them; the home page for the office."""
    if request.actor.is_a(Profile.DIRECTION):
        return reverse("grading:books", kwargs={"uai": school.uai}), _("Notes")
    return reverse("home"), _("Accueil")
