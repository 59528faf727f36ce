"""What is wrong is told in French, of whom and to whom; the ministry's schema agrees that it is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from preau.exchange.lsu.check import check
from preau.exchange.lsu.findings import Finding, Gravity, Mender
from preau.exchange.lsu.records import Discipline, Livret, ProgrammeElement, Pupil, Teacher
from preau.exchange.lsu.reports import DomainLevel, EvaluationStatus, SchoolLife
from preau.exchange.lsu.tests.college import (
    college,
    faults,
    needs_corpus,
    period_report,
    unchecked,
    with_first,
    with_subject,
)
from preau.exchange.lsu.versions import LATEST, version_named
from preau.exchange.lsu.vocabulary import DOMAINS
from preau.exchange.lsu.write import xml_bytes
from preau.kernel.refusals import NotPossible
from preau.kernel.words import THIN

LEA = "DUPONT Léa (6A), trimestre 1"
END_OF_CYCLE = "DUPONT Léa (6A), fin de cycle 4"
SEVEN_DOMAINS = tuple(DomainLevel(code, 3) for code in list(DOMAINS)[:7])
ONE_CLASS = "un élève n’est que dans une classe"
BASE = college()
LIFE = SchoolLife(2, 3, 0)


def with_cycle(**changes: object) -> Livret:
    return replace(BASE, cycle_reports=(replace(BASE.cycle_reports[0], **changes),))  # type: ignore[arg-type]


#: A file, the sentence it deserves, its field in the format, and who can mend it.
WRONG: dict[str, tuple[Livret, str, str, Mender]] = {
    "a container that would be empty": (
        with_first(BASE, subjects=()),
        f"{LEA} : il n’y a aucune matière.",
        "liste-acquis",
        Mender.DIRECTION,
    ),
    "a group without teachers": (
        replace(BASE, epi_groups=(replace(BASE.epi_groups[0], teachings=()),)),
        "Groupe « Le conte, 6A » : il manque les enseignants et leurs matières.",
        "epi-groupe/enseignants-disciplines",
        Mender.TEACHER,
    ),
    "seven domains": (
        with_cycle(domains=SEVEN_DOMAINS),
        f"{END_OF_CYCLE} : il manque le domaine « représentations du monde et activité humaine ».",
        "socle/domaine",
        Mender.FORM_TEACHER,
    ),
    "a domain above four": (
        with_cycle(domains=(DomainLevel("CPD_FRA", 5), *BASE.cycle_reports[0].domains[1:])),
        f"{END_OF_CYCLE} : le niveau 5 du domaine « langue française » doit aller de 0 (dispensé) à 4.",
        "socle/positionnement",
        Mender.FORM_TEACHER,
    ),
    "a blank text": (
        with_first(BASE, advice=" \n "),
        f"{LEA} : la synthèse du conseil de classe ne contient que des espaces.",
        "acquis-conseils",
        Mender.FORM_TEACHER,
    ),
    "no synthesis": (
        with_first(BASE, advice=""),
        f"{LEA} : il manque la synthèse du conseil de classe.",
        "acquis-conseils",
        Mender.FORM_TEACHER,
    ),
    "a programme element twice": (
        replace(BASE, programme_elements=(*BASE.programme_elements, ProgrammeElement("EP_3", "Calculer"))),
        "Fichier : l’élément de programme « Calculer » est là plusieurs fois.",
        "element-programme/libelle",
        Mender.TEACHER,
    ),
    "an appreciation too long": (
        with_subject(BASE, appreciation="x" * 1001),
        f"{LEA}, Français : l’appréciation fait 1 001 caractères, 1 000 au plus sont acceptés : à raccourcir.",
        "acquis/appreciation",
        Mender.TEACHER,
    ),
    "no date": (
        with_first(BASE, council_on=None),
        f"{LEA} : il manque la date du conseil de classe.",
        "date-conseil-classe",
        Mender.DIRECTION,
    ),
    "no code of subject": (
        replace(BASE, disciplines=(replace(BASE.disciplines[0], code=""), BASE.disciplines[1])),
        "Matière « Français » : il manque le code.",
        "discipline/code",
        Mender.SECRETARIAT,
    ),
    "no absences": (
        with_first(BASE, school_life=None),
        f"{LEA} : il manque les retards et les absences.",
        "vie-scolaire",
        Mender.VIE_SCOLAIRE,
    ),
    "more late arrivals than there can be": (
        with_first(BASE, school_life=replace(LIFE, late_arrivals=1000)),
        f"{LEA} : le nombre de retards (1 000) doit aller de 0 à 999.",
        "vie-scolaire/nb-retards",
        Mender.VIE_SCOLAIRE,
    ),
    "an average that is no number": (
        with_subject(BASE, pupil_average="A+"),
        f"{LEA}, Français : la moyenne « A+ » n’est pas un nombre de 0 à 20.",
        "acquis/moyenne-eleve",
        Mender.TEACHER,
    ),
    "a subject without teacher": (
        with_subject(BASE, teachers=()),
        f"{LEA}, Français : il manque l’enseignant.",
        "acquis/enseignant-refs",
        Mender.SECRETARIAT,
    ),
    "a teacher who is not in the file": (
        with_subject(BASE, teachers=("T_SATIE",)),
        f"{LEA}, Français : l’enseignant « T_SATIE » n’est pas dans le fichier.",
        "acquis/enseignant-refs",
        Mender.SECRETARIAT,
    ),
    "a project of one subject": (
        replace(BASE, epis=(replace(BASE.epis[0], disciplines=("D_FR",)),)),
        "EPI « Le conte » : il faut au moins deux matières.",
        "epi/discipline-refs",
        Mender.TEACHER,
    ),
    "a pupil in two classes": (
        replace(BASE, pupils=(*BASE.pupils, Pupil("E_LEA_2", "101", "6B", "DUPONT", "Léa"))),
        f"DUPONT Léa (6B) : le numéro SIECLE 101 est aussi celui de DUPONT Léa (6A) : {ONE_CLASS}.",
        "eleve/id-be",
        Mender.SECRETARIAT,
    ),
    "a report twice": (
        replace(BASE, period_reports=(*BASE.period_reports, period_report("E_LEA"))),
        f"{LEA} : le bilan est là deux fois.",
        "bilan-periodique",
        Mender.SECRETARIAT,
    ),
    "a number of STS that is none": (
        replace(BASE, teachers=(replace(BASE.teachers[0], sts_id=""), BASE.teachers[1])),
        "Enseignant SAND Aurore : il manque le numéro STS : importez le fichier sts_emp.",
        "enseignant/id-sts",
        Mender.SECRETARIAT,
    ),
    "two subjects of one code": (
        replace(
            BASE,
            disciplines=(
                replace(BASE.disciplines[0], language="D_MA"),
                BASE.disciplines[1],
                Discipline("D_2", "020700", "S", "Lettres", "", "D_MA"),
            ),
        ),
        "Matière « Lettres » : le code 020700 et la modalité sont aussi ceux de « Français ».",
        "discipline/code",
        Mender.SECRETARIAT,
    ),
}
wrong = pytest.mark.parametrize("name", WRONG)


def plain(sentence: str) -> str:
    """Without its narrow spaces, which no ordinary one may replace."""
    assert not re.search(r" [:;?!»]|« ", sentence)
    return sentence.replace(THIN, " ")


def found(livret: Livret) -> list[Finding]:
    return [one for one in check(livret, LATEST).findings if one.gravity is Gravity.BLOCKING]


@wrong
def test_it_is_told_in_french_to_who_can_mend_it(name: str) -> None:
    livret, sentence, field, mender = WRONG[name]
    assert [(plain(one.sentence), one.field, one.mender) for one in found(livret)] == [(sentence, field, mender)]


@wrong
def test_it_is_not_written(name: str) -> None:
    livret, sentence, _field, _mender = WRONG[name]
    with pytest.raises(NotPossible) as refused:
        xml_bytes(check(livret, LATEST))
    assert sentence in plain(refused.value.message)
    assert "une erreur est à corriger" in refused.value.message


@needs_corpus
@wrong
def test_the_schema_says_so_too(name: str) -> None:
    checked = check(WRONG[name][0], LATEST)
    assert faults(unchecked(check(BASE, LATEST).livret, LATEST), LATEST) == []
    assert faults(unchecked(checked.livret, LATEST), LATEST) != []


def test_a_finding_leads_to_the_pupil_the_subject_and_the_teacher() -> None:
    checked = check(with_subject(BASE, appreciation=""), LATEST)
    (one,) = checked.of_pupil("E_LEA")
    assert (one.gravity, plain(one.sentence)) == (
        Gravity.TO_REVIEW,
        f"{LEA}, Français : il manque l’appréciation.",
    )
    assert (one.about.period, one.about.discipline, one.about.teachers) == ("P_1", "D_FR", ("T_SAND",))
    assert (str(one.mender), one.mender.label) == ("enseignant", "l’enseignant de la matière")
    assert checked.is_ready
    assert checked.of_pupil("E_TOM") == ()


def test_a_mark_and_not_graded_contradict_each_other() -> None:
    (one,) = found(with_subject(BASE, pupil_status=EvaluationStatus.NOT_GRADED))
    assert plain(one.sentence).startswith(f"{LEA}, Français : une moyenne et « non noté »")


def test_what_an_older_version_cannot_say_is_told_once_for_each_pupil() -> None:
    livret = with_subject(BASE, pupil_average="", pupil_status=EvaluationStatus.EXEMPTED)
    checked = check(livret, version_named("7.0"))
    assert [plain(one.sentence) for one in checked.findings] == [
        f"{LEA}, Français : « dispensé » devient « non noté », la version 7.0 du format ne le prévoit pas."
    ]
    assert b'eleve-non-note="true"' in xml_bytes(checked)


def test_a_teacher_of_the_direction_is_unknown_to_the_first_version() -> None:
    livret = replace(BASE, teachers=(*BASE.teachers, Teacher("T_SATIE", "dir", "9", "M", "SATIE", "Erik")))
    (one,) = check(livret, version_named("3.0-2018-01")).blocking
    assert plain(one.sentence) == (
        "Enseignant SATIE Erik : le type d’enseignant « dir » n’existe pas dans la version 3.0-2018-01 du format."
    )


def test_signs_that_xml_forbids_are_left_out_and_line_ends_are_one() -> None:
    checked = check(with_first(BASE, advice="Bien\x0b.\r\nTrès bien\ufffe."), LATEST)
    assert checked.livret.period_reports[0].advice == "Bien.\nTrès bien."
    assert checked.is_ready


def test_an_uai_whose_letter_is_wrong_is_refused() -> None:
    (one,) = found(replace(BASE, header=replace(BASE.header, uai="0382032A")))
    assert plain(one.sentence) == "Fichier : l’UAI « 0382032A » de l’établissement n’est pas juste."
