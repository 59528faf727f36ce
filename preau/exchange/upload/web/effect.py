"""Fourth step: what will change, and the word that does it. Nothing is done that was not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.exchange.upload.actions.apply_import import apply_import
from preau.exchange.upload.actions.choose_matching import choose_matching
from preau.exchange.upload.choices import Choices
from preau.exchange.upload.effects import OF_CLASS, Effect
from preau.exchange.upload.people.plan import Closable, Happening, What
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.rules import MOST_SHOWN
from preau.exchange.upload.under_way import load_under_way
from preau.exchange.upload.web.steps import EFFECT, OFFICE, step_of, step_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef
from preau.timetable.policies import may_manage_building

_TITLES = {
    What.ARRIVAL: "Arrivées",
    What.MOVE: "Changements de classe",
    What.DEPARTURE: "Départs",
    What.ABSENT: "Absents du fichier, gardés",
    What.GROUPS: "Changements de groupes",
    What.OPTIONS: "Changements d’options",
    What.GUARDIAN: "Nouveaux responsables",
    What.TIE: "Responsabilités ouvertes",
    What.TIE_CHANGED: "Responsabilités modifiées",
    What.TIE_OVER: "Responsabilités closes",
    What.GROUP_OVER: "Classes et groupes fermés",
    What.STAFF: "Nouveaux postes",
    What.COURSE: "Services ouverts",
    What.COURSE_OVER: "Services clos",
    What.GUEST: "Droits d’invité ouverts",
    What.GUEST_CHANGED: "Droits d’invité modifiés",
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
    writes_building = forms.BooleanField(
        label=gettext_lazy("Écrire aussi les sonneries et les salles du fichier"),
        required=False,
        help_text=gettext_lazy("Les grilles et les salles que l’établissement a écrites lui-même restent."),
    )
    closing = forms.TypedMultipleChoiceField(label=gettext_lazy("Fermer"), coerce=int, required=False)
    closing_shown = forms.BooleanField(required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("Je confirme"), required=False)

    def __init__(self, sent: QueryDict | None, *, choices: Choices) -> None:
        super().__init__(
            sent,
            initial={"absent_have_left": choices.absent_have_left, "writes_building": choices.writes_building},
        )
        # Which of them may be closed is for the import to say: it closes no other.
        given = sent.getlist("closing") if sent else []
        self._offer([(value, value) for value in given if value.isascii() and value.isdigit()])

    def offer(self, closable: Sequence[Closable], ticked: tuple[int, ...] | None) -> None:
        """The groups to close, ticked as the school did, else those whose end takes nothing from anybody."""
        self._offer([(str(one.id), _said(one)) for one in closable])
        free = [one.id for one in closable if one.is_free]
        self.initial["closing"] = [str(pk) for pk in (free if ticked is None else ticked)]

    def _offer(self, options: list[tuple[str, str]]) -> None:
        field = self.fields["closing"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = options

    def wanted(self, before: Choices) -> Choices:
        """The choices that this form makes of those before."""
        said = self.cleaned_data
        closing = tuple(said["closing"]) if said["closing_shown"] else before.closing
        return replace(
            before,
            absent_have_left=said["absent_have_left"],
            closing=closing,
            writes_building=said["writes_building"],
        )


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
    form = EffectForm(request.POST if request.method == "POST" else None, choices=one.choices)
    if form.is_valid():
        wanted = form.wanted(one.choices)
        if wanted != one.choices:
            choose_matching(actor=request.actor, school_id=school.id, import_id=one.id, choices=wanted)
        if wanted.absent_have_left != one.choices.absent_have_left or "revoir" in request.POST:
            return HttpResponseRedirect(step_url("effect", school, one.id))
        one = replace(one, choices=wanted)
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
    form.offer(effect.closable, one.choices.closing)
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
        building=_building(effect) if may_manage_building(request.actor, school.id) else "",
        closes_classes=any(line.is_division for line in effect.closable),
        class_columns=[(_("Classe"), "text"), *((_COLUMNS[what], "number") for what in OF_CLASS)],
        names=_names(effect),
    )


def _building(effect: Effect) -> str:
    """« 2 grilles, 14 salles nouvelles », '' when the file has none to write."""
    grids, rooms = len(effect.building.grids), len(effect.building.rooms)
    said = [
        ngettext("%(n)s grille de sonneries", "%(n)s grilles de sonneries", grids) % {"n": grids} if grids else "",
        ngettext("%(n)s salle nouvelle", "%(n)s salles nouvelles", rooms) % {"n": rooms} if rooms else "",
    ]
    return ", ".join(filter(None, said))


def _said(one: Closable) -> str:
    """« Classe 3e A, 12 élèves, 4 séances à venir »."""
    what = (_("Classe %(code)s") if one.is_division else _("Groupe %(code)s")) % {"code": one.code}
    pupils = ngettext("%(n)s élève", "%(n)s élèves", one.pupils) % {"n": one.pupils}
    lessons = ngettext("%(n)s séance à venir", "%(n)s séances à venir", one.lessons) % {"n": one.lessons}
    return ", ".join((what, *([pupils] if one.pupils else []), *([lessons] if one.lessons else [])))


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
