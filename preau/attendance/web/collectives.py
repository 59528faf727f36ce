"""Collective absences: the list, and making one: what, who, a look at who would go, then it is made (C64)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.attendance.actions.make_collective_absence import make_collective_absence
from preau.attendance.collective import days_of
from preau.attendance.life.wording import spoken_time
from preau.attendance.policies import TREAT
from preau.attendance.queries.collective import PAGE_LENGTH, Moment, collective_counts, collectives, moment_label
from preau.attendance.queries.collective_clash import Candidate, Preview, groups_to_pick, preview
from preau.attendance.queries.reasons import shared_reasons
from preau.attendance.web.collective_form import CollectiveForm
from preau.attendance.web.treating import TREATERS
from preau.directory.people.search import Kind, people_found
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.ids import new_key

GOES, STAYS = "part", "reste"
#: What an address of the form holds; anything else in it is dropped.
_ONE = ("nom", "debut", "debut_heure", "fin", "fin_heure", "motif")
_MANY = ("classes", "groupes", "eleves")


class MakingForm(CollectiveForm):
    """The same, and which classes and groups go."""

    classes = forms.MultipleChoiceField(label=gettext_lazy("Classes"), required=False)
    groupes = forms.MultipleChoiceField(label=gettext_lazy("Groupes"), required=False)

    def __init__(self, *args: object, groups: Iterable[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = tuple(groups)
        for name, is_class in (("classes", True), ("groupes", False)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(str(pk), label) for pk, kind, label in known if (kind == "division") is is_class]

    def group_ids(self) -> list[int]:
        """Those that are ticked."""
        return [int(one) for name in ("classes", "groupes") for one in self.cleaned_data[name]]


class ChoiceForm(forms.Form):
    """Of each pupil who is absent already: does she go with the others?"""

    def __init__(self, *args: object, clashing: Iterable[Candidate], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for one in clashing:
            self.fields[_choice(one)] = forms.ChoiceField(
                label=f"{one.name} ({one.division})" if one.division else one.name,
                help_text=one.clash,
                choices=[(GOES, _("Part avec les autres")), (STAYS, _("Ne part pas"))],
                initial=STAYS if one.is_told else GOES,
                error_messages={"required": _("Dites si cet élève part.")},
            )

    def stays(self, one: Candidate) -> bool:
        """True of who is left where she is."""
        return bool(self.cleaned_data.get(_choice(one)) == STAYS)


@screen("Absences collectives", open_to=TREATERS, capability=TREAT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those under way and to come, then those of the past, the latest first."""
    counts = collective_counts(school.id)
    asked = request.GET.get("quand", "")
    default = next((one for one in (Moment.NOW, Moment.TO_COME) if counts[one]), Moment.TO_COME)
    moment = Moment(asked) if asked in set(Moment) else default
    pages = max(1, -(-counts[moment] // PAGE_LENGTH))
    number = min(next(iter(_numbers(request.GET, "page")), 1), pages) or 1
    return page(
        request,
        "attendance/collectives.html",
        title=_("Absences collectives"),
        school=school,
        lines=collectives(school.id, moment, number=number),
        moment=moment,
        tabs=[
            (f"{moment_label(one)} ({counts[one]})", f"{request.path}?quand={one}", one is moment)
            for one in Moment
        ],
        number=number,
        pages=pages,
        previous_url=f"{request.path}?quand={moment}&page={number - 1}" if number > 1 else "",
        next_url=f"{request.path}?quand={moment}&page={number + 1}" if number < pages else "",
    )


@screen("Créer une absence collective", open_to=TREATERS, writes=True, capability=TREAT)
def make(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The form, then the look at who goes: both are addresses, so that nothing needs a script. A POST makes it."""
    is_asked = "voir" in request.GET
    today = clock.today().isoformat()
    form = MakingForm(
        request.GET if is_asked else None,
        reasons=shared_reasons(school.id),
        groups=groups_to_pick(school.id, clock.today()),
        initial={"debut": today, "fin": today} | {name: request.GET[name] for name in _ONE if name in request.GET},
    )
    if not (is_asked and form.is_valid() and _is_in_order(form)):
        return _compose(request, school, form)
    starts_at, ends_at = form.span()
    key = _key(request)
    seen = preview(
        school.id,
        starts_at=starts_at,
        ends_at=ends_at,
        days=days_of(starts_at, ends_at),
        group_ids=form.group_ids(),
        pupil_ids=_numbers(request.GET, "eleves"),
        key=key,
    )
    choices = ChoiceForm(request.POST if request.method == "POST" else None, clashing=seen.clashing)
    if choices.is_valid():
        with refusal_shown_in(choices):
            made = make_collective_absence(
                actor=request.actor,
                school_id=school.id,
                key=key,
                label=form.cleaned_data["nom"],
                starts_at=starts_at,
                ends_at=ends_at,
                reason_id=int(form.cleaned_data["motif"]),
                pupil_ids={one.pupil_id for one in seen.candidates if not choices.stays(one)},
            )
        if not choices.errors:
            path = url("attendance:collective", uai=school.uai, collective_id=made.pk)
            return redirect_saying(path, _("C’est noté\u202f: les feuilles d’appel le montrent déjà."))
    return _look(request, school, form, seen, choices, key)


def _compose(request: Request, school: SchoolRef, form: MakingForm) -> HttpResponse:
    return page(
        request,
        "attendance/collective_new.html",
        title=_("Absence collective"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        chosen={name: request.GET.getlist(name) for name in _MANY},
    )


def _look(
    request: Request, school: SchoolRef, form: MakingForm, seen: Preview, choices: ChoiceForm, key: UUID
) -> HttpResponse:
    count = len(seen.candidates)
    kept = [(name, value) for name in (*_ONE, *_MANY) for value in request.GET.getlist(name)]
    typed = request.GET.get("q", "").replace("\x00", "")
    found = people_found(request.actor, school.id, typed, kind=Kind.PUPIL) if typed.strip() else None
    here = {one.pupil_id for one in seen.candidates}
    return page(
        request,
        "attendance/collective_preview.html",
        title=form.cleaned_data["nom"],
        school=school,
        status=422 if choices.errors else 200,
        form=form,
        seen=seen,
        choices=choices,
        flagged=[choices[_choice(one)] for one in seen.clashing],
        when=spoken_time(*form.span()),
        said=ngettext("%(num)s élève", "%(num)s élèves", count) % {"num": count},
        reason=form.labels[form.cleaned_data["motif"]],
        key=key,
        here=_address(request.path, [*kept, ("voir", "1")]),
        back=_address(request.path, kept),
        kept=[*kept, ("voir", "1")],
        typed=typed,
        found=None
        if found is None
        else [
            (one, "" if one.id in here else _address(request.path, [*kept, ("eleves", one.id), ("voir", "1")]))
            for one in found.people
        ],
        without={
            one.pupil_id: _address(
                request.path, [*(pair for pair in kept if pair != ("eleves", str(one.pupil_id))), ("voir", "1")]
            )
            for one in seen.candidates
            if one.is_by_name
        },
    )


def _key(request: Request) -> UUID:
    """What makes two sendings of a form one."""
    try:
        return UUID(request.POST.get("cle", ""))
    except ValueError:
        return new_key()


def _is_in_order(form: MakingForm) -> bool:
    starts_at, ends_at = form.span()
    if ends_at <= starts_at:
        form.add_error("fin", _("La fin doit venir après le début."))
    return not form.errors


def _choice(one: Candidate) -> str:
    return f"choix-{one.pupil_id}"


def _numbers(asked: QueryDict, name: str) -> list[int]:
    return [int(one) for one in asked.getlist(name) if one.isascii() and one.isdigit() and len(one) < 19]


def _address(path: str, pairs: Iterable[tuple[str, object]]) -> str:
    return f"{path}?{urlencode(list(pairs))}"
