"""The imports of a school, as its list shows them; what they say of a pupil, as her page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from preau.directory.people.reach import asked, pupils_in
from preau.directory.policies import reach_to_pupils
from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.policies import visible_imports
from preau.kernel import clock
from preau.kernel.actor import Actor

_SHOWN = 100
#: The modalities of choice of the national nomenclature.
_MODALITIES = {
    "S": "tronc commun",
    "O": "option obligatoire",
    "F": "option facultative",
    "L": "ajout académique au programme",
    "R": "enseignement religieux",
    "X": "mesure spécifique",
}
_OPTIONS = """
SELECT coalesce(s.label, o.subject), o.modality
  FROM pupil_option o
  JOIN school c ON c.id = o.school_id
  LEFT JOIN subject s ON s.source = c.source AND s.code = o.subject
 WHERE o.pupil_id = %(person)s AND o.school_id = %(school)s AND o.pupil_id IN ({pupils})
 ORDER BY o.rank NULLS LAST, 1
"""


@dataclass(frozen=True, slots=True)
class OptionLine:
    subject: str
    modality: str


def options_of_pupil(actor: Actor, school_id: int, person_id: int) -> tuple[OptionLine, ...]:
    """What the pupil chose, for whom she is a pupil of."""
    pupils = pupils_in(reach_to_pupils(actor, school_id), only="e.pupil_id = %(person)s")
    with connection.cursor() as cursor:
        rows = cursor.execute(
            _OPTIONS.format(pupils=pupils), asked(actor, school_id, clock.today(), person=person_id)
        ).fetchall()
    return tuple(OptionLine(subject, _MODALITIES.get(modality, modality)) for subject, modality in rows)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """`is_open`: its steps go on; `is_applied`: it has a report."""

    id: int
    sort: str
    files: str
    by: str
    at: datetime
    is_open: bool
    is_applied: bool


def capital(label: str) -> str:
    """« tableau CSV » at the head of a line."""
    return label[:1].upper() + label[1:]


def latest_imports(actor: Actor, school_id: int) -> tuple[ImportLine, ...]:
    """The latest first. Those given up, or whose files waited too long, are not worth a line."""
    now = clock.now()
    rows = visible_imports(actor).filter(school_id=school_id).exclude(state=SchoolImport.State.GIVEN_UP)
    found = rows.values_list(
        "id", "sort", "file_names", "made_by__first_name", "made_by__last_name", "received_at", "applied_at",
        "expires_at",
    )[:_SHOWN]  # fmt: skip
    return tuple(
        ImportLine(
            pk,
            capital(SchoolImport.Sort(sort).label),
            ", ".join(names),
            f"{first or ''} {last or ''}".strip(),
            applied or received,
            is_open=applied is None,
            is_applied=applied is not None,
        )
        for pk, sort, names, first, last, received, applied, expires in found
        if applied is not None or expires > now
    )
