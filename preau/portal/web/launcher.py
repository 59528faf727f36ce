"""The launcher (capability C23) and the services of a school (C24)."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.rooms.registry import services
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.portal.actions.arrange_favourites import arrange_favourites
from preau.portal.actions.bind_service import bind_service
from preau.portal.catalogue import bindings_of, services_of
from preau.portal.models import ServiceBinding
from preau.portal.policies import BIND_SERVICE


class BindingForm(forms.Form):
    """Where a service of the school lives."""

    state = forms.ChoiceField(
        label=gettext_lazy("Ce service est"), choices=ServiceBinding.State.choices, widget=forms.RadioSelect
    )
    external_url = forms.CharField(
        label=gettext_lazy("Adresse de l’autre outil"),
        required=False,
        help_text=gettext_lazy("Elle commence par https://."),
    )


@screen("Mes services", open_to=SIGNED_IN)
def launcher(request: HttpRequest) -> HttpResponse:
    """Every service of this profile, favourites first."""
    actor = cast("Request", request).actor
    search = request.GET.get("q", "")
    return page(
        request,
        "portal/launcher.html",
        title=_("Mes services"),
        services=services_of(actor, search=search),
        search=search,
    )


@screen("Épingler ou retirer un service", open_to=SIGNED_IN, writes=True, reads=False)
def favourite(request: HttpRequest, *, service: str) -> HttpResponse:
    """Pin, unpin or move up."""
    change = request.POST.get("geste", "")
    arrange_favourites(actor=cast("Request", request).actor, service=service, change=change)
    return HttpResponseRedirect(reverse("portal:launcher"))


@screen("Services de l’établissement", open_to=(Profile.DIRECTION,), capability=BIND_SERVICE)
def of_school(request: HttpRequest, *, school: SchoolRef) -> HttpResponse:
    """Which services the school opens, and where."""
    return page(
        request,
        "portal/bindings.html",
        title=_("Services de l’établissement"),
        school=school,
        bindings=bindings_of(school),
    )


@screen("Choisir où vit un service", open_to=(Profile.DIRECTION,), writes=True, capability=BIND_SERVICE)
def bind(request: HttpRequest, *, school: SchoolRef, service: str) -> HttpResponse:
    """One service of the school."""
    slot = next((known for known in services() if known.name == service), None)
    line = next((line for line in bindings_of(school) if line.service.name == service), None)
    if slot is None or line is None:
        raise NotAllowed
    form = BindingForm(request.POST or None, initial={"state": line.state, "external_url": line.external_url})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_in(form):
            bind_service(
                actor=cast("Request", request).actor, school_id=school.id, service=service, **form.cleaned_data
            )
        if not form.errors:
            return redirect_saying(
                reverse("portal:services", kwargs={"uai": school.uai}), _("Le choix est enregistré.")
            )
    return page(
        request,
        "portal/binding.html",
        title=slot.label,
        school=school,
        service=slot,
        form=form,
        status=422 if form.errors else 200,
    )
