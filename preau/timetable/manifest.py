"""What the timetable brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Capability, Functions, Manifest, MenuItem, NoticeKind, Service
from preau.foundation.rooms.menu import SCHOOL
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.timetable import live
from preau.timetable.anomalies import ANOMALIES
from preau.timetable.policies import CHANGE_LESSONS, MANAGE_BUILDING, SEE_ANY, SEE_TAUGHT
from preau.timetable.settings_copied import SETTINGS
from preau.timetable.topics import may_listen_to_lessons

_WITH_A_DAY = frozenset({Profile.PUPIL, Profile.GUARDIAN, Profile.TEACHER})
_OTHER_STAFF = STAFF_PROFILES - {Profile.TEACHER}
#: Rule B1, row « Timetable »: the librarian reads all, the teacher her own and her classes'.
_LIBRARIAN = Functions("professeur documentaliste", frozenset({"DOC"}))
#: Of the profile « personnel », the secretariat alone (rule B1).
_SECRETARIAT = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="timetable",
    label="Emploi du temps",
    menu=(
        MenuItem("Emploi du temps", "timetable:mine", "calendar", _WITH_A_DAY, order=10),
        MenuItem(
            "Emplois du temps",
            "timetable:school",
            "calendar",
            _OTHER_STAFF,
            order=30,
            per_school=True,
            group=SCHOOL,
        ),
    ),
    capabilities=(
        Capability(
            SEE_ANY,
            "Voir tous les emplois du temps de l’établissement",
            STAFF_PROFILES,
            only={Profile.TEACHER: _LIBRARIAN},
        ),
        Capability(
            SEE_TAUGHT, "Voir l’emploi du temps de ses classes et de ses élèves", frozenset({Profile.TEACHER})
        ),
        Capability(
            CHANGE_LESSONS,
            "Annuler, déplacer, ajouter des séances et des cours, remplacer un enseignant",
            frozenset({Profile.DIRECTION, Profile.STAFF}),
            only={Profile.STAFF: _SECRETARIAT},
        ),
        Capability(
            MANAGE_BUILDING,
            "Écrire les sonneries et les salles de l’établissement",
            frozenset({Profile.DIRECTION, Profile.STAFF}),
            only={Profile.STAFF: _SECRETARIAT},
        ),
    ),
    anomalies=ANOMALIES,
    settings=SETTINGS,
    notices=(NoticeKind("timetable:change", "Changements d’emploi du temps"),),
    services=(
        Service(
            name="emploi-du-temps",
            label="Emploi du temps",
            summary="Les cours du jour, et ceux des semaines qui viennent.",
            icon="calendar",
            url_name="timetable:mine",
            profiles=_WITH_A_DAY | _OTHER_STAFF,
            audience_code=7,
        ),
    ),
    retention={
        "alternation": "année scolaire en cours (règle B11)",
        "weekly_course": "année scolaire en cours (règle B11)",
        "weekly_course_group": "comme le cours",
        "weekly_course_teacher": "comme le cours",
        "lesson": "année scolaire en cours (règle B11)",
        "lesson_group": "comme la séance",
        "lesson_teacher": "comme la séance",
        "replacement": "année scolaire en cours (règle B11)",
        "bell_grid": "comme l’établissement",
        "bell_slot": "comme l’établissement",
        "bell_grid_group": "comme l’établissement",
        "room": "comme l’établissement",
        "agenda_link": "jusqu’à son retrait, ou au départ de la personne",
    },
    topics={"emploi": live.may_listen_to_timetables, "seances": may_listen_to_lessons},
)
