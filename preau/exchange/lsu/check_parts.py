"""What both reports of a pupil hold: pathways, domains of the socle, guardians, and who signs."""

from __future__ import annotations

from collections.abc import Collection

from preau.exchange.lsu import vocabulary
from preau.exchange.lsu.findings import About, Gravity, Mender
from preau.exchange.lsu.known import Known
from preau.exchange.lsu.reports import Address, DomainLevel, Guardian, Pathway
from preau.exchange.lsu.scrutiny import Scrutiny, quoted
from preau.exchange.lsu.versions import Feature


def check_pathways(pathways: tuple[Pathway, ...], about: About, scrutiny: Scrutiny) -> None:
    for one in pathways:
        words = About(f"{about.words}, {vocabulary.PATHWAYS.get(one.code, 'parcours')}", about.pupil, about.period)
        scrutiny.code(words, "parcours/code", one.code, vocabulary.PATHWAYS, "le parcours", Mender.FORM_TEACHER)
        scrutiny.text(words, "parcours", one.text, is_required=True)
    names = (vocabulary.PATHWAYS.get(one.code, one.code) for one in pathways)
    scrutiny.once(about, "parcours/code", names, "le parcours", Mender.FORM_TEACHER)


def check_domains(domains: tuple[DomainLevel, ...], about: About, scrutiny: Scrutiny, *, is_whole: bool) -> None:
    """Levels 0 to 4; when `is_whole`, the eight domains are asked for by their names."""
    mender = Mender.FORM_TEACHER
    for one in domains:
        name = vocabulary.DOMAINS.get(one.code, one.code)
        scrutiny.code(about, "socle/domaine", one.code, vocabulary.DOMAINS, "le domaine du socle", mender)
        if one.level is None:
            scrutiny.tell(about, "socle/positionnement", f"il manque le niveau du domaine {quoted(name)}", mender)
        elif not 0 <= one.level <= 4:
            what = f"le niveau {one.level} du domaine {quoted(name)} doit aller de 0 (dispensé) à 4"
            scrutiny.tell(about, "socle/positionnement", what, mender)
        elif one.level == 0 and one.code != vocabulary.EXEMPTIBLE_DOMAIN:
            what = f"l’élève est dispensé du domaine {quoted(name)}, ce qui n’est prévu que pour les langues"
            scrutiny.tell(about, "socle/positionnement", what, mender, Gravity.TO_REVIEW)
    codes = [one.code for one in domains]
    names = (vocabulary.DOMAINS.get(code, code) for code in codes)
    scrutiny.once(about, "socle/domaine", names, "le domaine du socle", mender)
    if is_whole:
        for missing in [code for code in vocabulary.DOMAINS if code not in codes]:
            what = f"il manque le domaine {quoted(vocabulary.DOMAINS[missing])}"
            scrutiny.tell(about, "socle/domaine", what, mender)


def check_guardians(guardians: tuple[Guardian, ...], about: About, scrutiny: Scrutiny) -> None:
    mender = Mender.SECRETARIAT
    for one in guardians:
        if one.title:
            words = "la civilité du responsable"
            scrutiny.code(about, "responsable/civilite", one.title, vocabulary.TITLES, words, mender)
        is_named = scrutiny.has(Feature.GUARDIAN_IDENTITY_REQUIRED)
        if is_named and not one.title:
            scrutiny.tell(about, "responsable/civilite", "il manque la civilité du responsable", mender)
        scrutiny.text(about, "responsable/nom", one.last_name, is_required=is_named or not one.denomination)
        scrutiny.text(about, "responsable/prenom", one.first_name, is_required=is_named)
        scrutiny.text(about, "responsable/lien-parente", one.kinship)
        if scrutiny.has(Feature.DENOMINATION):
            scrutiny.text(about, "responsable/denomination", one.denomination)
        if one.address is not None:
            _check_address(one.address, about, scrutiny)


def _check_address(address: Address, about: About, scrutiny: Scrutiny) -> None:
    if scrutiny.has(Feature.ADDRESS_LINE_REQUIRED) and not address.line1:
        what = "il manque la première ligne de l’adresse d’un responsable"
        scrutiny.tell(about, "adresse/ligne", what, Mender.SECRETARIAT)
    for line in (address.line1, address.line2, address.line3, address.line4):
        scrutiny.text(about, "adresse/ligne", line)
    scrutiny.text(about, "adresse/code-postal", address.postal_code, is_required=True)
    scrutiny.text(about, "adresse/commune", address.town, is_required=True)


def check_signers(
    head: str, form_teachers: Collection[str], about: About, known: Known, scrutiny: Scrutiny
) -> None:
    words = "le chef d’établissement"
    scrutiny.reference(about, "responsable-etab-ref", head, known.heads, words, Mender.DIRECTION)
    for key in form_teachers:
        words = "le professeur principal"
        scrutiny.reference(about, "prof-princ-refs", key, known.teachers, words, Mender.SECRETARIAT)


def check_lock(locked_at: object, about: About, scrutiny: Scrutiny) -> None:
    if locked_at is None and scrutiny.has(Feature.LOCK_REQUIRED):
        scrutiny.tell(about, "date-verrou", "il manque la date de verrouillage", Mender.DIRECTION)
