"""The logos of the département or the Region that one administers."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.console.actions.set_collectivity_logo import set_collectivity_logo
from preau.console.network import collectivities_of
from preau.console.policies import DESCRIBE_NETWORK
from preau.directory.models import CollectivityLogo
from preau.directory.people.portraits import ShownImage
from preau.directory.rules import LARGEST_IMAGE
from preau.directory.web.images import sent_image
from preau.directory.web.logo import LogoForm
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed


@screen("Logos des collectivités", open_to=(Profile.AGENT,), capability=DESCRIBE_NETWORK)
def every(request: Request) -> HttpResponse:
    """Those all of whose schools are in the perimeter."""
    return page(
        request, "console/collectivities.html", title=_("Collectivités"), lines=collectivities_of(request.actor)
    )


@screen(
    "Choisir le logo d’une collectivité", open_to=(Profile.AGENT,), writes=True, capability=DESCRIBE_NETWORK,
    files=LARGEST_IMAGE,
)  # fmt: skip
def change(request: Request) -> HttpResponse:
    """`de` names it; `geste=retirer` takes its logo away."""
    name = request.GET.get("de", "")
    line = next((one for one in collectivities_of(request.actor) if one.name == name), None)
    if line is None:
        raise NotAllowed
    back = url("console:collectivities")
    if request.method == "POST" and request.POST.get("geste") == "retirer":
        set_collectivity_logo(actor=request.actor, collectivity=name, content=None)
        return redirect_saying(back, _("Le logo est retiré."))
    form = LogoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with refusal_shown_in(form):
            sent = form.cleaned_data["logo"].file.read()
            set_collectivity_logo(actor=request.actor, collectivity=name, content=sent)
        if form.is_valid():
            return redirect_saying(back, _("Le logo est enregistré."))
    return page(
        request, "console/collectivity_logo.html", title=_("Logo de la collectivité"), line=line, form=form,
        here=request.get_full_path(), status=422 if form.errors else 200,
    )  # fmt: skip


@screen("Image du logo d’une collectivité", open_to=(Profile.AGENT,), capability=DESCRIBE_NETWORK)
def show(request: Request) -> HttpResponse:
    """`de` names it."""
    name = request.GET.get("de", "")
    found = CollectivityLogo.objects.filter(collectivity=name).first()
    if found is None or name not in {line.name for line in collectivities_of(request.actor)}:
        raise NotAllowed
    return sent_image(request, ShownImage("image/png", bytes(found.content), found.digest))
