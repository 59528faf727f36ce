"""A report card on the screen: the same words as its paper, in lines ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.bulletins.cards import wording
from preau.bulletins.cards.content import Content, GeneralSaid, SubjectSaid
from preau.bulletins.cycle import DOMAINS

#: A column of the table of subjects: its label, and whether it holds numbers.
Column = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownSubject:
    """A row: the subject, then its cells, each one or several lines."""

    label: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card, part by part, in the order of its paper; an empty part is not shown."""

    title: str
    name: str
    year: str
    about: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    subjects: tuple[ShownSubject, ...]
    general: tuple[tuple[str, str], ...]
    projects: tuple[tuple[str, str, tuple[str, ...]], ...]
    plans: tuple[str, ...]
    skills: tuple[tuple[str, str], ...]
    life: tuple[tuple[str, str], ...]
    life_comment: str
    class_comment: str
    synthesis: str
    decided: tuple[tuple[str, str], ...]
    signed: str
    legend: str


def shown(content: Content) -> ShownCard:
    """What its reader sees. Addresses are on paper alone: one person never reads that of another (rule B8)."""
    return ShownCard(
        title=wording.card_title(content),
        name=content.name,
        year=wording.year_of(content.term),
        about=((_("Établissement"), content.school.name), *wording.about(content)),
        columns=tuple(_columns(content)),
        subjects=tuple(_subject(content, one) for one in content.subjects),
        general=_general(content, content.general),
        projects=tuple(
            (
                wording.project_title(one),
                ", ".join(one.subjects),
                tuple(filter(None, (one.description, one.common, one.comment))),
            )
            for one in content.projects
        )
        if content.shows("projects")
        else (),
        plans=tuple(content.accompaniments) if content.shows("accompaniments") else (),
        skills=tuple(
            (_(DOMAINS.get(one.domain, one.domain)), f"{one.level}, {_(wording.MASTERY[one.level])}")
            for one in content.skills
        ),
        life=_plain(wording.life_pairs(content.life)),
        life_comment=content.life.comment,
        class_comment=content.class_comment if content.shows("class_comment") else "",
        synthesis=content.council.synthesis,
        decided=_plain(wording.decided_pairs(content)),
        signed=wording.signed(content),
        legend=wording.legend(content, with_levels=False),
    )


def _plain(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Labels without the colon that paper writes."""
    return tuple((label.rstrip(":").rstrip("\u202f"), value) for label, value in pairs)


def _columns(content: Content) -> list[Column]:
    columns = [
        ("coefficient", _("Coefficient"), "number"),
        ("average", _("Moyenne"), "number"),
        ("annual", _("Année"), "number"),
        ("class_figures", _("Classe"), "number"),
        ("positioning", _("Positionnement"), "text"),
        ("elements", _("Éléments du programme"), "text"),
    ]
    shows = wording.columns_of(content)
    found = [(label, kind) for option, label, kind in columns if option in shows]
    return [(_("Matière"), "text"), (_("Enseignants"), "text"), *found, (_("Appréciation"), "text")]


def _subject(content: Content, one: SubjectSaid) -> ShownSubject:
    figures = (one.mean, f"{one.lowest} – {one.highest}") if one.mean else ("–",)
    level = one.positioning
    parts = [f"{part.label}\u202f: {part.average}" for part in one.parts or []] if content.shows("parts") else []
    cells = {
        "coefficient": (one.coefficient,),
        "average": (one.average or "–", *parts),
        "annual": (one.annual or "–",),
        "class_figures": figures,
        "positioning": (f"{level}, {_(wording.POSITIONINGS[level])}",) if level else ("–",),
        "elements": tuple(one.elements or ("–",)),
    }
    shows = wording.columns_of(content)
    found = [said for option, said in cells.items() if option in shows]
    text = tuple(one.appreciation.split("\n")) if one.appreciation else ("–",)
    return ShownSubject(one.label, ((", ".join(one.teachers) or "–",), *found, text))


def _general(content: Content, general: GeneralSaid) -> tuple[tuple[str, str], ...]:
    if not (content.shows("general") and content.shows("average") and general.average):
        return ()
    pairs = [(_("Moyenne générale"), general.average)]
    if general.annual and "annual" in wording.columns_of(content):
        pairs.append((_("Moyenne générale de l’année"), general.annual))
    if general.mean and content.shows("class_figures"):
        pairs.append((_("Classe"), f"{general.mean} ({general.lowest} – {general.highest})"))
    if general.rank and content.shows("rank"):
        pairs.append((_("Rang"), general.rank))
    return tuple(pairs)
