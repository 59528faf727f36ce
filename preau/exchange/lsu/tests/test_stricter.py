"""What the house asks beyond the schema, what only older versions ask, and what is merely to review."""

from __future__ import annotations

from dataclasses import replace

import pytest

from preau.exchange.lsu.check import check
from preau.exchange.lsu.findings import Gravity
from preau.exchange.lsu.records import EpiTheme, Head, Livret, Period, Teacher
from preau.exchange.lsu.reports import (
    Accompaniment,
    DigitalSkills,
    DomainLevel,
    EvaluationStatus,
    Guardian,
    RegionalLanguage,
)
from preau.exchange.lsu.tests.college import college, faults, needs_corpus, unchecked, with_first, with_subject
from preau.exchange.lsu.versions import LATEST, version_named
from preau.kernel.words import THIN

BASE = college()
REPORT = BASE.period_reports[0]
GUARDIAN = REPORT.guardians[0]
ADDRESS = GUARDIAN.address
assert ADDRESS is not None
LEA = "DUPONT Léa (6A), trimestre 1"
NO_MORE_THAN_8 = "8 au plus sont acceptés : à raccourcir."
ONLY_LANGUAGES = "ce qui n’est prévu que pour les langues."
END_OF_CYCLE = "DUPONT Léa (6A), fin de cycle 4"


def with_cycle(**changes: object) -> Livret:
    return replace(BASE, cycle_reports=(replace(BASE.cycle_reports[0], **changes),))  # type: ignore[arg-type]


def sentences(livret: Livret, name: str, gravity: Gravity = Gravity.BLOCKING) -> list[str]:
    found = check(livret, version_named(name)).findings
    return [one.sentence.replace(THIN, " ") for one in found if one.gravity is gravity]


