"""What attendance brings to the house."""

from __future__ import annotations

from preau.attendance import alerts, decisions, live, notices, nudging, purging  # noqa: F401 - declares the listeners
from preau.attendance.duties import DUTIES
from preau.attendance.home import (
    pupil_today,
    pupil_topics,
    school_card,
    school_topics,
    teacher_day,
    teacher_topics,
)
from preau.attendance.life import reacting  # noqa: F401 - the same; periods are gathered before pages are told
from preau.attendance.policies import (
    CALL_ANY,
    CALL_OWN,
    END_YEAR,
    EXEMPT,
    NOTE_PASSAGE,
    SEE_ANY,
    SEE_BOARD,
    SET,
    TREAT,
)
from preau.attendance.queries.pupils import pupils_today
from preau.attendance.settings_copied import SETTINGS
from preau.foundation.rooms.manifest import (
    Capability,
    ChildFacet,
    Functions,
    HomeCard,
    Manifest,
    MenuItem,
    NoticeKind,
    Service,
    When,
)
from preau.foundation.rooms.menu import LIFE
from preau.kernel.actor import Profile

_WATCHERS = frozenset({Profile.VIE_SCOLAIRE, Profile.DIRECTION})
_TREATERS = _WATCHERS | {Profile.STAFF}
#: Rule B1, row « Roll call »: the CPE writes all, the AED the study hall only.
#: Rule B1, row « Roll call », columns « Secretariat » and « Nurse ».
_READING_STAFF = Functions("secrétariat, santé", frozenset({"ADF", "MDS"}))
_OFFICE = Functions("secrétariat", frozenset({"ADF"}))
_NURSE = Functions("santé", frozenset({"MDS"}))
_LIBRARIAN = Functions("professeur documentaliste", frozenset({"DOC"}))
_EXEMPTING_STAFF = Functions("secrétariat, santé", frozenset({"ADF", "MDS"}))
_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))

_GUARDIANS = frozenset({Profile.GUARDIAN})

