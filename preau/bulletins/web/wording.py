"""Words of report cards shared by its screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.policies import may_comment_class, may_make, may_read_class
from preau.bulletins.queries.writing import WritingLine
from preau.grading.web.wording import term_label
from preau.kernel import words
from preau.kernel.actor import Actor, SchoolRef


def said_by_the_script(person_id: int) -> dict[str, str]:
    """The sentences that the script of texts says; `who` keeps apart what each person left on a device."""
    return {
        "who": str(person_id),
        "saved": _("Tout est enregistré."),
        "waits": _("Enregistrement…"),
        "away": _("Pas de réseau\u202f: vos textes sont gardés sur cet appareil, ils partiront au retour."),
        "unkept": _("Ce texte n’est pas enregistré."),
        "mine": _("Garder mon texte"),
        "theirs": _("Prendre l’autre"),
        "proposes": _("Insérer (Tab)\u202f:"),
    }


def class_tabs(actor: Actor, school: SchoolRef, term: ClassTerm, current: str) -> list[tuple[str, str, bool]]:
    """The pages of a class for a term: (label, url, is current)."""
    pages = []
    if may_read_class(actor, school.id, term.form_teacher_ids):
        pages += [(_("Ce qui manque"), "bulletins:missing"), (_("Relecture"), "bulletins:proofreading")]
        pages += [(_("Vie scolaire"), "bulletins:school-life"), (_("Conseil"), "bulletins:council")]
        pages.append((_("Projets"), "bulletins:projects"))
    if pages or may_comment_class(actor, school.id, term.form_teacher_ids):
        pages.append((_("Commentaire"), "bulletins:class-comment"))
    if may_make(actor, school.id):
        pages.append((_("Édition"), "bulletins:edition"))
    where = {"uai": school.uai, "term_id": term.term_id}
    return [(label, reverse(name, kwargs=where), name == current) for label, name in pages]


def term_tabs(school: SchoolRef, term: ClassTerm, current: str) -> list[tuple[str, str, bool]]:
    """The same page for each term of the class."""
    return [
        (
            term_label(kind, number),
            reverse(current, kwargs={"uai": school.uai, "term_id": term_id}),
            term_id == term.term_id,
        )
        for term_id, kind, number in term.terms
    ]


@dataclass(frozen=True, slots=True)
class WritingItem:
    """What is left to write in a gradebook for a term, ready to print."""

    title: str
    detail: str
    due: str
    url: str
    is_done: bool


def writing_items(lines: Iterable[WritingLine], schools: Mapping[int, SchoolRef]) -> list[WritingItem]:
    """A line per gradebook and term; the school is named when there are several."""
    return [
        WritingItem(
            f"{line.subject}, {line.group}",
            _what(line) + (f" ({schools[line.school_id].name})" if len(schools) > 1 else ""),
            _("pour le %(day)s") % {"day": words.short_day(line.due_on)},
            reverse(
                "bulletins:appreciations",
                kwargs={"uai": schools[line.school_id].uai, "gradebook_id": line.gradebook_id},
            )
            + f"?periode={line.kind}-{line.number}",
            not line.left and line.elements > 0 and not line.corrections,
        )
        for line in lines
    ]


def _what(line: WritingLine) -> str:
    said = []
    if line.left:
        left = ngettext("%(left)s appréciation sur %(all)s", "%(left)s appréciations sur %(all)s", line.left)
        said.append(left % {"left": line.left, "all": line.pupils})
    if not line.elements:
        said.append(_("éléments du programme"))
    if line.corrections:
        corrections = ngettext("%(count)s correction à lire", "%(count)s corrections à lire", line.corrections)
        said.append(corrections % {"count": line.corrections})
    what = _("à écrire\u202f: %(what)s") % {"what": ", ".join(said)} if said else _("tout est écrit")
    return f"{term_label(line.kind, line.number)}, {what}"
