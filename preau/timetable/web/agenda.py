"""The subscription of an outside calendar: its address made and closed, and the file it reads."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.actors import actor_under, attachments_of
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, screen
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import Actor, Profile
from preau.kernel.ids import token_digest
from preau.kernel.refusals import NotAllowed
from preau.timetable.actions.make_agenda_link import make_agenda_link
from preau.timetable.actions.withdraw_agenda_link import withdraw_agenda_link
from preau.timetable.ical import agenda_file
from preau.timetable.models import AgendaLink
from preau.timetable.queries.agenda import agenda_link_of, agenda_of

#: Those who have lessons.
SUBSCRIBERS = (Profile.PUPIL, Profile.GUARDIAN, Profile.TEACHER)


@screen("Abonnement à mon emploi du temps", open_to=SUBSCRIBERS, writes=True)
def subscription(request: Request) -> HttpResponse:
    """Whether there is an address; made by a gesture, it is shown once."""
    address = ""
    if request.method == "POST":
        token = make_agenda_link(actor=request.actor)
        address = request.build_absolute_uri(reverse("timetable:agenda-file", kwargs={"token": token}))
    made_at = agenda_link_of(request.actor)
    return page(request, "timetable/agenda.html", title=_("Abonnement"), address=address, made_at=made_at)


@screen("Fermer l’abonnement à mon emploi du temps", open_to=SUBSCRIBERS, writes=True, reads=False)
def withdraw(request: Request) -> HttpResponse:
    """The address opens nothing any more."""
    withdraw_agenda_link(actor=request.actor)
    return redirect_saying(
        reverse("timetable:agenda"), _("L’adresse est fermée\u202f: plus aucun agenda ne la lit.")
    )


@screen("Fichier d’agenda", open_to=EVERYONE)
def calendar_file(request: HttpRequest, *, token: str) -> HttpResponse:
    """The lessons, for whoever holds the secret: nobody is signed in here, and rights are those of today."""
    link = AgendaLink.objects.filter(digest=token_digest(token)).first()
    if link is None:
        raise NotAllowed
    actor = _owner(link)
    with school_scope(actor.school_ids, read_only=True):
        content = agenda_file(_("Emploi du temps"), agenda_of(actor), made_at=link.made_at)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    is_known = tag in request.headers.get("If-None-Match", "")
    response = HttpResponse(b"" if is_known else content, status=304 if is_known else 200)
    response["Content-Type"] = "text/calendar; charset=utf-8"
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _owner(link: AgendaLink) -> Actor:
    """Whose lessons they are, with the rights she has today; `NotAllowed` when that profile is hers no more."""
    held = attachments_of(link.person_id)
    profile = Profile(link.profile)
    if profile not in held.profiles():
        raise NotAllowed
    return actor_under(profile, held, person_id=link.person_id, first_name="", last_name="")