#: Refused by the schema too.
WRONG: dict[str, tuple[Livret, str]] = {
    "a key that begins with a figure": (
        replace(BASE, heads=(*BASE.heads, Head("1R", "M. Sergi"))),
        "Fichier : l’identifiant « 1R » est mal formé.",
    ),
    "one key for two records": (
        replace(BASE, heads=(*BASE.heads, Head("E_LEA", "M. Sergi"))),
        "Fichier : l’identifiant « E_LEA » est là plusieurs fois.",
    ),
    "a head twice": (
        replace(BASE, heads=(*BASE.heads, Head("R_2", "Mme Naowel"))),
        "Fichier : le chef d’établissement « Mme Naowel » est là plusieurs fois.",
    ),
    "a period twice": (
        replace(BASE, periods=(*BASE.periods, Period("P_3", "2026", 2, 3))),
        "Trimestre 2 : la période est là deux fois pour 2026.",
    ),
    "two teachers of one number": (
        replace(BASE, teachers=(*BASE.teachers, Teacher("T_3", "local", "7", "M", "SATIE", "Erik"))),
        "Enseignant SATIE Erik : le numéro STS 7 est aussi celui de GERMAIN Sophie.",
    ),
    "a domain without level": (
        with_first(BASE, domains=(DomainLevel("CPD_FRA", None),)),
        f"{LEA} : il manque le niveau du domaine « langue française ».",
    ),
    "a theme without code": (
        replace(BASE, epi_themes=(EpiTheme("", "La mer"),)),
        "Thématique d’EPI « La mer » : il manque le code de la thématique d’EPI.",
    ),
    "a guardian of the end of cycle whose kinship is too long": (
        with_cycle(guardians=(replace(GUARDIAN, kinship="x" * 41),)),
        f"{END_OF_CYCLE} : le lien de parenté fait 41 caractères, 40 au plus sont acceptés : à raccourcir.",
    ),
    "a group exempted": (
        with_subject(BASE, structure_average="", structure_status=EvaluationStatus.EXEMPTED),
        f"{LEA}, Français : un groupe ne peut pas être dispensé.",
    ),
    "a language that is on no list": (
        with_cycle(regional_language=RegionalLanguage("XXX", 1)),
        f"{END_OF_CYCLE} : la langue régionale « XXX » n’existe pas dans la version 10.0 du format.",
    ),
}
#: The schema would let it pass.
STRICTER: dict[str, tuple[Livret, str]] = {
    "a rank beyond the count": (
        replace(BASE, periods=(BASE.periods[0], Period("P_2", "2026", 4, 3))),
        "Trimestre 4 : le rang 4 ne va pas avec 3 périodes dans l’année.",
    ),
    "digital skills that say nothing": (
        with_first(BASE, digital_skills=DigitalSkills()),
        f"{LEA} : les compétences numériques sont vides.",
    ),
    "a guardian without a name": (
        with_first(BASE, guardians=(Guardian(first_name="Zoé"),)),
        f"{LEA} : il manque le nom du responsable.",
    ),
    "a pupil where a teacher is meant": (
        with_subject(BASE, teachers=("E_TOM",)),
        f"{LEA}, Français : l’enseignant « E_TOM » n’est pas dans le fichier.",
    ),
}
#: What only this version, or those before it, asks.
OLDER: dict[str, tuple[str, Livret, str]] = {
    "no lock": ("3.0-2021-06", with_first(BASE, locked_at=None), f"{LEA} : il manque la date de verrouillage."),
    "no lock of the end of cycle": (
        "3.0-2021-06",
        with_cycle(locked_at=None),
        f"{END_OF_CYCLE} : il manque la date de verrouillage.",
    ),
    "seven domains of a term": (
        "3.0-2021-06",
        with_first(BASE, domains=REPORT.domains[:-1]),
        f"{LEA} : il manque le domaine « représentations du monde et activité humaine ».",
    ),
    "no line of address": (
        "3.0-2021-06",
        with_first(BASE, guardians=(replace(GUARDIAN, address=replace(ADDRESS, line1="")),)),
        f"{LEA} : il manque la première ligne de l’adresse d’un responsable.",
    ),
    "no programme element": (
        "3.0-2019-02",
        with_subject(BASE, programme_elements=()),
        f"{LEA}, Français : il manque les éléments de programme travaillés.",
    ),
    "a guardian without title": (
        "3.0-2019-04",
        with_first(BASE, guardians=(replace(GUARDIAN, title=""),)),
        f"{LEA} : il manque la civilité du responsable.",
    ),
    "a long code of class": (
        "3.0-2019-04",
        replace(BASE, pupils=(replace(BASE.pupils[0], division="6EME_BLEU"), BASE.pupils[1])),
        f"DUPONT Léa (6EME_BLEU) : le code de la classe ou du groupe fait 9 caractères, {NO_MORE_THAN_8}",
    ),
    "a long average": (
        "7.0",
        with_subject(BASE, pupil_average="12.333/20"),
        f"{LEA}, Français : la moyenne de l’élève fait 9 caractères, 8 au plus sont acceptés : à raccourcir.",
    ),
    "a long contract": (
        "7.0",
        with_first(BASE, accompaniments=(Accompaniment("CTR", "", "x" * 601),)),
        f"{LEA} : le texte du contrat de réussite fait 601 caractères, 600 au plus sont acceptés : à raccourcir.",
    ),
}
TO_REVIEW: dict[str, tuple[Livret, str]] = {
    "an exemption from a domain that has none": (
        with_cycle(domains=(DomainLevel("CPD_FRA", 0), *BASE.cycle_reports[0].domains[1:])),
        f"{END_OF_CYCLE} : l’élève est dispensé du domaine « langue française », {ONLY_LANGUAGES}",
    ),
    "a subject without programme element": (
        with_subject(BASE, programme_elements=()),
        f"{LEA}, Français : il manque les éléments de programme travaillés.",
    ),
    "a subject that says nothing": (
        with_subject(BASE, pupil_average="", positioning=None),
        f"{LEA}, Français : il n’y a ni moyenne, ni positionnement, ni « non noté ».",
    ),
    "a language without level": (
        with_cycle(regional_language=RegionalLanguage("OCI")),
        f"{END_OF_CYCLE} : il manque le niveau atteint pour la langue régionale.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_told(name: str) -> None:
    livret, sentence = WRONG[name]
    assert sentences(livret, LATEST.name) == [sentence]


@needs_corpus
@pytest.mark.parametrize("name", WRONG)
def test_the_schema_says_so_too(name: str) -> None:
    fitted = check(WRONG[name][0], LATEST).livret
    assert faults(unchecked(fitted, LATEST), LATEST) != []


@pytest.mark.parametrize("name", STRICTER)
def test_it_is_told_although_the_schema_would_let_it_pass(name: str) -> None:
    livret, sentence = STRICTER[name]
    assert sentences(livret, LATEST.name) == [sentence]


@pytest.mark.parametrize("name", OLDER)
def test_it_is_told_to_those_who_choose_an_older_version(name: str) -> None:
    version, livret, sentence = OLDER[name]
    assert sentences(livret, version) == [sentence]
    assert sentences(livret, LATEST.name) == []


@needs_corpus
@pytest.mark.parametrize("name", OLDER)
def test_the_schema_of_the_older_version_says_so_too(name: str) -> None:
    version = version_named(OLDER[name][0])
    fitted = check(OLDER[name][1], version).livret
    assert faults(unchecked(fitted, version), version) != []


@pytest.mark.parametrize("name", TO_REVIEW)
def test_it_is_told_and_goes_out(name: str) -> None:
    livret, sentence = TO_REVIEW[name]
    assert sentences(livret, LATEST.name, Gravity.TO_REVIEW) == [sentence]
    assert check(livret, LATEST).is_ready


def test_without_a_head_nobody_signs() -> None:
    told = sentences(replace(BASE, heads=()), LATEST.name)
    assert told[0] == "Fichier : il manque le chef d’établissement."
    assert len(told) == 1 + len(BASE.period_reports) + len(BASE.cycle_reports)
