"""What vigilance brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Capability, Functions, Manifest, MenuItem, NoticeKind, When
from preau.foundation.rooms.menu import REGION, SCHOOL
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.vigilance.duties import DUTIES
from preau.vigilance.live import hears_incidents, hears_reports
from preau.vigilance.notices import ALARM, ANSWER
from preau.vigilance.policies import FREEZE, LEAD, TREAT

_HEAD = frozenset({Profile.DIRECTION})
_AGENT = frozenset({Profile.AGENT})
_LEADERS = _HEAD | _AGENT
_TREATERS = frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE})
#: An AED does not read who reported what.
_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))

MANIFEST = Manifest(
    room="vigilance",
    label="Signalements et crise",
    menu=(
        MenuItem(
            "Signalements",
            "vigilance:reports",
            "alert",
            _TREATERS,
            order=70,
            per_school=True,
            capability=TREAT,
            group=SCHOOL,
        ),
        MenuItem("Crise", "vigilance:incidents", "alert", _HEAD, order=90, capability=LEAD, group=SCHOOL),
        MenuItem("Crise", "vigilance:incidents", "alert", _AGENT, order=90, capability=LEAD, group=REGION),
    ),
    capabilities=(
        Capability(FREEZE, "Suspendre la messagerie et la rouvrir", _LEADERS),
        Capability(
            TREAT,
            "Lire les signalements de l’établissement et dire la suite donnée",
            _TREATERS,
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            LEAD,
            "Conduire une crise\u202f: retirer des messages, réinitialiser des comptes, garder des preuves",
            _LEADERS,
        ),
    ),
    notices=(
        NoticeKind(
            ALARM,
            "Signalements de harcèlement ou de menace",
            when=When.AT_ONCE,
            profiles=STAFF_PROFILES,
            is_urgent=True,
            is_sensitive=True,
        ),
        NoticeKind(ANSWER, "Suite donnée à mes signalements", is_sensitive=True),
    ),
    retention={
        "messaging_freeze": "comme l’établissement\u202f: un motif et des identifiants",
        "writing_report": "l’année scolaire du signalement et la suivante",
        "referent": "tant qu’il est désigné",
        "incident": "cinq ans après sa clôture",
        "incident_writing": "comme l’incident",
        "incident_account": "comme l’incident",
        "incident_work": "comme l’incident",
        "evidence_file": "comme l’incident",
        "drill_account": "le temps de l’exercice",
        "drill_writing": "le temps de l’exercice",
    },
    duties=DUTIES,
    topics={"signalements": hears_reports, "incident": hears_incidents},
    account=(
        MenuItem(
            "Mes signalements", "vigilance:mine", "alert", frozenset(Profile) - {Profile.ANONYMOUS}, order=80
        ),
    ),
    person_columns=(
        ("writing_report", "author_id"),
        ("writing_report", "reporter_id"),
    ),
)
