"""Report cards on paper: the words of each, how small they must be to stand on two pages, and the PDF (C95)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from preau.bulletins.cards import wording
from preau.bulletins.cards.content import Content, GeneralSaid, ProjectSaid, ResponsibleSaid, SubjectSaid
from preau.bulletins.cards.correspondence import correspondence_of, labels_of_correspondence
from preau.bulletins.cards.fitting import COLUMNS, SUBJECT, fit
from preau.bulletins.cards.layout import MINISTRIES
from preau.bulletins.cycle import DOMAINS
from preau.foundation.documents.make import pages_of, pdf_of
from preau.foundation.languages.offered import FRENCH, speaking
from preau.kernel import words

_TEMPLATE = "bulletins/report_card.typ"


@dataclass(frozen=True, slots=True)
class Printed:
    """A card to print: which version, made when; `to` writes the address of this person alone."""

    content: Content
    number: int
    made_at: datetime
    digest: str
    to: ResponsibleSaid | None = None


def card_in_pdf(printed: Printed, *, logo: bytes | None = None) -> bytes:
    """One card, dated of when it was made: the same card is the same bytes."""
    return cards_in_pdf([printed], logo=logo)


def cards_in_pdf(several: Sequence[Printed], *, logo: bytes | None = None) -> bytes:
    """Several cards, one after the other, in one document."""
    return pdf_of(_TEMPLATE, said_of(several, logo), images=_images(logo), made_at=several[0].made_at)


def card_in_pictures(printed: Printed, *, logo: bytes | None = None) -> list[bytes]:
    """The pages of one card, as PNG."""
    return pages_of(_TEMPLATE, said_of([printed], logo), images=_images(logo))


@speaking(FRENCH)
def said_of(several: Sequence[Printed], logo: bytes | None) -> dict[str, Any]:
    """Everything the template writes."""
    first = several[0].content
    title = f"{wording.card_title(first)} – {first.name if len(several) == 1 else first.term.division}"
    return {
        "title": title,
        "words": _labels(),
        "cards": [_card(one, has_logo=logo is not None) for one in several],
    }


def _images(logo: bytes | None) -> dict[str, bytes] | None:
    return {"logo.png": logo} if logo else None


def _labels() -> dict[str, str]:
    return {
        "subject": _("Matière et enseignants"),
        "coefficient": _("Coef."),
        "average": _("Moy. élève"),
        "annual": _("Moy. année"),
        "class_figures": _("Classe"),
        "positioning": _("Position\u00adnement"),
        "elements": _("Éléments du programme travaillés"),
        "appreciation": _("Acquisitions, progrès et difficultés éventuelles"),
        "general": _("Moyenne générale"),
        "plans": _("Accompagnement en vigueur"),
        "skills": _("Maîtrise des domaines du socle"),
        "life": _("Vie scolaire"),
        "class_comment": _("La classe"),
        "council": _("Conseil de classe"),
        "no_synthesis": _("Pas encore d’appréciation générale."),
        "visa": _("Visa de la famille"),
        "page": _("page"),
        "logo": _("Logo de l’établissement"),
        **labels_of_correspondence(),
    }


def _card(printed: Printed, *, has_logo: bool) -> dict[str, Any]:
    content = printed.content
    school = content.school
    ministry = MINISTRIES.get(content.model.regulation, "")
    names, address = _addressee(printed)
    room = fit(content, is_posted=printed.to is not None)
    return {
        "title": wording.card_title(content),
        "period": wording.year_of(content.term),
        "ministry": _("République française – %(ministry)s") % {"ministry": ministry} if ministry else "",
        "school": school.name,
        "school_lines": "\n".join(
            filter(None, (school.address, " – ".join(filter(None, (school.phone, school.email)))))
        ),
        "logo": has_logo and content.shows("logo"),
        "addressee": names,
        "address": address,
        "posted": printed.to is not None,
        "pupil": content.name,
        "about": "\n".join(f"{label}\u202f: {value}" for label, value in wording.about(content)),
        "shows": wording.columns_of(content),
        "size": room.size,
        "pad": room.pad,
        "elements_share": room.share,
        "columns": {**COLUMNS, "subject": SUBJECT},
        "subjects": [_subject(content, one) for one in content.subjects],
        "general": _general(content, content.general),
        "projects": [_project(one) for one in content.projects] if content.shows("projects") else [],
        "plans": content.accompaniments if content.shows("accompaniments") else [],
        "skills": [
            {
                "domain": DOMAINS.get(one.domain, one.domain),
                "level": one.level,
                "label": wording.MASTERY[one.level],
            }
            for one in content.skills
        ],
        "life": wording.life_pairs(content.life),
        "life_comment": content.life.comment,
        "class_comment": content.class_comment if content.shows("class_comment") else "",
        "synthesis": content.council.synthesis,
        "decided": wording.decided_pairs(content),
        "visa": content.shows("visa"),
        "signed": wording.signed(content),
        "legend": wording.legend(content),
        "correspondence": correspondence_of(content, [name for name in names.split("\n") if name]),
        "foot": _foot(printed),
    }


def _foot(printed: Printed) -> str:
    """Which card, which version: what a copy is compared with."""
    content = printed.content
    said = {
        "pupil": content.name, "division": content.term.division, "number": printed.number,
        "term": wording.term_name(content.term.kind, content.term.number),
        "day": words.short_day(printed.made_at), "digest": printed.digest[:10],
    }  # fmt: skip
    if not printed.number:
        return _("%(pupil)s, %(division)s, %(term)s – aperçu, sans valeur") % said
    return _("%(pupil)s, %(division)s, %(term)s – version %(number)s du %(day)s, empreinte %(digest)s") % said


def _addressee(printed: Printed) -> tuple[str, str]:
    """To whom and where: the one asked for; or the family, when all of it lives at one address (rule B8)."""
    if printed.to is not None:
        return printed.to.name, printed.to.address
    people = printed.content.responsibles
    places = {one.address.strip() for one in people}
    if not printed.content.shows("addresses") or len(places) != 1 or "" in places:
        return "", ""
    return "\n".join(one.name for one in people), people[0].address


def _subject(content: Content, one: SubjectSaid) -> dict[str, Any]:
    return {
        "label": one.label,
        "teachers": ", ".join(one.teachers),
        "parts": [{"label": part.label, "average": part.average} for part in one.parts or []]
        if content.shows("parts")
        else [],
        "coefficient": one.coefficient,
        "average": one.average or "–",
        "annual": one.annual or "–",
        "mean": one.mean or "–",
        "lowest": one.lowest,
        "highest": one.highest,
        "positioning": one.positioning,
        "elements": one.elements or [],
        "appreciation": one.appreciation,
    }


def _general(content: Content, general: GeneralSaid) -> dict[str, str] | None:
    if not content.shows("general") or not general.average or not content.shows("average"):
        return None
    rank = wording.rank_said(general.rank) if content.shows("rank") else ""
    return {
        "average": general.average, "annual": general.annual, "mean": general.mean, "lowest": general.lowest,
        "highest": general.highest, "rank": rank,
    }  # fmt: skip


def _project(one: ProjectSaid) -> dict[str, Any]:
    return {
        "title": wording.project_title(one),
        "with": ", ".join(one.subjects),
        "texts": [text for text in (one.description, one.common, one.comment) if text],
    }
