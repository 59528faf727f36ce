"""Small pairs of STSweb files for tests, and the real ones, read in place."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from preau.exchange.sts.cli import run

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "sts"

COLLEGE = "0310001A"
MONDAYS = ("2026-11-23", "2026-11-30", "2026-12-07")


@dataclass(frozen=True)
class Line:
    """One COURS: a structure, a subject, a teacher, a slot."""

    structure: str = "4e B"
    subject: str = "061300"
    teacher: str = "epp:500"
    weekday: int = 5
    starts: str = "1402"
    lasts: str = "0100"
    room: str = "15"
    alternation: str = "H"
    modality: str = "CG"
    is_group: bool = False


@dataclass(frozen=True)
class Teacher:
    """One INDIVIDU of the reference file."""

    key: str = "epp:500"
    last_name: str = "DURAND"
    first_name: str = "Claire"
    born_on: str = "1980-03-02"
    birth_name: str = ""


@dataclass
class Feed:
    """A pair of files of one school."""

    uai: str = COLLEGE
    year: int = 2026
    lines: Sequence[Line] = (Line(),)
    teachers: Sequence[Teacher] = (Teacher(),)
    subjects: Mapping[str, str] = field(default_factory=lambda: {"061300": "Mathématiques", "020700": "Français"})
    weeks: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"H": MONDAYS})
    encoding: str = "ISO-8859-15"
    nested_groups: bool = False

    def write(self, folder: Path) -> Path:
        """Write both files in `folder`; returns it."""
        folder.mkdir(parents=True, exist_ok=True)
        prolog = f'<?xml version="1.0" encoding="{self.encoding}"?>\n'
        for name, text in (("sts_emp", self.reference()), ("emp_sts", self.timetable())):
            path = folder / f"{name}_{self.uai}_{self.year}.xml"
            path.write_bytes((prolog + text).encode(self.encoding))
        return folder

    def reference(self) -> str:
        persons = "".join(self._individual(teacher) for teacher in self.teachers)
        subjects = "".join(
            f'<MATIERE CODE="{code}"><LIBELLE_COURT>{label[:8].upper()}</LIBELLE_COURT>'
            f"<LIBELLE_EDITION>\n  {label}\n</LIBELLE_EDITION></MATIERE>\n"
            for code, label in self.subjects.items()
        )
        return (
            f'<STS_EDT>\n<PARAMETRES><UAJ CODE="{self.uai}"><SIGLE>CLG</SIGLE></UAJ>'
            f'<ANNEE_SCOLAIRE ANNEE="{self.year}"><DATE_DEBUT>\n{self.year}-09-01\n</DATE_DEBUT>'
            f"<DATE_FIN>{self.year + 1}-08-31</DATE_FIN></ANNEE_SCOLAIRE></PARAMETRES>\n"
            f"<NOMENCLATURES><MATIERES>\n{subjects}</MATIERES></NOMENCLATURES>\n"
            f"<DONNEES><INDIVIDUS>\n{persons}</INDIVIDUS></DONNEES>\n</STS_EDT>\n"
        )

    def timetable(self) -> str:
        weeks = "".join(
            f'<ALTERNANCE CODE="{code}"><LIBELLE_LONG>Semaines {code}</LIBELLE_LONG><SEMAINES>'
            + "".join(f"<DATE_DEBUT_SEMAINE>{monday}</DATE_DEBUT_SEMAINE>" for monday in mondays)
            + "</SEMAINES></ALTERNANCE>\n"
            for code, mondays in self.weeks.items()
        )
        divisions = self._structures("DIVISION", [line for line in self.lines if not line.is_group])
        groups = f"<GROUPES>\n{self._structures('GROUPE', [x for x in self.lines if x.is_group])}</GROUPES>"
        structure = (
            f"<DIVISIONS>\n{divisions}{groups}</DIVISIONS>"
            if self.nested_groups
            else f"<DIVISIONS>\n{divisions}</DIVISIONS>{groups}"
        )
        return (
            f"<EDT_STS>\n<PARAMETRES><UAJ>{self.uai}</UAJ><ANNEE_SCOLAIRE>{self.year}</ANNEE_SCOLAIRE></PARAMETRES>\n"
            f"<DONNEES><ALTERNANCES>\n{weeks}</ALTERNANCES>\n<STRUCTURE>{structure}</STRUCTURE></DONNEES>\n</EDT_STS>\n"
        )

    @staticmethod
    def _individual(teacher: Teacher) -> str:
        kind, _, number = teacher.key.partition(":")
        return (
            f'<INDIVIDU ID="{number}" TYPE="{kind}"><NOM_USAGE>\n {teacher.last_name}\n</NOM_USAGE>'
            f"<NOM_PATRONYMIQUE>{teacher.birth_name}</NOM_PATRONYMIQUE><PRENOM>{teacher.first_name}</PRENOM>"
            f"<DATE_NAISSANCE>{teacher.born_on}</DATE_NAISSANCE></INDIVIDU>\n"
        )

    @staticmethod
    def _structures(tag: str, lines: Sequence[Line]) -> str:
        by_code: defaultdict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_code[line.structure].append(line)
        return "".join(
            f'<{tag} CODE="{code}"><SERVICES>\n{"".join(_service(line) for line in own)}</SERVICES></{tag}>\n'
            for code, own in by_code.items()
        )


def _service(line: Line) -> str:
    kind, _, number = line.teacher.partition(":")
    return (
        f'<SERVICE CODE_MATIERE="{line.subject}" CODE_MOD_COURS="{line.modality}"><ENSEIGNANTS>'
        f'<ENSEIGNANT TYPE="{kind}" ID="{number}"><COURS_RATTACHES><COURS>'
        f"<CODE_ALTERNANCE>{line.alternation}</CODE_ALTERNANCE><JOUR>{line.weekday}</JOUR>"
        f"<HEURE_DEBUT>{line.starts}</HEURE_DEBUT><DUREE>{line.lasts}</DUREE>"
        f"<CODE_SALLE>{line.room}</CODE_SALLE></COURS></COURS_RATTACHES></ENSEIGNANT></ENSEIGNANTS></SERVICE>\n"
    )


def import_sts(*paths: Path, apply: bool = True) -> int:
    """`preau import sts PATHS --apply`: its exit code."""
    return run(Namespace(paths=list(paths), apply=apply))
