"""Fourth step: what will change, and the word that does it. Nothing is done that was not shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.exchange.upload.actions.apply_import import apply_import
from preau.exchange.upload.actions.choose_matching import choose_matching
from preau.exchange.upload.effects import OF_CLASS, Effect
from preau.exchange.upload.people.plan import Happening, What
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.rules import MOST_SHOWN
from preau.exchange.upload.under_way import load_under_way
from preau.exchange.upload.web.steps import EFFECT, OFFICE, step_of, step_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef

_TITLES = {
    What.ARRIVAL: "Arrivées",
    What.MOVE: "Changements de classe",
    What.DEPARTURE: "Départs",
    What.ABSENT: "Absents du fichier, gardés",
    What.GROUPS: "Changements de groupes",
    What.GUARDIAN: "Nouveaux responsables",
    What.TIE: "Responsabilités ouvertes",
    What.TIE_CHANGED: "Responsabilités modifiées",
    What.TIE_OVER: "Responsabilités closes",
    What.STAFF: "Nouveaux postes",
    What.RECORD: "Fiches complétées ou corrigées",
}


class EffectForm(forms.Form):
    """What the silence of the file means, and the second word when many would leave."""

    absent_have_left = forms.BooleanField(
        label=gettext_lazy("Les élèves absents du fichier sont partis"),
        required=False,
        help_text=gettext_lazy(
            "Leur inscription se ferme aujourd’hui, leurs classes et leurs groupes aussi. Leurs données restent."
        ),
    )
    confirmed = forms.BooleanField(label=gettext_lazy("Je confirme ces départs"), required=False)


@dataclass(frozen=True, slots=True)
class Names:
    """Those to whom one thing happens; `more` are not shown."""

    title: str
    lines: tuple[Happening, ...]
    count: int
    more: int


@screen("Importer : l’effet", open_to=OFFICE, writes=True, capability=IMPORT_FILES)
def decide(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """A choice that differs from the one shown is shown first; the same one is applied."""
    one = load_under_way(request.actor, school.id, import_id)
    form = EffectForm(
        request.POST if request.method == "POST" else None,
        initial={"absent_have_left": one.choices.absent_have_left},
    )
    if form.is_valid():
        wanted = form.cleaned_data["absent_have_left"]
        if wanted != one.choices.absent_have_left:
            changed = replace(one.choices, absent_have_left=wanted)
            choose_matching(actor=request.actor, school_id=school.id, import_id=one.id, choices=changed)
            return HttpResponseRedirect(step_url("effect", school, one.id))
        if "appliquer" in request.POST:
            with refusal_shown_in(form):
                apply_import(
                    actor=request.actor,
                    school_id=school.id,
                    import_id=one.id,
                    is_confirmed=form.cleaned_data["confirmed"],
                )
            if form.is_valid():
                return redirect_saying(step_url("report", school, one.id), _("L’import est appliqué."))
    effect = one.effect()
    return page(
        request,
        "upload/effect.html",
        title=_("Effet"),
        school=school,
        step=step_of(EFFECT, one),
        form=form,
        effect=effect,
        classes=[line for line in effect.classes if not line.is_as_before],
        quiet=sum(line.is_as_before for line in effect.classes),
        absent_have_left=one.choices.absent_have_left,
        class_columns=[(_("Classe"), "text"), *((_COLUMNS[what], "number") for what in OF_CLASS)],
        names=_names(effect),
    )


_COLUMNS = {
    What.ARRIVAL: "Arrivent",
    What.MOVE: "Y passent",
    What.DEPARTURE: "Partent",
    What.ABSENT: "Absents du fichier",
    What.UNCHANGED: "Inchangés",
}


def _names(effect: Effect) -> tuple[Names, ...]:
    of: dict[What, list[Happening]] = {what: [] for what in _TITLES}
    for one in effect.happenings:
        if one.what in of:
            of[one.what].append(one)
    return tuple(
        Names(_TITLES[what], tuple(some[:MOST_SHOWN]), len(some), max(0, len(some) - MOST_SHOWN))
        for what, some in of.items()
        if some
    )
