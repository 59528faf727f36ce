"""The logo of the school and that of its collectivity: shown to its people, chosen by its office."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.set_school_logo import set_school_logo
from preau.directory.models import CollectivityLogo, School, SchoolLogo
from preau.directory.people.portraits import ShownImage
from preau.directory.policies import DESCRIBE_SCHOOL
from preau.directory.rules import LARGEST_IMAGE
from preau.directory.web.doors import OFFICE
from preau.directory.web.images import sent_image
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class LogoForm(forms.Form):
    """The image. A file that is missing is missing from the computer, or too big."""

    logo = forms.FileField(
        label=gettext_lazy("Image du logo"),
        help_text=gettext_lazy("JPEG, PNG ou WebP, de 8\u202fMo au plus. Elle est réduite à l’arrivée."),
        error_messages={
            "required": gettext_lazy("Choisissez une image de 8\u202fMo au plus."),
            "empty": gettext_lazy("Ce fichier est vide\u202f: choisissez-en un autre."),
        },
    )


@screen("Logo de l’établissement", open_to=SIGNED_IN)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """To all those of the school."""
    found = SchoolLogo.objects.filter(school_id=school.id).first()
    if found is None:
        raise NotAllowed
    return sent_image(request, ShownImage("image/png", bytes(found.content), found.digest))


@screen("Logo de la collectivité", open_to=SIGNED_IN)
def show_collectivity(request: Request, *, school: SchoolRef) -> HttpResponse:
    """That of the school's département, or of the Region."""
    named = School.objects.filter(pk=school.id).values("collectivity")
    found = CollectivityLogo.objects.filter(collectivity__in=named).first()
    if found is None:
        raise NotAllowed
    return sent_image(request, ShownImage("image/png", bytes(found.content), found.digest))


@screen(
    "Choisir le logo de l’établissement", open_to=OFFICE, writes=True, capability=DESCRIBE_SCHOOL,
    files=LARGEST_IMAGE,
)  # fmt: skip
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Send one, or take it away (`geste=retirer`)."""
    here = url("directory:change-logo", uai=school.uai)
    if request.method == "POST" and request.POST.get("geste") == "retirer":
        set_school_logo(actor=request.actor, school_id=school.id, content=None)
        return redirect_saying(here, _("Le logo est retiré."))
    form = LogoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with refusal_shown_in(form):
            set_school_logo(
                actor=request.actor, school_id=school.id, content=form.cleaned_data["logo"].file.read()
            )
        if form.is_valid():
            return redirect_saying(here, _("Le logo est enregistré."))
    return page(
        request, "directory/logo.html", title=_("Logo de l’établissement"), school=school, form=form,
        logo_url=f"{url('directory:logo', uai=school.uai)}?v={school.logo}" if school.logo else "",
        status=422 if form.errors else 200,
    )  # fmt: skip
