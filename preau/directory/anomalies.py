"""The kinds of anomalies that the directory finds in itself (issue « anomaly desk »; capabilities C5, C16)."""

from __future__ import annotations

from preau.directory import anomaly_statements as found
from preau.foundation.rooms.anomalies import AnomalyKind, AnomalyLine, Mend, Owner, Severity


def _pair(line: AnomalyLine) -> dict[str, int]:
    return {"first_id": line.keys[0], "second_id": line.keys[1]}


_PERSON = ("directory:person", "person_id")
_GROUP = ("directory:group", "group_id")
_COMPARE = Mend("Comparer les deux fiches", "console:compare", _pair)

ANOMALIES = (
    AnomalyKind(
        "eleves-sans-classe",
        "élèves sans classe",
        "L’élève est inscrit, mais dans aucune classe\u202f: aucun appel ne le nomme et il n’a aucun cours.",
        Owner.SCHOOL,
        Severity.BLOCKING,
        Mend("Donner une classe à l’élève dans SIECLE"),
        found.PUPIL_WITHOUT_CLASS,
        _PERSON,
    ),
    AnomalyKind(
        "eleves-dans-deux-classes",
        "élèves dans deux classes à la fois",
        "Une seule classe est la bonne\u202f: tant qu’il y en a deux, l’élève est appelé deux fois.",
        Owner.SCHOOL,
        Severity.BLOCKING,
        Mend("Garder une seule classe dans SIECLE"),
        found.PUPIL_IN_TWO_CLASSES,
        _PERSON,
    ),
    AnomalyKind(
        "fiches-en-double",
        "paires de même nom et de même date de naissance",
        "C’est sans doute une seule personne, venue deux fois\u202f: chaque fiche n’a qu’une part de sa vie.",
        Owner.SCHOOL,
        Severity.BLOCKING,
        _COMPARE,
        found.HOMONYMS,
    ),
    AnomalyKind(
        "enseignants-sans-classe",
        "enseignants sans classe ni groupe",
        "Aucun service ne relie cet enseignant à des élèves\u202f: il ne voit ni ses classes ni leurs appels.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend("Saisir ses services dans STSweb"),
        found.TEACHER_WITHOUT_GROUP,
        _PERSON,
    ),
    AnomalyKind(
        "adultes-sans-poste",
        "adultes à qui l’on donne une classe sans poste ici",
        "Un service ou une classe lui est confié, mais l’annuaire ne lui connaît pas de poste dans "
        "l’établissement\u202f: il ne peut pas y entrer.",
        Owner.ACADEMIE,
        Severity.BLOCKING,
        Mend("Demander à l’académie de l’affecter à l’établissement"),
        found.ADULT_WITHOUT_POST,
    ),
    AnomalyKind(
        "eleves-sans-responsable",
        "élèves mineurs sans responsable",
        "Personne n’est prévenu de ses absences, et aucun parent ne peut ouvrir de compte.",
        Owner.SCHOOL,
        Severity.BLOCKING,
        Mend("Saisir ses responsables dans SIECLE"),
        found.PUPIL_WITHOUT_GUARDIAN,
        _PERSON,
    ),
    AnomalyKind(
        "homonymes",
        "paires de même nom, sans date de naissance pour trancher",
        "Peut-être une seule personne, peut-être deux\u202f: une des deux fiches n’a pas de date de naissance.",
        Owner.SCHOOL,
        Severity.INFORMATION,
        _COMPARE,
        found.NEAR_HOMONYMS,
    ),
    AnomalyKind(
        "courriel-partage",
        "paires d’adultes au même courriel",
        "Deux adultes de noms différents ont la même adresse\u202f: l’un peut lire ce qui est écrit à l’autre.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        _COMPARE,
        found.SAME_MAIL,
    ),
    AnomalyKind(
        "groupes-vides",
        "classes et groupes sans élève",
        "Le groupe est ouvert et vide\u202f: un cours qui lui est donné n’a personne à appeler.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend("Y mettre des élèves, ou supprimer le groupe, dans SIECLE ou STSweb"),
        found.GROUP_OF_NOBODY,
        _GROUP,
    ),
    AnomalyKind(
        "classes-sans-professeur-principal",
        "classes sans professeur principal",
        "Personne ne suit la classe\u202f: ses familles ne savent pas à qui écrire.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend("Nommer le professeur principal dans STSweb"),
        found.CLASS_WITHOUT_FORM_TEACHER,
        _GROUP,
    ),
    AnomalyKind(
        "eleves-sans-ine",
        "élèves sans INE",
        "Sans identifiant national, ses bilans ne partent pas dans le livret scolaire et sa fiche se retrouve mal "
        "quand il change d’établissement.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend("Demander l’INE de l’élève dans SIECLE"),
        found.PUPIL_WITHOUT_INE,
        _PERSON,
    ),
    AnomalyKind(
        "responsables-sans-eleve",
        "responsables qui n’ont plus d’élève scolarisé",
        "Leurs enfants ont quitté l’établissement et ne sont inscrits nulle part.",
        Owner.HOUSE,
        Severity.INFORMATION,
        Mend("Rien à faire si le départ est bien réel"),
        found.ORPHAN_GUARDIAN,
    ),
    AnomalyKind(
        "responsables-injoignables",
        "responsables sans courriel ni téléphone",
        "On ne peut les joindre que par lettre.",
        Owner.SCHOOL,
        Severity.INFORMATION,
        Mend("Compléter leurs coordonnées dans SIECLE"),
        found.GUARDIAN_UNREACHABLE,
        _PERSON,
    ),
)