MANIFEST = Manifest(
    room="attendance",
    label="Présence",
    menu=(
        MenuItem("En ce moment", "attendance:board", "roll", _WATCHERS, order=20, per_school=True, group=LIFE),
        MenuItem(
            "Absences",
            "attendance:desk",
            "person",
            _TREATERS,
            order=21,
            per_school=True,
            capability=TREAT,
            group=LIFE,
        ),
        MenuItem(
            "Passages",
            "attendance:passages",
            "clock",
            _WATCHERS | {Profile.STAFF, Profile.TEACHER},
            order=22,
            per_school=True,
            capability=NOTE_PASSAGE,
            group=LIFE,
        ),
        MenuItem(
            "Dispenses",
            "attendance:exemptions",
            "check",
            _TREATERS,
            order=23,
            per_school=True,
            capability=EXEMPT,
            group=LIFE,
        ),
    ),
    home=(
        HomeCard(
            name="cours-du-jour",
            profiles=frozenset({Profile.TEACHER}),
            template="attendance/home/teacher.html",
            lines=teacher_day,
            topics=teacher_topics,
            order=10,
            every=60,
        ),
        HomeCard(
            name="vie-scolaire",
            profiles=frozenset({Profile.VIE_SCOLAIRE}),
            template="attendance/home/board.html",
            lines=school_card,
            topics=school_topics,
            order=10,
            every=60,
        ),
        HomeCard(
            name="etablissement",
            profiles=frozenset({Profile.DIRECTION}),
            template="attendance/home/head.html",
            lines=school_card,
            topics=school_topics,
            order=10,
            every=60,
        ),
        HomeCard(
            name="ma-presence",
            profiles=frozenset({Profile.PUPIL}),
            template="attendance/home/pupil.html",
            lines=pupil_today,
            topics=pupil_topics,
            order=30,
        ),
    ),
    child_facets=(
        ChildFacet(
            name="presence",
            template="attendance/home/child.html",
            lines=pupils_today,
            topics=lambda pupil_id: (f"eleve:{pupil_id}",),
            order=10,
        ),
    ),
    capabilities=(
        Capability(
            CALL_ANY,
            "Faire et corriger l’appel de tous les cours",
            _WATCHERS,
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            SEE_ANY,
            "Lire les feuilles d’appel de tous les cours",
            _WATCHERS | {Profile.STAFF},
            only={Profile.STAFF: _READING_STAFF},
        ),
        Capability(
            CALL_OWN,
            "Faire l’appel de ses cours et de ses études, le jour même",
            frozenset({Profile.TEACHER, Profile.VIE_SCOLAIRE}),
        ),
        Capability(
            NOTE_PASSAGE,
            "Noter qui arrive à l’infirmerie, au CDI, en étude, et qui en repart",
            _WATCHERS | {Profile.STAFF, Profile.TEACHER},
            only={Profile.STAFF: _NURSE, Profile.TEACHER: _LIBRARIAN},
        ),
        Capability(SEE_BOARD, "Voir le tableau de la vie scolaire", _WATCHERS),
        Capability(
            SET,
            "Régler la présence et tenir la liste des motifs",
            _WATCHERS,
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(END_YEAR, "Effacer la présence d’une année finie", frozenset({Profile.DIRECTION})),
        Capability(
            EXEMPT,
            "Écrire les dispenses des élèves",
            _TREATERS,
            only={Profile.STAFF: _EXEMPTING_STAFF},
        ),
        Capability(
            TREAT,
            "Lire et écrire les motifs des absences, en décider, les suivre",
            _WATCHERS | {Profile.STAFF},
            only={Profile.STAFF: _OFFICE},
        ),
    ),
    notices=(
        NoticeKind("attendance:absence", "Absences", When.AT_ONCE, _GUARDIANS, sent_by_room=True),
        NoticeKind("attendance:late", "Retards", profiles=_GUARDIANS),
        NoticeKind("attendance:roll", "Appels à faire", When.NEVER, frozenset({Profile.TEACHER})),
        NoticeKind("attendance:decision", "Réponses de la vie scolaire", profiles=_GUARDIANS),
        NoticeKind("attendance:year", "Fin d’année", profiles=frozenset({Profile.DIRECTION})),
    ),
    services=(
        Service(
            name="appel",
            label="Appel et absences",
            summary="L’appel en deux gestes, les absences connues aussitôt.",
            icon="roll",
            url_name="home",
            profiles=frozenset(
                {Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION, Profile.GUARDIAN, Profile.PUPIL}
            ),
            audience_code=4,
        ),
    ),
    person_columns=(
        ("notification", "recipient_id"),
        ("absence_proof", "sent_by_id"),
        ("absence_period", "said_by_id"),
    ),
    retention={
        "absence": "année scolaire en cours (règle B11)",
        "absence_period": "année scolaire en cours (règle B11)",
        "absence_period_version": "avec sa période",
        "follow_up": "avec sa période",
        "absence_proof": "avec sa période",
        "notification": "un an (preuve d’un échange, règle B11)",
        "collective_absence": "année scolaire en cours (règle B11)",
        "collective_absence_version": "avec son absence collective",
        "absence_reason": "tant que l’établissement est là",
        "attendance_settings": "tant que l’établissement est là",
        "exemption": "année scolaire en cours (règle B11)",
        "presence_summary": "dix ans, sans lien à personne (règle B11)",
        "presence_purge": "dix ans",
        "sheet_remark": "année scolaire en cours (règle B11)",
        "assembly_point": "tant que l’établissement est là",
        "assembly_class": "tant que l’établissement est là",
        "absenteeism_measures": "année scolaire en cours (règle B11)",
        "measures_signature": "avec ses mesures",
        "measures_version": "avec ses mesures",
        "passage": "année scolaire en cours (règle B11)",
        "exit_regime": "tant que l’établissement est là",
        "pupil_regime": "année scolaire en cours (règle B11)",
        "settled_conflict": "avec son absence",
        "alert_reset": "année scolaire en cours (règle B11)",
        "roll_nudge": "année scolaire en cours (règle B11)",
        "roll": "année scolaire en cours (règle B11)",
    },
    settings=SETTINGS,
    duties=DUTIES,
    topics={
        "eleve": live.may_listen_to_pupil,
        "ecole": live.may_listen_to_school,
        "cours": live.may_listen_to_lesson,
    },
)
