"""Exit regimes: name them, say when they let pupils leave, give them by class (capability C66)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.attendance.actions.assign_exit_regime import assign_exit_regime
from preau.attendance.actions.write_exit_regime import Leave, write_exit_regime
from preau.attendance.policies import SET
from preau.attendance.queries.regimes import classes_of, regimes_in_class, regimes_of
from preau.attendance.rules import LONGEST_REGIME
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

SETTERS = (Profile.DIRECTION, Profile.VIE_SCOLAIRE)

#: What a regime allows, in a word or two for lists.
LEAVES = {
    "leaves_when_free": gettext_lazy("heure libre"),
    "leaves_when_cancelled": gettext_lazy("dernière heure annulée"),
    "leaves_at_lunch": gettext_lazy("pause de midi"),
}


#: The colours of the skin, by name: `data-hue` of the same number.
HUES = tuple(
    enumerate(
        (
            gettext_lazy("Vert"), gettext_lazy("Bleu"), gettext_lazy("Brique"), gettext_lazy("Violet"),
            gettext_lazy("Framboise"), gettext_lazy("Olive"), gettext_lazy("Ocre"), gettext_lazy("Ardoise"),
            gettext_lazy("Turquoise"), gettext_lazy("Prune"),
        )
    )
)  # fmt: skip


class RegimeForm(forms.Form):
    """A name, and when it lets a pupil leave."""

    label = forms.CharField(
        label=gettext_lazy("Nom du régime"),
        help_text=gettext_lazy("Par exemple\u202f: Externe, Demi-pensionnaire autorisé."),
        max_length=LONGEST_REGIME,
        error_messages={"max_length": gettext_lazy("Donnez un nom de 60 caractères au plus.")},
    )
    leaves_when_free = forms.BooleanField(label=gettext_lazy("Sort pendant une heure libre"), required=False)
    leaves_when_cancelled = forms.BooleanField(
        label=gettext_lazy("Sort quand la dernière heure est annulée"), required=False
    )
    leaves_at_lunch = forms.BooleanField(label=gettext_lazy("Sort pendant la pause de midi"), required=False)
    needs_agreement = forms.BooleanField(
        label=gettext_lazy("Seulement avec l’accord de la famille"), required=False
    )

    hue = forms.TypedChoiceField(
        label=gettext_lazy("Couleur"), choices=HUES, coerce=int, required=False, empty_value=None
    )

    def leave(self) -> Leave:
        said = self.cleaned_data
        return Leave(
            said["leaves_when_free"],
            said["leaves_when_cancelled"],
            said["leaves_at_lunch"],
            said["needs_agreement"],
            said["hue"] or 0,
        )


class AssignForm(forms.Form):
    """Which regime, from when, with the families' agreement or not."""

    regime = forms.ChoiceField(label=gettext_lazy("Régime"))
    debut = forms.DateField(
        label=gettext_lazy("À partir du"),
        error_messages={"invalid": gettext_lazy("Écrivez le jour ainsi\u202f: 24/11/2026.")},
    )
    accord = forms.BooleanField(label=gettext_lazy("Les familles ont donné leur accord"), required=False)


@screen("Régimes de sortie", open_to=SETTERS, writes=True, capability=SET)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The regimes of the school; a form adds one."""
    form = RegimeForm(request.POST if request.method == "POST" else None, initial={"needs_agreement": True})
    if form.is_valid():
        with refusal_shown_in(form):
            write_exit_regime(
                actor=request.actor, school_id=school.id, label=form.cleaned_data["label"], leave=form.leave()
            )
        if not form.errors:
            return redirect_saying(_list(school), _("Le régime est ajouté."))
    return page(
        request, "attendance/regimes.html", title=_("Régimes de sortie"), school=school,
        status=422 if form.errors else 200, form=form, regimes=regimes_of(school.id), leaves=LEAVES,
    )  # fmt: skip


@screen("Changer un régime de sortie", open_to=SETTERS, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef, regime_id: int) -> HttpResponse:
    """Its name and what it allows."""
    line = next((one for one in regimes_of(school.id) if one.id == regime_id), None)
    if line is None:
        raise NotAllowed
    kept = {name: getattr(line, name) for name in RegimeForm.base_fields}
    form = RegimeForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        with refusal_shown_in(form):
            write_exit_regime(
                actor=request.actor, school_id=school.id, label=form.cleaned_data["label"], leave=form.leave(),
                regime_id=regime_id,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(_list(school), _("Le régime est changé."))
    return page(
        request, "attendance/regime.html", title=line.label, school=school,
        status=422 if form.errors else 200, form=form, line=line,
    )  # fmt: skip


@screen("Donner un régime de sortie aux élèves d’une classe", open_to=SETTERS, writes=True, capability=SET)
def assign(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """Tick pupils of a class; the list says what each has today."""
    group = next((one for one in classes_of(school.id) if one.id == group_id), None)
    if group is None:
        raise NotAllowed
    lines = regimes_in_class(school.id, group_id)
    form = AssignForm(request.POST if request.method == "POST" else None, initial={"debut": f"{clock.today()}"})
    regime = form.fields["regime"]
    assert isinstance(regime, forms.ChoiceField)
    regime.choices = [(str(one.id), one.label) for one in regimes_of(school.id)] + [("0", _("Aucun régime"))]
    ticked = {line.pupil_id for line in lines if str(line.pupil_id) in request.POST.getlist("eleves")}
    if form.is_valid():
        said = form.cleaned_data
        with refusal_shown_in(form):
            count = assign_exit_regime(
                actor=request.actor, school_id=school.id, pupil_ids=ticked, regime_id=int(said["regime"]) or None,
                begins_on=said["debut"], has_agreement=said["accord"],
            )  # fmt: skip
        if not form.errors:
            told = ngettext("%(num)s élève a ce régime.", "%(num)s élèves ont ce régime.", count) % {"num": count}
            return redirect_saying(_class(school, group_id), told)
    return page(
        request, "attendance/regime_class.html", title=_("Régimes de sortie"), school=school,
        status=422 if form.errors else 200, form=form, lines=lines, group=group, ticked=ticked,
    )  # fmt: skip


@screen("Régimes de sortie par classe", open_to=SETTERS, capability=SET)
def classes(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Choose a class."""
    lines = [(one.label, _class(school, one.id)) for one in classes_of(school.id)]
    return page(
        request, "attendance/regime_classes.html", title=_("Régimes par classe"), school=school, classes=lines
    )


def _class(school: SchoolRef, group_id: int) -> str:
    return reverse("attendance:assign-regime", kwargs={"uai": school.uai, "group_id": group_id})


def _list(school: SchoolRef) -> str:
    return reverse("attendance:regimes", kwargs={"uai": school.uai})
