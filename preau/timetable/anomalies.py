"""The kinds of anomalies that the timetable finds in itself (capability C46)."""

from __future__ import annotations

from preau.foundation.rooms.anomalies import AnomalyKind, Mend, Owner, Severity
from preau.timetable.queries import anomalies as found

_AT_THE_SOURCE = Mend(
    "Corriger le cours dans le logiciel d’emploi du temps puis l’importer de nouveau, "
    "ou dans «\u202fCours ajoutés\u202f» s’il a été fait ici"
)
_LOOK = Mend("Ouvrir l’emploi du temps", "timetable:school")

ANOMALIES = (
    AnomalyKind(
        "cours-sans-enseignant",
        "cours sans enseignant",
        "Personne ne donne ce cours : il passe pour une étude, et seule la vie scolaire en fait l’appel.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        _AT_THE_SOURCE,
        found.COURSE_WITHOUT_TEACHER,
    ),
    AnomalyKind(
        "cours-sans-salle",
        "cours sans salle",
        "L’emploi du temps ne dit pas où se tient ce cours : élèves et remplaçants doivent le demander.",
        Owner.SCHOOL,
        Severity.INFORMATION,
        _AT_THE_SOURCE,
        found.COURSE_WITHOUT_ROOM,
    ),
    AnomalyKind(
        "cours-sans-eleve",
        "cours sans élève",
        "Aucun élève n’est ni ne sera dans les groupes de ce cours : sa feuille d’appel est vide.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend("Répartir les élèves dans les groupes du logiciel d’emploi du temps"),
        found.COURSE_OF_NO_PUPIL,
    ),
    AnomalyKind(
        "enseignants-en-deux-lieux",
        "enseignants attendus à deux cours à la fois",
        "Deux cours de cette personne se tiennent à la même heure, la même semaine.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        _LOOK,
        found.TEACHER_IN_TWO_PLACES,
    ),
    AnomalyKind(
        "salles-prises-deux-fois",
        "salles prises deux fois à la même heure",
        "Deux cours se tiennent dans cette salle à la même heure, la même semaine.",
        Owner.SCHOOL,
        Severity.INFORMATION,
        _LOOK,
        found.ROOM_TAKEN_TWICE,
    ),
    AnomalyKind(
        "groupes-en-deux-lieux",
        "classes et groupes attendus à deux cours à la fois",
        "Deux cours de cette classe ou de ce groupe se tiennent à la même heure, la même semaine.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        _LOOK,
        found.GROUP_IN_TWO_PLACES,
    ),
)
