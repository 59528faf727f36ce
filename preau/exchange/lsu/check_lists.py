"""What a file declares once: the school, its heads, pupils, periods, disciplines, teachers, programme elements."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from preau.exchange.lsu import vocabulary
from preau.exchange.lsu.findings import About, Mender
from preau.exchange.lsu.known import Known
from preau.exchange.lsu.records import Discipline, Livret, Period, Pupil, Teacher
from preau.exchange.lsu.saying import period_words, pupil_words
from preau.exchange.lsu.scrutiny import Scrutiny, is_number, is_year, quoted
from preau.exchange.lsu.versions import Feature
from preau.kernel.ids import is_uai

T = TypeVar("T")
#: More than a school year can be cut into.
MOST_PERIODS = 99


def check_lists(livret: Livret, known: Known, scrutiny: Scrutiny) -> None:
    """Every list of the file but EPI and personalised support."""
    _check_header(livret, scrutiny)
    for head in livret.heads:
        about = About(f"Chef d’établissement {quoted(head.label)}")
        scrutiny.text(about, "responsable-etab/libelle", head.label, is_required=True)
    labels = (head.label for head in livret.heads)
    scrutiny.once(
        About("Fichier"), "responsable-etab/libelle", labels, "le chef d’établissement", Mender.DIRECTION
    )
    _check_pupils(livret.pupils, scrutiny)
    _check_periods(livret.periods, scrutiny)
    _check_disciplines(livret.disciplines, known, scrutiny)
    _check_teachers(livret.teachers, scrutiny)
    for element in livret.programme_elements:
        about = About(f"Élément de programme {quoted(element.label)}")
        scrutiny.text(about, "element-programme/libelle", element.label, is_required=True)
    elements = (element.label for element in livret.programme_elements)
    scrutiny.once(
        About("Fichier"), "element-programme/libelle", elements, "l’élément de programme", Mender.TEACHER
    )


def repeated(records: Iterable[tuple[Hashable, T]]) -> Iterator[tuple[T, T]]:
    """Each record whose key another had before, with that other."""
    first: dict[Hashable, T] = {}
    for key, one in records:
        if key in first:
            yield first[key], one
        first.setdefault(key, one)


def _check_header(livret: Livret, scrutiny: Scrutiny) -> None:
    about, header = About("Fichier"), livret.header
    if not is_uai(header.uai):
        what = (
            f"l’UAI {quoted(header.uai)} de l’établissement n’est pas juste" if header.uai else "il manque l’UAI"
        )
        scrutiny.tell(about, "entete/etablissement", what, Mender.DIRECTION)
    scrutiny.text(about, "entete/editeur", header.editor, is_required=True)
    scrutiny.text(about, "entete/application", header.application, is_required=True)
    if scrutiny.has(Feature.APPLICATION_VERSION):
        scrutiny.text(about, "entete/appliVersion", header.application_version)
    if not livret.heads:
        scrutiny.tell(about, "responsables-etab", "il manque le chef d’établissement", Mender.DIRECTION)
    if not livret.pupils:
        scrutiny.tell(about, "eleves", "il n’y a aucun élève à envoyer", Mender.DIRECTION)


def _check_pupils(pupils: tuple[Pupil, ...], scrutiny: Scrutiny) -> None:
    for pupil in pupils:
        about = About(pupil_words(pupil), pupil.key)
        if not is_number(pupil.siecle_id):
            words = f"le numéro SIECLE {quoted(pupil.siecle_id)} n’est pas juste"
            what = words if pupil.siecle_id else "il manque le numéro SIECLE"
            scrutiny.tell(about, "eleve/id-be", what, Mender.SECRETARIAT)
        scrutiny.text(about, "eleve/nom", pupil.last_name)
        scrutiny.text(about, "eleve/prenom", pupil.first_name)
        scrutiny.text(about, "code-structure", pupil.division, is_required=True)
    numbered = ((pupil.siecle_id, pupil) for pupil in pupils if pupil.siecle_id)
    for before, pupil in repeated(numbered):
        about = About(pupil_words(pupil), pupil.key)
        what = (
            f"le numéro SIECLE {pupil.siecle_id} est aussi celui de {pupil_words(before)}\u202f: un élève "
            "n’est que dans une classe"
        )
        scrutiny.tell(about, "eleve/id-be", what, Mender.SECRETARIAT)


def _check_periods(periods: tuple[Period, ...], scrutiny: Scrutiny) -> None:
    for period in periods:
        about = About(period_words(period).capitalize(), period=period.key)
        if not is_year(period.year):
            what = f"l’année scolaire {quoted(period.year)} doit avoir quatre chiffres"
            scrutiny.tell(about, "periode/millesime", what, Mender.DIRECTION)
        if not 1 <= period.rank <= period.count <= MOST_PERIODS:
            what = f"le rang {period.rank} ne va pas avec {period.count} périodes dans l’année"
            scrutiny.tell(about, "periode/indice", what, Mender.DIRECTION)
    for _before, period in repeated(((one.year, one.rank, one.count), one) for one in periods):
        about = About(period_words(period).capitalize(), period=period.key)
        scrutiny.tell(about, "periode", f"la période est là deux fois pour {period.year}", Mender.DIRECTION)


def _check_disciplines(disciplines: tuple[Discipline, ...], known: Known, scrutiny: Scrutiny) -> None:
    mender = Mender.SECRETARIAT
    for one in disciplines:
        about = About(f"Matière {quoted(one.label or one.key)}", discipline=one.key)
        if not _is_subject_code(one.code):
            what = f"le code {quoted(one.code)} n’a pas six signes" if one.code else "il manque le code"
            scrutiny.tell(about, "discipline/code", what, mender)
        if one.national_code and not _is_subject_code(one.national_code):
            what = f"le code national {quoted(one.national_code)} n’a pas six signes"
            scrutiny.tell(about, "discipline/code-national", what, mender)
        allowed = scrutiny.version.modalities
        words = "la modalité d’élection"
        scrutiny.code(about, "discipline/modalite-election", one.election_modality, allowed, words, mender)
        scrutiny.text(about, "discipline/libelle", one.label, is_required=True)
        if one.language:
            languages = known.disciplines - {one.key}
            scrutiny.reference(about, "discipline/id-lv", one.language, languages, "la langue", mender)
    keyed = (((one.code, one.election_modality, one.language), one) for one in disciplines)
    for before, one in repeated(keyed):
        about = About(f"Matière {quoted(one.label or one.key)}", discipline=one.key)
        what = f"le code {one.code} et la modalité sont aussi ceux de {quoted(before.label)}"
        scrutiny.tell(about, "discipline/code", what, mender)


def _is_subject_code(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isalnum()


def _check_teachers(teachers: tuple[Teacher, ...], scrutiny: Scrutiny) -> None:
    mender = Mender.SECRETARIAT
    for one in teachers:
        about = _about_teacher(one)
        scrutiny.code(
            about, "enseignant/type", one.kind, scrutiny.version.teacher_kinds, "le type d’enseignant", mender
        )
        if not is_number(one.sts_id):
            words = (
                f"le numéro STS {quoted(one.sts_id)} n’est pas juste" if one.sts_id else "il manque le numéro STS"
            )
            what = f"{words}\u202f: importez le fichier sts_emp"
            scrutiny.tell(about, "enseignant/id-sts", what, mender)
        if one.title:
            scrutiny.code(about, "enseignant/civilite", one.title, vocabulary.TITLES, "la civilité", mender)
        scrutiny.text(about, "enseignant/nom", one.last_name)
        scrutiny.text(about, "enseignant/prenom", one.first_name)
    for before, one in repeated(((one.kind, one.sts_id), one) for one in teachers):
        what = f"le numéro STS {one.sts_id} est aussi celui de {_teacher_name(before)}"
        scrutiny.tell(_about_teacher(one), "enseignant/id-sts", what, mender)


def _teacher_name(one: Teacher) -> str:
    return f"{one.last_name} {one.first_name}".strip() or one.key


def _about_teacher(one: Teacher) -> About:
    return About(f"Enseignant {_teacher_name(one)}", teachers=(one.key,))
