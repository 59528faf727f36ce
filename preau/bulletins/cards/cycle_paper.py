"""The end-of-cycle report on paper: who it is of, what it says in words, and the PDF (C90, rule B4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from preau.bulletins.cards import wording
from preau.bulletins.cards.content import PupilSaid, SchoolSaid, read_as
from preau.bulletins.cards.layout import MINISTRIES
from preau.bulletins.cycle import (
    COMPLEMENT_LEVELS,
    COMPLEMENTS,
    DOMAINS,
    EXEMPT,
    LANGUAGE_LEVELS,
    LANGUAGES,
    LEVELS,
    CycleWords,
)
from preau.foundation.documents.make import pages_of, pdf_of
from preau.foundation.languages.offered import FRENCH, speaking
from preau.kernel import words

_TEMPLATE = "bulletins/cycle_report.typ"


@dataclass(frozen=True, slots=True)
class CyclePaper:
    """A validated report. School, pupil, division and signatory are those of the last report card of its year,
    where there is one.
    """

    report_id: int
    year: str
    cycle: int
    said: CycleWords
    version: int
    validated_at: datetime
    school: SchoolSaid
    pupil: PupilSaid
    division: str
    signatory: str
    function: str
    regulation: str

    @property
    def name(self) -> str:
        """« MARTIN Léa »."""
        return f"{self.pupil.last_name} {self.pupil.first_name}"

    @property
    def domains(self) -> tuple[tuple[str, int | None, str], ...]:
        """(domain, its level from 1 to 4, the same in words); a level of None: exempt, or not said."""
        return tuple((label, *_level(self.said.levels.get(domain))) for domain, label in DOMAINS.items())

    @property
    def complement(self) -> tuple[str, str] | None:
        """The complement teaching and what was reached, in words."""
        said = self.said
        if said.complement not in COMPLEMENTS or not said.complement_level:
            return None
        return COMPLEMENTS[said.complement], COMPLEMENT_LEVELS[said.complement_level]

    @property
    def language(self) -> tuple[str, str] | None:
        """The regional language, likewise."""
        said = self.said
        if said.language not in LANGUAGES or not said.language_level:
            return None
        return LANGUAGES[said.language], LANGUAGE_LEVELS[said.language_level]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Everything but the synthesis, as (what, level in words)."""
        besides = (self.complement, self.language)
        return (
            *((_(label), _(text)) for label, _number, text in self.domains if text),
            *((_(what), _(level)) for what, level in filter(None, besides)),
        )


def paper_of(row: Sequence[Any]) -> CyclePaper:
    """Of what a statement gives, in the order of `given_cycle_reports`."""
    report_id, year, cycle, levels, synthesis, *besides, version, validated_at, head = row
    known: Mapping[str, Any] = json.loads(head)
    said = CycleWords(json.loads(levels), synthesis, *besides)
    return CyclePaper(
        report_id, year, cycle, said, version, validated_at, read_as(SchoolSaid, known["school"]),
        read_as(PupilSaid, known["pupil"]), known["division"], known["signatory"] or "", known["function"] or "",
        known["regulation"] or "EN",
    )  # fmt: skip


def cycle_papers_in_pdf(papers: Sequence[CyclePaper], *, logo: bytes | None = None) -> bytes:
    """Each on its own page, in one document, dated of when the last was validated: same reports, same bytes."""
    made_at = max(one.validated_at for one in papers)
    return pdf_of(_TEMPLATE, _said(papers, logo), images=_images(logo), made_at=made_at)


def cycle_papers_in_pictures(papers: Sequence[CyclePaper], *, logo: bytes | None = None) -> list[bytes]:
    """The same pages, as PNG."""
    return pages_of(_TEMPLATE, _said(papers, logo), images=_images(logo))


def cycle_file(paper: CyclePaper) -> str:
    """`martin-lea-cycle-4-2026-2027.pdf`."""
    return f"{words.folded(paper.name).replace(' ', '-')}-cycle-{paper.cycle}-{paper.year}.pdf"


def _level(level: int | None) -> tuple[int | None, str]:
    if level is None:
        return None, ""
    return (None, _("Dispensé")) if level == EXEMPT else (level, LEVELS[level])


def _reached(pair: tuple[str, str] | None) -> str:
    """« Occitan : niveau A2 atteint »."""
    if pair is None:
        return ""
    what, level = pair
    return f"{what}\u202f: {level[:1].lower()}{level[1:]}"


def _images(logo: bytes | None) -> dict[str, bytes] | None:
    return {"logo.png": logo} if logo else None


@speaking(FRENCH)
def _said(papers: Sequence[CyclePaper], logo: bytes | None) -> dict[str, Any]:
    first = papers[0]
    who = first.name if len(papers) == 1 else first.division
    return {
        "title": f"{_title(first)} – {who}",
        "logo": logo is not None,
        "words": {
            "logo": _("Logo de l’établissement"),
            "domains": _("Maîtrise des composantes du socle commun"),
            "domain": _("Composante"),
            "level": _("Niveau de maîtrise"),
            "unsaid": _("Non positionné"),
            "complement": _("Enseignement de complément"),
            "language": _("Langue vivante régionale"),
            "visa": _("Visa de la famille"),
            "responsible": _("Responsable légal, nom\u202f:"),
            "day": _("Date\u202f:"),
            "sign": _("Signature\u202f:"),
        },
        "papers": [_paper(one) for one in papers],
    }


def _title(paper: CyclePaper) -> str:
    return _("Bilan de fin du cycle %(n)s") % {"n": paper.cycle}


def _paper(one: CyclePaper) -> dict[str, Any]:
    school = one.school
    ministry = MINISTRIES.get(one.regulation, "")
    day = words.short_day(one.validated_at)
    function = one.function or _("Chef d’établissement")
    about = [(_("Date de naissance"), wording.day(one.pupil.born_on)), (_("Classe"), one.division)]
    return {
        "title": _title(one),
        "period": _("Année scolaire %(year)s") % {"year": one.year},
        "ministry": _("République française – %(ministry)s") % {"ministry": ministry} if ministry else "",
        "school": school.name,
        "school_lines": "\n".join(
            filter(None, (school.address, " – ".join(filter(None, (school.phone, school.email)))))
        ),
        "pupil": one.name,
        "about": "\n".join(f"{label}\u202f: {value}" for label, value in about if value),
        "domains": [{"label": label, "level": level, "text": text} for label, level, text in one.domains],
        "complement": _reached(one.complement),
        "language": _reached(one.language),
        "synthesis_title": _("Synthèse des acquis scolaires en fin de cycle %(n)s") % {"n": one.cycle},
        "synthesis": one.said.synthesis,
        "signed": "\n".join(filter(None, (_("Validé le %(day)s") % {"day": day}, function, one.signatory))),
        "foot": _("%(pupil)s, %(division)s, bilan de fin du cycle %(n)s, %(year)s – version %(version)s")
        % {"pupil": one.name, "division": one.division, "n": one.cycle, "year": one.year, "version": one.version},
    }
