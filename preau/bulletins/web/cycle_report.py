"""The end-of-cycle report of a pupil: eight domains, a synthesis, what was learnt besides (capability C90)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.write_cycle_report import write_cycle_report
from preau.bulletins.cycle import (
    COMPLEMENT_LEVELS,
    COMPLEMENTS,
    DOMAINS,
    EXEMPT,
    EXEMPTIBLE,
    LANGUAGE_LEVELS,
    LANGUAGES,
    LEVELS,
    CycleClass,
    CyclePupil,
    CycleWords,
    load_cycle_class,
    pupils_of,
)
from preau.bulletins.policies import may_write_cycle_reports
from preau.bulletins.rules import CYCLE_SYNTHESIS_LENGTH
from preau.bulletins.rules_dnb import DnbPoints, points_of, session_of
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.queries.skill_levels import DomainStanding, domain_levels, skill_levels
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_WRITERS = frozenset({Profile.TEACHER, Profile.DIRECTION})
#: The cycle at whose end the diplôme national du brevet is taken.
_OF_DNB = 4


class LevelField(forms.TypedChoiceField):
    """A level that may wait: the report is kept without it, and the page of the class says what it lacks."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class SynthesisField(forms.CharField):
    """A text that may wait, likewise."""

    def validate(self, value: Any) -> None:
        """Its length is checked apart."""


class CycleReportForm(forms.Form):
    """What is said of a pupil; a domain is a field of its code."""

    synthesis = SynthesisField(
        label=gettext_lazy("Synthèse des acquis"),
        help_text=gettext_lazy("1\u202f500 caractères au plus."),
        max_length=CYCLE_SYNTHESIS_LENGTH,
        strip=True,
    )
    complement = forms.ChoiceField(
        label=gettext_lazy("Enseignement de complément"),
        choices=[("", gettext_lazy("Aucun")), *COMPLEMENTS.items()],
        required=False,
    )
    complement_level = forms.TypedChoiceField(
        label=gettext_lazy("Objectifs de l’enseignement de complément"),
        choices=[("", "–"), *COMPLEMENT_LEVELS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue régionale"),
        choices=[("", gettext_lazy("Aucune")), *LANGUAGES.items()],
        required=False,
    )
    language_level = forms.TypedChoiceField(
        label=gettext_lazy("Niveau en langue régionale"),
        choices=[("", "–"), *LANGUAGE_LEVELS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, sent: QueryDict | None, pupil: CyclePupil, proposed: Mapping[str, DomainStanding]) -> None:
        words = pupil.words
        levels = {domain: words.levels.get(domain) for domain in DOMAINS}
        if not pupil.version:
            levels = {domain: proposed[domain].level if domain in proposed else None for domain in DOMAINS}
        start = {
            "synthesis": words.synthesis, "complement": words.complement, "language": words.language,
            "complement_level": words.complement_level, "language_level": words.language_level,
            "seen": pupil.version, **levels,
        }  # fmt: skip
        super().__init__(sent, initial=start)
        for domain, label in DOMAINS.items():
            exempt = [(EXEMPT, _("Dispensé"))] if domain == EXEMPTIBLE else []
            self.fields[domain] = LevelField(
                label=label,
                help_text=_said(proposed.get(domain)),
                choices=[("", _("À positionner")), *((n, f"{n}. {text}") for n, text in LEVELS.items()), *exempt],
                coerce=int,
                empty_value=None,
            )

    @property
    def domains(self) -> list[forms.BoundField]:
        """The eight, in their order."""
        return [self[domain] for domain in DOMAINS]

    def words(self) -> CycleWords:
        """What the action is asked."""
        said: dict[str, Any] = {
            name: self.cleaned_data[name] for name in CycleWords.__dataclass_fields__ if name in self.fields
        }
        levels = {domain: self.cleaned_data[domain] for domain in DOMAINS}
        return CycleWords({domain: level for domain, level in levels.items() if level is not None}, **said)


@screen("Bilan de fin de cycle d’un élève", open_to=_WRITERS, writes=True)
def write(request: Request, *, school: SchoolRef, group_id: int, cycle: int, pupil_id: int) -> HttpResponse:
    """Starts from what skills say; then the next pupil."""
    one = load_cycle_class(group_id, cycle, school_id=school.id)
    if not may_write_cycle_reports(request.actor, school.id, one.form_teacher_ids):
        raise NotAllowed
    pupils = pupils_of(one)
    pupil = next((other for other in pupils if other.pupil_id == pupil_id), None)
    if pupil is None:
        raise NotAllowed
    proposed = domain_levels(skill_levels(school.id, cycle, [pupil_id])).get(pupil_id, {})
    form = CycleReportForm(request.POST if request.method == "POST" else None, pupil, proposed)
    before, after = _neighbours(pupils, pupil)
    if form.is_valid():
        with refusal_shown_in(form):
            write_cycle_report(
                actor=request.actor, school_id=school.id, group_id=group_id, cycle=cycle, pupil_id=pupil_id,
                said=form.words(), seen=form.cleaned_data["seen"],
            )  # fmt: skip
        if not form.errors:
            return _on(request, school, one, after)
    return page(
        request,
        "bulletins/cycle_report.html",
        title=pupil.name,
        school=school,
        status=422 if form.errors else 200,
        one=one,
        pupil=pupil,
        form=form,
        steps=[_url(school, one, other) if other else "" for other in (before, after)],
        place=(pupils.index(pupil) + 1, len(pupils)),
        dnb=_dnb(one, pupil),
        labels=DOMAINS,
    )


def _on(request: Request, school: SchoolRef, one: CycleClass, after: CyclePupil | None) -> HttpResponseRedirect:
    said = _("Bilan enregistré.")
    if after is not None and "suivant" in request.POST:
        return redirect_saying(_url(school, one, after), said)
    there = reverse(
        "bulletins:cycle-class", kwargs={"uai": school.uai, "group_id": one.group_id, "cycle": one.cycle}
    )
    return redirect_saying(there, said)


def _neighbours(pupils: tuple[CyclePupil, ...], pupil: CyclePupil) -> tuple[CyclePupil | None, CyclePupil | None]:
    at = pupils.index(pupil)
    return (pupils[at - 1] if at else None), (pupils[at + 1] if at + 1 < len(pupils) else None)


def _url(school: SchoolRef, one: CycleClass, pupil: CyclePupil) -> str:
    words = {"uai": school.uai, "group_id": one.group_id, "cycle": one.cycle, "pupil_id": pupil.pupil_id}
    return reverse("bulletins:cycle-report", kwargs=words)


def _dnb(one: CycleClass, pupil: CyclePupil) -> DnbPoints | None:
    if one.cycle != _OF_DNB:
        return None
    session = session_of(one.year_label)
    return points_of(pupil.words.levels, pupil.words.complement_level, session, len(DOMAINS))


def _said(proposal: DomainStanding | None) -> str:
    """« Proposé par 6 compétences : 3. Maîtrise satisfaisante »."""
    if proposal is None:
        return ""
    return _("Calculé sur les compétences évaluées (%(n)s)\u202f: %(level)s, %(label)s.") % {
        "n": proposal.skills, "level": proposal.level, "label": LEVELS[proposal.level].lower(),
    }  # fmt: skip
