"""The words of a report card that its page and its paper share."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from preau.bulletins.cards.content import Content, LifeSaid, ProjectSaid, TermSaid
from preau.bulletins.models import TeachingProject
from preau.directory.models import School, Term
from preau.kernel import words

#: What a positioning says (order of 31 December 2015).
POSITIONINGS = {
    1: gettext_noop("objectifs d’apprentissage non atteints"),
    2: gettext_noop("objectifs partiellement atteints"),
    3: gettext_noop("objectifs atteints"),
    4: gettext_noop("objectifs dépassés"),
}
#: The level of a domain, after « maîtrise ».
MASTERY = {
    1: gettext_noop("insuffisante"),
    2: gettext_noop("fragile"),
    3: gettext_noop("satisfaisante"),
    4: gettext_noop("très bonne"),
}
PATHWAYS = {
    "AVN": gettext_noop("Parcours avenir"),
    "CIT": gettext_noop("Parcours citoyen"),
    "ART": gettext_noop("Parcours d’éducation artistique et culturelle"),
    "SAN": gettext_noop("Parcours éducatif de santé"),
}


def ordinal(number: int) -> str:
    """« 1er », « 2e »."""
    return _("1er") if number == 1 else _("%(n)se") % {"n": number}


def term_name(kind: str, number: int) -> str:
    """« 1er trimestre », « 2e semestre »."""
    name = _("%(nth)s trimestre") if kind == Term.Kind.TRIMESTER else _("%(nth)s semestre")
    return name % {"nth": ordinal(number)}


def card_title(content: Content) -> str:
    """« Bilan périodique du 1er trimestre » of a collège, « Bulletin » elsewhere."""
    is_college = content.school.kind == School.Kind.COLLEGE
    name = term_name(content.term.kind, content.term.number)
    title = _("Bilan périodique du %(term)s") if is_college else _("Bulletin du %(term)s")
    return title % {"term": name}


def about(content: Content) -> list[tuple[str, str]]:
    """Born when, in which class, led by whom: (label, value)."""
    said = []
    if content.pupil.born_on:
        said.append((_("Date de naissance"), day(content.pupil.born_on)))
    said.append((_("Classe"), content.term.division))
    if content.form_teachers:
        label = ngettext("Professeur principal", "Professeurs principaux", len(content.form_teachers))
        said.append((label, ", ".join(content.form_teachers)))
    return said


def year_of(term: TermSaid) -> str:
    """« Année scolaire 2026-2027, du 01/09/2026 au 29/11/2026 »."""
    return _("Année scolaire %(year)s, du %(since)s au %(until)s") % {
        "year": term.year, "since": day(term.starts_on), "until": day(term.ends_on),
    }  # fmt: skip


def life_pairs(life: LifeSaid) -> list[tuple[str, str]]:
    """Numbers of school life, the two that the law asks for first."""
    pairs = [
        (_("Demi-journées d’absence justifiées\u202f:"), str(life.justified)),
        (_("Demi-journées d’absence non justifiées\u202f:"), str(life.unjustified)),
        (_("Retards\u202f:"), str(life.late)),
    ]
    if life.hours:
        pairs.append((_("Heures de cours manquées\u202f:"), life.hours))
    return pairs


def decided_pairs(content: Content) -> list[tuple[str, str]]:
    """The mention and the opinion, where the layout shows them and the council gave one."""
    pairs = []
    if content.shows("mention") and content.council.mention:
        pairs.append((_("Mention du conseil\u202f:"), content.council.mention))
    if content.shows("orientation") and content.council.orientation:
        pairs.append((_("Avis sur l’orientation\u202f:"), content.council.orientation))
    return pairs


def project_title(project: ProjectSaid) -> str:
    """« EPI : Le climat », « Accompagnement personnalisé : … », « Parcours citoyen : … »."""
    kinds = {
        TeachingProject.Kind.EPI: _("Enseignement pratique interdisciplinaire"),
        TeachingProject.Kind.SUPPORT: _("Accompagnement personnalisé"),
        TeachingProject.Kind.PATHWAY: _(PATHWAYS.get(project.code, gettext_noop("Parcours éducatif"))),
    }
    kind = kinds.get(TeachingProject.Kind(project.kind), project.kind)
    if project.title.casefold() == kind.casefold():
        return kind
    return _("%(kind)s\u202f: %(title)s") % {"kind": kind, "title": project.title}


def signed(content: Content) -> str:
    """Who signs: « La cheffe d’établissement, Paul Lacaze »; the day of the council when it is known."""
    council = content.term.council_on
    said = [_("Conseil de classe du %(day)s.") % {"day": day(council)}] if council else []
    function = content.function or _("Chef d’établissement")
    who = content.signatory if content.shows("head") else ""
    said.append(f"{function}, {who}" if who else function)
    return " ".join(said)


def columns_of(content: Content) -> list[str]:
    """The options that are shown of this card: the year has an average in its last term only."""
    is_last = content.term.number == content.term.count
    return [option for option in content.model.options if option != "annual" or is_last]


def rank_said(rank: str) -> str:
    """« Rang : 3 sur 28 »; '' without."""
    return _("Rang\u202f: %(rank)s") % {"rank": rank} if rank else ""


def legend(content: Content, *, with_levels: bool = True) -> str:
    """What numbers and letters mean, for those that are there; the page writes what each level says beside it."""
    said = []
    if content.shows("positioning") and with_levels:
        levels = ", ".join(f"{level} {_(text)}" for level, text in POSITIONINGS.items())
        said.append(_("Positionnement\u202f: %(levels)s.") % {"levels": levels})
    if any(one.average == _("NN") for one in content.subjects) and content.shows("average"):
        said.append(_("NN\u202f: non noté."))
    if content.shows("class_figures"):
        said.append(_("Classe\u202f: moyenne du groupe, de la plus basse à la plus haute."))
    return " ".join(said)


def day(written: str) -> str:
    """« 29/11/2026 », of `2026-11-29`."""
    return words.short_day(date.fromisoformat(written)) if written else ""
