"""Small files of EDT, in the names of formats §2.4: functions that build bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from preau.exchange.edt.read import read_edt
from preau.exchange.weekly.records import Timetable, WeeklyLesson

COLLEGE = "0310001A"
PROLOG = '<?xml version="1.0" encoding="{}"?>\n'

COURSE = {
    "NUMERO": "220",
    "DUREE": "1h00",
    "FREQUENCE": "Q1",
    "MAT_CODE": "REM-FR",
    "MAT_LIBELLE": "REMÉDIATION FRANÇAIS",
    "PROF_NOM": "DURAND",
    "PROF_PRENOM": "CLAIRE",
    "CLASSE": "6C",
    "SALLE": "35",
    "ALTERNANCE": "Q1",
    "MODALITE": "CG",
    "CO-ENS.": "N",
    "POND.": "1",
    "JOUR": "mardi",
    "H.DEBUT": "  13h30",
    "EFFECTIF": "21",
}
Change = Mapping[str, str | None]


def table(*changes: Change, tag: str = "Cours", encoding: str = "ISO-8859-15") -> bytes:
    """EXP_COURS.xml: a course per mapping, which changes `COURSE`; None takes a field away. 19 lines a course."""
    rows = []
    for number, change in enumerate(changes or ({},), start=1):
        fields = {**COURSE, **change}
        inside = "".join(
            f"<{name}>{escape(value)}</{name}>\n" for name, value in fields.items() if value is not None
        )
        rows.append(f'<{tag} numero="{number}">\n{inside}</{tag}>\n')
    return f"{PROLOG.format(encoding)}<TABLE>\n{''.join(rows)}</TABLE>\n".encode(encoding)


def element(tag: str, *inside: str, **attributes: str) -> str:
    """One element, on a line of its own."""
    told = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{told}>{''.join(inside)}</{tag}>\n" if inside else f"<{tag}{told}/>\n"


#: Every week of the year from the first Monday, 31 August 2026, and the first five.
ALL_WEEKS = str(sum(1 << week for week in range(1, 45)))
FIVE_WEEKS = str(0b111110)

MATHS = element("Matiere", Ident="M1", Code="MATHS", Libelle="MATHÉMATIQUES")
LATIN = element("Matiere", Ident="M2", Code="LATIN", Libelle="LATIN")


def use(tag: str, ident: str, weeks: str = ALL_WEEKS) -> str:
    """What a course uses, in some weeks."""
    return element(tag, Ident=ident, Semaines=weeks)


def course(*uses: str, **changes: str) -> str:
    """One Cours: Tuesday, from place 2, for 2 places, mathematics."""
    attributes = {"Jour": "2", "NumeroPlaceDebut": "2", "NombrePlaces": "2", **changes}
    if not any(one.startswith("<Matiere") for one in uses):
        uses = (element("Matiere", Ident="M1"), *uses)
    return element("Cours", "\n", *uses, **attributes)


USUAL = course(use("Professeur", "P1"), use("Classe", "C1"), use("Salle", "S1"))
YEAR = element("AnneeScolaire", DateDebut="2026-09-01", DateFin="2027-07-03", DatePremierJourSemaine1="2026-08-31")
CLASSES = element(
    "Classe", element("PartieDeClasse", Ident="D1"), element("PartieDeClasse", Ident="D2"), Ident="C1", Nom="6C"
) + element("Classe", Ident="C2", Nom="6A")
TEACHERS = element(
    "Professeur", Ident="P1", Nom="DURAND", Prenom="Claire", DateNaissance="1980-03-02", IDPN="41"
) + element("Professeur", Ident="P2", Nom="PETIT", Prenom="Luc")


def _hour(half: int) -> str:
    """Half hours since eight o'clock → an hour on the wall."""
    return f"{8 + half // 2:02d}:{30 * (half % 2):02d}:00"


PLACES = [
    element("Place", Numero=str(n), LibelleHeureDebut=_hour(n), LibelleHeureFin=_hour(n + 1)) for n in range(20)
]


def partner(
    *courses: str,
    year: str = YEAR,
    places: Sequence[str] = PLACES,
    classes: str = CLASSES,
    groups: str = "",
    pupils: str = "",
    uai: str = COLLEGE,
    encoding: str = "UTF-8",
) -> bytes:
    """The partner's export, decrypted."""
    text = element(
        "Partenaire",
        "\n",
        year,
        element("GrilleHoraire", element("PlacesParJour", "\n", *places), DureePlace="30"),
        element("Matieres", MATHS, LATIN),
        element("Classes", classes),
        element("Groupes", groups),
        element("Salles", element("Salle", Ident="S1", Nom="12"), element("Salle", Ident="S2", Nom="14")),
        element("Professeurs", TEACHERS),
        element("Personnels", element("Personnel", Ident="A1", Nom="BLANC", Prenom="Zoé")),
        element("Eleves", pupils),
        element(
            "Responsables", element("Responsable", element("Eleve", Ident="E1", Nom="X"), Ident="R1", Nom="X")
        ),
        element("Absences", element("Absence", element("Professeur", Ident="P9", Nom="FAUX"), Ident="Z1")),
        element("Cours", "\n", *(courses or (USUAL,))),
        UAI=uai,
    )
    return (PROLOG.format(encoding) + text).encode(encoding)


def encrypted(partners: Sequence[str] = ("KOSMOS", "ENTCORE")) -> bytes:
    """The envelope as EDT makes it: nothing in it can be read without a partner's private key."""
    keys = "".join(element("PARTENAIRE", "bm90IGEga2V5", NOM=name) for name in partners)
    text = element(
        "EXPORT_INDEX_EDUCATION", "\n", element("VERSION", "1"), element("LOGICIEL", "EDT 2026"),
        element("CLES", keys), element("CONTENU", "AAAA"), element("VERIFICATION", "AAAA"),
        element("DATEHEURE", "01/09/2026 08:00:00"), element("UAI", COLLEGE),
        element("NOMETABLISSEMENT", "COLLEGE ESSAI"), element("CODEPOSTALVILLE", "31000 TOULOUSE"),
    )  # fmt: skip
    return text.encode()


def read(content: bytes, uai: str = "") -> Timetable:
    """What a file says, in the neutral form."""
    return read_edt(content, "edt.xml", uai=uai)


def lessons(content: bytes) -> tuple[WeeklyLesson, ...]:
    return read(content).lessons


def reasons(timetable: Timetable) -> list[str]:
    """What is told, with its line: `12 cours…`."""
    return [f"{told.place.line} {told.reason}" for told in timetable.anomalies]
