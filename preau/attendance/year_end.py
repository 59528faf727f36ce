"""The end of a year of presence (rule B11): which years are over, what goes, in what order, what stays.

What has its own term stays: messages to families a year (`forget_notifications`), exit regimes that still hold.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.directory.models import SchoolYear
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed, NotPossible

_ABSENCES = "absence_id IN (SELECT id FROM absence WHERE school_id = %(school)s AND held_on <= %(last)s)"
_PERIODS = "period_id IN (SELECT id FROM absence_period WHERE school_id = %(school)s AND last_on <= %(last)s)"
_OF_MEASURES = "SELECT id FROM absenteeism_measures WHERE school_id = %(school)s AND month <= %(last)s"
_OF_OUTINGS = "SELECT id FROM collective_absence WHERE school_id = %(school)s AND last_on <= %(last)s"

#: (table, which of its rows are of the year): in the order they go, whatever points to a row before the row.
#: Parameters: school, last (the last day of the year), until (the instant after it).
GOING = (
    ("settled_conflict", _ABSENCES),
    ("absence", "held_on <= %(last)s"),
    ("absence_proof", _PERIODS),
    ("follow_up", _PERIODS),
    ("absence_period_version", _PERIODS),
    ("absence_period", "last_on <= %(last)s"),
    ("collective_absence_version", f"collective_id IN ({_OF_OUTINGS})"),
    ("collective_absence", "last_on <= %(last)s"),
    ("sheet_remark", "held_on <= %(last)s"),
    ("passage", "held_on <= %(last)s"),
    ("exemption", "ends_on <= %(last)s"),
    ("alert_reset", "reset_at < %(until)s"),
    ("roll_nudge", "nudged_at < %(until)s"),
    ("roll", "opened_at < %(until)s"),
    ("measures_signature", f"measures_id IN ({_OF_MEASURES})"),
    ("measures_version", f"measures_id IN ({_OF_MEASURES})"),
    ("absenteeism_measures", "month <= %(last)s"),
    ("pupil_regime", "ends_on <= %(last)s"),
)


#: What each table holds, in words.
WORDS = {
    "absence": gettext_noop("absences et retards notés aux appels"),
    "absence_period": gettext_noop("périodes d’absence, avec motifs et réponses"),
    "absence_proof": gettext_noop("fichiers joints par les familles"),
    "follow_up": gettext_noop("suivis"),
    "sheet_remark": gettext_noop("remarques des feuilles d’appel"),
    "passage": gettext_noop("passages à l’infirmerie, au CDI, en étude"),
    "exemption": gettext_noop("dispenses finies"),
    "collective_absence": gettext_noop("absences collectives"),
    "absenteeism_measures": gettext_noop("mesures contre l’absentéisme"),
    "roll": gettext_noop("feuilles d’appel"),
    "pupil_regime": gettext_noop("régimes de sortie finis"),
}


def over_year(year_id: int) -> SchoolYear:
    """The year with this id. Errors: `NotAllowed` when there is none, `NotPossible` when it is not over."""
    year = SchoolYear.objects.filter(pk=year_id).first()
    if year is None:
        raise NotAllowed
    if clock.today() <= year.ends_on:
        raise NotPossible(_("L’année %(year)s n’est pas finie.") % {"year": year.label})
    return year
