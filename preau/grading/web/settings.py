"""The choices of a school about marks: what they are today, and one small page for each group of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.models import School
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.change_grading_settings import change_grading_settings
from preau.grading.averages.rounding import Rounding
from preau.grading.code_words import code_words
from preau.grading.entry import number
from preau.grading.models import GradingSettings
from preau.grading.policies import SET
from preau.grading.queries.kinds import kinds_of
from preau.grading.rules import OUT_OF
from preau.grading.school_choices import settings_of
from preau.grading.web.doors import OFFICE, back_from_office
from preau.grading.web.setting_forms import (
    GENERAL_WORDS,
    ROUNDING_WORDS,
    AveragesForm,
    ChoiceForm,
    CodesForm,
    FamiliesForm,
    LoadForm,
    PositioningForm,
)
from preau.kernel import words
from preau.kernel.actor import SchoolRef

#: What is said of a group of choices: (label, value), each a text, translated when it is read.
Pairs = Sequence[tuple[object, object]]


@screen("Réglages des notes", open_to=OFFICE, capability=SET)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What is chosen, group by group, each with its door."""
    kept = settings_of(school.id)
    kinds = [one for one in kinds_of(school.id) if one.is_offered]
    return page(
        request,
        "grading/settings.html",
        title=_("Réglages des notes"),
        school=school,
        back=back_from_office(request, school),
        groups=[
            (_("Moyennes"), "grading:settings-averages", _averages(kept, school)),
            (_("Ce que voient les familles"), "grading:settings-families", _families(kept)),
            (_("Nombre de contrôles"), "grading:settings-load", _load(kept)),
            (_("Positionnement de 1 à 4"), "grading:settings-positioning", _levels(kept.positioning)),
            (
                _("À la place d’une note"),
                "grading:settings-codes",
                list(code_words(kept.code_labels).items()),
            ),
            (
                _("Natures d’évaluation"),
                "grading:kinds",
                [(_("Proposées"), ", ".join(one.label for one in kinds))],
            ),
        ],
    )


@screen("Régler les moyennes", open_to=OFFICE, writes=True, capability=SET)
def averages(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Rounding, general average, rank."""
    return _chosen(request, school, AveragesForm, _("Moyennes"))


@screen("Régler ce que voient les familles", open_to=OFFICE, writes=True, capability=SET)
def families(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Release hour, delay of parents, figures of the class."""
    return _chosen(request, school, FamiliesForm, _("Ce que voient les familles"))


@screen("Régler le nombre de contrôles", open_to=OFFICE, writes=True, capability=SET)
def load(request: Request, *, school: SchoolRef) -> HttpResponse:
    """From how many a new one is pointed out."""
    return _chosen(request, school, LoadForm, _("Nombre de contrôles"))


@screen("Régler le positionnement", open_to=OFFICE, writes=True, capability=SET)
def positioning(request: Request, *, school: SchoolRef) -> HttpResponse:
    """From which average each level begins."""
    return _chosen(request, school, PositioningForm, _("Positionnement de 1 à 4"))


@screen("Régler les mots des codes", open_to=OFFICE, writes=True, capability=SET)
def codes(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What families read when a code stands in place of a mark."""
    return _chosen(request, school, CodesForm, _("À la place d’une note"))


def _chosen(request: Request, school: SchoolRef, kind: type[ChoiceForm], title: str) -> HttpResponse:
    kept = settings_of(school.id)
    form = kind(request.POST if request.method == "POST" else None, initial=kind.starting(kept))
    if form.is_valid():
        changed = False
        with refusal_shown_in(form):
            changed = change_grading_settings(actor=request.actor, school_id=school.id, choice=form.choice())
        if not form.errors:
            said = _("Le réglage est enregistré.") if changed else _("Rien n’a changé.")
            return redirect_saying(reverse("grading:settings", kwargs={"uai": school.uai}), said)
    return page(
        request,
        "grading/setting.html",
        title=title,
        school=school,
        status=422 if form.errors else 200,
        form=form,
        heading=title,
        levels=_levels(kept.positioning) if kind is PositioningForm else (),
        is_codes=kind is CodesForm,
    )


def _averages(kept: GradingSettings, school: SchoolRef) -> Pairs:
    general: object = GENERAL_WORDS[kept.shows_general]
    if kept.shows_general is None:
        is_college = School.objects.values_list("kind", flat=True).get(pk=school.id) == School.Kind.COLLEGE
        general = _("Non, comme tout collège d’office") if is_college else _("Oui, d’office")
    return [
        (_("Arrondi"), ROUNDING_WORDS[Rounding(kept.rounding)]),
        (_("Moyennes lues par les familles en cours de période"), _yes(is_so=kept.shows_averages)),
        (_("Moyenne générale"), general),
        (_("Rang sur le bulletin"), _yes(is_so=kept.shows_rank)),
    ]


def _families(kept: GradingSettings) -> Pairs:
    delay = kept.parents_after_hours
    figures = _("Dès %(count)s notes") % {"count": kept.fewest_marks}
    return [
        (_("Les notes paraissent à"), words.hour(kept.release_hour)),
        (
            _("Les parents les lisent"),
            _("%(count)s h après l’élève") % {"count": delay} if delay else _("En même temps que l’élève"),
        ),
        (_("Repères de la classe"), figures if kept.shows_class_figures else _("Jamais montrés")),
    ]


def _load(kept: GradingSettings) -> Pairs:
    return [
        (_("Prévenir dès"), _per(kept.tests_a_day, _("%(count)s le même jour"))),
        (_("Et dès"), _per(kept.tests_a_week, _("%(count)s la même semaine"))),
    ]


def _levels(begins: Sequence[Decimal]) -> Pairs:
    edges = [Decimal(0), *begins, OUT_OF]
    said = []
    for level in range(1, len(edges)):
        first, last = number(Decimal(edges[level - 1])), number(Decimal(edges[level]))
        is_top = level == len(edges) - 1
        said.append(
            (
                _("Niveau %(level)s") % {"level": level},
                _("de %(first)s à %(last)s") % {"first": first, "last": last}
                if is_top
                else _("de %(first)s à moins de %(last)s") % {"first": first, "last": last},
            )
        )
    return said


def _per(count: int, said: str) -> str:
    return said % {"count": count} if count else _("jamais")


def _yes(*, is_so: bool) -> str:
    return _("Oui") if is_so else _("Non")
