"""What a collective absence is, as forms ask it: to make one, to change it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy

from preau.attendance.collective import LONGEST_LABEL
from preau.attendance.queries.reasons import SharedReason
from preau.attendance.web.noting import SpanForm
from preau.kernel import clock

#: The code of the reason proposed first, in the catalogue a school is born with.
_PROPOSED = "sortie"


class CollectiveForm(SpanForm):
    """Its name, its time and its reason."""

    nom = forms.CharField(
        label=gettext_lazy("Ce que font les élèves"),
        help_text=gettext_lazy(
            "Par exemple\u202f: Sortie au musée, Bac blanc. Les enseignants et les familles le lisent."
        ),
        max_length=LONGEST_LABEL,
        error_messages={
            "required": gettext_lazy("Donnez un nom\u202f: les enseignants et les familles le lisent."),
            "max_length": gettext_lazy("Donnez un nom de 80 caractères au plus."),
        },
    )
    motif = forms.ChoiceField(label=gettext_lazy("Motif"))
    field_order = ("nom", "debut", "debut_heure", "fin", "fin_heure", "motif")

    def __init__(self, *args: object, reasons: Iterable[SharedReason], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known = tuple(reasons)
        motif = self.fields["motif"]
        assert isinstance(motif, forms.ChoiceField)
        motif.choices = [
            (label, [(str(one.id), one.label) for one in known if one.is_under_responsibility is is_under])
            for label, is_under in (
                (gettext_lazy("Sous la responsabilité de l’établissement, jamais comptés"), True),
                (gettext_lazy("Autres motifs"), False),
            )
        ]
        self.labels = {str(one.id): one.label for one in known}
        motif.initial = next((str(one.id) for one in known if one.code == _PROPOSED), None)


def in_fields(starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """A time as the fields of a form say it: midnight is no hour."""
    start, end = clock.local(starts_at), clock.local(ends_at)
    is_until_evening = end.time() == time()
    last = clock.school_day(ends_at - timedelta(minutes=1)) if is_until_evening else end.date()
    return {
        "debut": start.date().isoformat(),
        "debut_heure": "" if start.time() == time() else f"{start:%H:%M}",
        "fin": last.isoformat(),
        "fin_heure": "" if is_until_evening else f"{end:%H:%M}",
    }
