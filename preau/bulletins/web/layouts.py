"""The layouts of report cards of a school: keep, choose, look at them (rule B3)."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.remove_bulletin_model import remove_bulletin_model
from preau.bulletins.actions.write_bulletin_model import write_bulletin_model
from preau.bulletins.cards.content import digest_of
from preau.bulletins.cards.layout import OPTIONS, REGULATIONS, Layout, ordered, starting_layout
from preau.bulletins.cards.pdf import Printed, card_in_pdf
from preau.bulletins.cards.printing import logo_of
from preau.bulletins.cards.sample import sample_card
from preau.bulletins.policies import ARRANGE
from preau.bulletins.queries.layouts import layout_of, layouts_of
from preau.bulletins.rules import MODEL_LENGTH
from preau.bulletins.web.edition import pdf_response
from preau.directory.models import School
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotPossible

_DIRECTION = frozenset({Profile.DIRECTION})


class LayoutForm(forms.Form):
    """A name, and what it shows."""

    label = forms.CharField(
        label=gettext_lazy("Nom du modèle"),
        max_length=MODEL_LENGTH,
        error_messages={"required": gettext_lazy("Donnez un nom au modèle.")},
    )
    regulation = forms.ChoiceField(label=gettext_lazy("En-tête"), choices=list(REGULATIONS.items()))
    options = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que le bulletin montre"), choices=list(OPTIONS.items()), required=False
    )
    is_default = forms.BooleanField(
        label=gettext_lazy("Modèle de l’établissement\u202f: celui des prochains bulletins"), required=False
    )

    def __init__(self, sent: QueryDict | None, layout: Layout, *, is_default: bool) -> None:
        super().__init__(
            sent,
            initial={
                "label": layout.label if layout.model_id else "", "regulation": layout.regulation,
                "options": list(layout.options), "is_default": is_default,
            },
        )  # fmt: skip

    @property
    def ticked(self) -> list[str]:
        """What is ticked, before and after it is sent."""
        return list(self["options"].value() or [])


@screen("Modèles de bulletin", open_to=_DIRECTION, capability=ARRANGE)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those the school keeps; before it keeps any, the one of its kind."""
    kept = layouts_of(school.id)
    starting = starting_layout(School.objects.get(pk=school.id).kind)
    return page(
        request,
        "bulletins/layouts.html",
        title=_("Modèles de bulletin"),
        school=school,
        kept=kept,
        starting=starting,
    )


@screen("Nouveau modèle de bulletin", open_to=_DIRECTION, writes=True, capability=ARRANGE)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """From the one of its kind."""
    starting = starting_layout(School.objects.get(pk=school.id).kind)
    return _write(request, school, starting, is_default=not layouts_of(school.id))


@screen("Modèle de bulletin", open_to=_DIRECTION, writes=True, capability=ARRANGE)
def change(request: Request, *, school: SchoolRef, model_id: int) -> HttpResponse:
    """The cards that were made keep theirs."""
    found = layout_of(school.id, model_id)
    return _write(request, school, found.layout, is_default=found.is_default)


@screen("Retirer un modèle de bulletin", open_to=_DIRECTION, writes=True, reads=False, capability=ARRANGE)
def remove(request: Request, *, school: SchoolRef, model_id: int) -> HttpResponse:
    """Not the one of the school."""
    try:
        remove_bulletin_model(actor=request.actor, school_id=school.id, model_id=model_id)
    except NotPossible as refusal:
        return redirect_saying(_list(school), refusal.message)
    return redirect_saying(_list(school), _("Modèle retiré."))


@screen("Aperçu d’un modèle de bulletin", open_to=_DIRECTION, capability=ARRANGE)
def preview(request: Request, *, school: SchoolRef) -> HttpResponse:
    """A card of nobody in this layout (`?modele=`), or in the one a form holds (`?options=…`)."""
    described = School.objects.get(pk=school.id)
    asked = request.GET.get("modele", "")
    if asked.isascii() and asked.isdigit():
        layout = layout_of(school.id, int(asked[:18])).layout
    elif "options" in request.GET or "regulation" in request.GET:
        regulation = request.GET.get("regulation", "")
        layout = Layout(
            "", ordered(request.GET.getlist("options")), regulation if regulation in REGULATIONS else "EN"
        )
    else:
        layout = starting_layout(described.kind)
    content = sample_card(described, layout)
    pdf = card_in_pdf(Printed(content, 0, clock.now(), digest_of(content)), logo=logo_of(school.id))
    return pdf_response(pdf, "apercu.pdf")


def _write(request: Request, school: SchoolRef, layout: Layout, *, is_default: bool) -> HttpResponse:
    form = LayoutForm(request.POST if request.method == "POST" else None, layout, is_default=is_default)
    if request.POST.get("geste") == "apercu":
        held = [("options", word) for word in request.POST.getlist("options")]
        return HttpResponseRedirect(
            f"{_preview(school)}?{urlencode([*held, ('regulation', request.POST.get('regulation', ''))])}"
        )
    if form.is_valid():
        said = form.cleaned_data
        with refusal_shown_in(form):
            write_bulletin_model(
                actor=request.actor, school_id=school.id, label=said["label"], options=said["options"],
                regulation=said["regulation"], is_default=said["is_default"], model_id=layout.model_id,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(_list(school), _("Modèle enregistré."))
    return page(
        request,
        "bulletins/layout.html",
        title=layout.label if layout.model_id else _("Nouveau modèle de bulletin"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        layout=layout,
        is_default=is_default,
        back=_list(school),
    )


def _preview(school: SchoolRef) -> str:
    return reverse("bulletins:preview-layout", kwargs={"uai": school.uai})


def _list(school: SchoolRef) -> str:
    return reverse("bulletins:layouts", kwargs={"uai": school.uai})
