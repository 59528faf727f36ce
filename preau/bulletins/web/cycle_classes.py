"""The classes that end a cycle this year, and how far their reports are (capability C90)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.bulletins.policies import SEE_ANY
from preau.bulletins.queries.cycle_classes import cycle_classes
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef

READERS = frozenset({Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION})


@screen("Bilans de fin de cycle", open_to=READERS)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Hers as a form teacher; all of them for who reads every class."""
    return page(
        request,
        "bulletins/cycle_classes.html",
        title=_("Bilans de fin de cycle"),
        school=school,
        classes=cycle_classes(request.actor, school.id, every=request.actor.may(SEE_ANY)),
    )
