"""What grading brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import (
    Capability,
    ChildFacet,
    HomeCard,
    Manifest,
    MenuItem,
    NoticeKind,
    Service,
)
from preau.foundation.rooms.menu import MARKS
from preau.grading import live, lock_notices, notices, releasing  # noqa: F401 - declares the listeners
from preau.grading.home import own_statement, statements_of
from preau.grading.policies import ARRANGE, ARRANGE_SKILLS, LOCK, SEE_ANY, SET, WRITE_OWN
from preau.kernel.actor import Profile

_YEAR = "année scolaire en cours (règle B11)"

#: The direction goes there from « Notes », closed to the office: a right given to the office has its own door.
_OFFICE = frozenset({Profile.STAFF})
_READERS = frozenset({Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION})

MANIFEST = Manifest(
    room="grading",
    label="Notes et compétences",
    menu=(
        MenuItem("Notes", "grading:books", "file", _READERS, order=40, per_school=True, group=MARKS),
        *(
            MenuItem(label, door, "file", _OFFICE, order=41, per_school=True, capability=right, group=MARKS)
            for label, door, right in (
                ("Carnets de notes", "grading:arrange", ARRANGE),
                ("Verrous des notes", "grading:locks", LOCK),
                ("Réglages des notes", "grading:settings", SET),
                ("Référentiel de compétences", "grading:referential", ARRANGE_SKILLS),
            )
        ),
    ),
    home=(
        HomeCard(
            name="mes-notes",
            profiles=frozenset({Profile.PUPIL}),
            template="grading/home/pupil.html",
            lines=own_statement,
            order=31,
        ),
    ),
    child_facets=(
        ChildFacet(
            name="notes",
            template="grading/home/child.html",
            lines=statements_of,
            topics=lambda pupil_id: (),
            order=20,
        ),
    ),
    capabilities=(
        Capability(WRITE_OWN, "Écrire les notes de ses carnets", frozenset({Profile.TEACHER})),
        Capability(
            SEE_ANY,
            "Lire les notes de toutes les classes",
            frozenset({Profile.VIE_SCOLAIRE, Profile.DIRECTION}),
        ),
        Capability(ARRANGE, "Arranger les carnets de notes", frozenset({Profile.DIRECTION})),
        Capability(LOCK, "Verrouiller les périodes de notes et rouvrir un carnet", frozenset({Profile.DIRECTION})),
        Capability(
            ARRANGE_SKILLS, "Arranger le référentiel de compétences et ses niveaux", frozenset({Profile.DIRECTION})
        ),
        Capability(SET, "Régler les notes\u202f: arrondis, affichage, natures", frozenset({Profile.DIRECTION})),
    ),
    notices=(
        NoticeKind("grading:new_marks", "Nouvelles notes", profiles=frozenset({Profile.PUPIL, Profile.GUARDIAN})),
        NoticeKind("grading:reopened", "Carnets de notes rouverts"),
    ),
    services=(
        Service(
            name="notes",
            label="Notes",
            summary="Les notes et les moyennes, à mesure qu’elles sont données.",
            icon="file",
            url_name="home",
            profiles=_READERS,
            audience_code=3,
        ),
    ),
    topics={"carnet": live.may_listen_to_gradebook},
    retention={
        "grading_settings": "tant que l’établissement est là",
        "evaluation_kind": "tant que l’établissement est là",
        "skill_level": "tant que l’établissement est là",
        "skill": "tant que l’établissement est là",
        "gradebook": _YEAR,
        "gradebook_teacher": "avec son carnet",
        "sub_subject": "avec son carnet",
        "entry_permission": "avec son carnet",
        "gradebook_figures": "avec son carnet",
        "evaluation": _YEAR,
        "evaluation_skill": "avec son évaluation",
        "mark": _YEAR,
        "mark_version": "avec sa note",
        "term_lock": "avec sa période",
        "term_result": _YEAR,
        "term_result_version": "avec le résultat de la période",
        "new_marks_subscription": "tant que l’élève est dans l’établissement",
        "skill_mark": "toute la scolarité secondaire (règle B11, compétences acquises)",
        "skill_mark_version": "avec son niveau",
        "skill_final": "toute la scolarité secondaire (règle B11, compétences acquises)",
    },
)
