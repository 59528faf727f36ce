"""What is done about the absenteeism of a pupil in a month (capability C71)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.write_measures import write_measures
from preau.attendance.measuring import MeasureWords, SignatureWords
from preau.attendance.models import MeasuresSignature
from preau.attendance.policies import TREAT
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.attendance.queries.measures import MonthMeasures, month_measures
from preau.attendance.queries.thresholds import month_of
from preau.attendance.web.treating import TREATERS
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_DAY = {"invalid": gettext_lazy("Écrivez le jour ainsi\u202f: 24/11/2026.")}
#: Above so many adults, the list has a search.
_MANY = 20


class ReferentField(forms.TypedChoiceField):
    """Shows the adults that were searched; takes any of those who work here, and the one already named."""

    known: frozenset[int] = frozenset()

    def valid_value(self, value: object) -> bool:
        return str(value) in {str(pk) for pk in self.known}


class MeasuresForm(forms.Form):
    """The names are those of the action; and, of each who is asked, whether and when she signed."""

    referent_id = ReferentField(
        label=gettext_lazy("Adulte référent"), required=False, coerce=int, empty_value=None
    )
    agreed_on = forms.DateField(label=gettext_lazy("Accord trouvé le"), required=False, error_messages=_DAY)
    agreement = forms.CharField(label=gettext_lazy("Ce qui a été convenu"), required=False)
    met_on = forms.DateField(
        label=gettext_lazy("Communauté éducative réunie le"),
        help_text=gettext_lazy("À partir de dix demi-journées dans le mois."),
        required=False,
        error_messages=_DAY,
    )
    measures = forms.CharField(label=gettext_lazy("Mesures décidées"), required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=10**6)

    def __init__(self, *args: Any, written: MonthMeasures, typed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("referent_id", "agreed_on", "agreement", "met_on", "measures"):
            self.fields[name].initial = getattr(written.said, name)
        self.signers = written.signers
        self._offer(written, typed)
        for one in self.signers:
            self.fields[f"signature-{one.person_id}"] = forms.ChoiceField(
                label=_("Signature\u202f: %(name)s") % {"name": one.name}, choices=MeasuresSignature.State.choices,
                initial=one.state, required=False,
            )  # fmt: skip
            self.fields[f"signe-le-{one.person_id}"] = forms.DateField(
                label=_("Signé par %(name)s, le") % {"name": one.name}, initial=one.signed_on, required=False,
                error_messages=_DAY,
            )  # fmt: skip

    def _offer(self, written: MonthMeasures, typed: str) -> None:
        """Those who answer to what was typed; and the one who is named or was just chosen, whatever was typed."""
        named = written.said.referent_id
        everybody = dict(written.staff)
        if named is not None and named not in everybody:
            everybody = {named: _("%(name)s – n’est plus en poste") % {"name": written.referent}, **everybody}
        chosen = {str(named), self.data.get("referent_id", "")}
        asked = words.folded(typed).split()
        self.found = [pk for pk, name in written.staff if _answers(name, asked)]
        shown = [(pk, name) for pk, name in everybody.items() if pk in self.found or str(pk) in chosen]
        field = self.fields["referent_id"]
        assert isinstance(field, ReferentField)
        field.known = frozenset(everybody)
        field.choices = [("", _("Pas encore nommé")), *shown]

    def said(self) -> MeasureWords:
        """Once the form is valid. Of somebody whose line was not sent, nothing is said."""
        said = self.cleaned_data
        asked = (one.person_id for one in self.signers)
        signatures = tuple(
            SignatureWords(pk, said[f"signature-{pk}"] or MeasuresSignature.State.TO_SIGN, said[f"signe-le-{pk}"])
            for pk in asked
            if said[f"signature-{pk}"] or said[f"signe-le-{pk}"]
        )
        return MeasureWords(
            said["referent_id"], said["agreed_on"], said["agreement"], said["met_on"], said["measures"], signatures
        )

    def signature_fields(self) -> list[tuple[BoundField, BoundField]]:
        """Each who is asked, to print: what she did, the day."""
        return [(self[f"signature-{one.person_id}"], self[f"signe-le-{one.person_id}"]) for one in self.signers]


@screen("Mesures contre l’absentéisme d’un élève", open_to=TREATERS, writes=True, capability=TREAT)
def write(request: Request, *, school: SchoolRef, pupil_id: int, month: str) -> HttpResponse:
    """Read and written together; then the file."""
    pupil = enrolled_pupil(school.id, pupil_id, or_was=True)
    first = _month(month)
    written = month_measures(request.actor, school.id, pupil_id, first)
    typed = request.GET.get("adulte", "").replace("\x00", "")
    form = MeasuresForm(request.POST if request.method == "POST" else None, written=written, typed=typed)
    shown: dict[str, Any] = {"form": form, "typed": typed}
    if is_fragment(request) and request.method == "GET":
        return fragment(request, "attendance/measures_referent.html", **shown)
    if form.is_valid():
        with refusal_shown_in(form):
            write_measures(
                actor=request.actor, school_id=school.id, pupil_id=pupil_id, month=first,
                said=form.said(), seen=form.cleaned_data["seen"] or 0,
            )  # fmt: skip
        if not form.errors:
            path = reverse("attendance:file", kwargs={"uai": school.uai, "pupil_id": pupil_id})
            return redirect_saying(path, _("Les mesures sont dans le dossier."))
    return page(
        request,
        "attendance/measures.html",
        title=_("Mesures"),
        school=school,
        status=422 if form.errors else 200,
        pupil=pupil,
        month=month_of(first),
        here=request.path,
        written=written,
        signatures=form.signature_fields(),
        is_long=len(written.staff) > _MANY,
        **shown,
    )


def _month(typed: str) -> date:
    """The first day of a month that has begun."""
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise NotAllowed from None
    if first > clock.today():
        raise NotAllowed
    return first


def _answers(name: str, asked: Sequence[str]) -> bool:
    """Each word that was typed begins a word of the name."""
    parts = words.folded(name).split()
    return all(any(part.startswith(word) for part in parts) for word in asked)
