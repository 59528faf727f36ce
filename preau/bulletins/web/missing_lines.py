"""What a class lacks, line by line: what it is, who can do it, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.policies import may_comment_class, may_hold_council, may_write_school_life
from preau.bulletins.queries.missing import BookMissing, Missing
from preau.directory.policies import MANAGE_CALENDAR
from preau.kernel.actor import Actor, SchoolRef

#: Names written in a line, at most; the page it leads to has them all.
_NAMES = 6


@dataclass(frozen=True, slots=True)
class MissingLine:
    """What is missing, who can do it and of whom; `url` is where, '' when the reader cannot go there."""

    what: str
    who: str
    url: str
    label: str


def lines_of_book(school: SchoolRef, term: ClassTerm, book: BookMissing) -> list[MissingLine]:
    """Appreciations, results and programme elements of a subject."""
    subject = book.subject if book.group == term.division else f"{book.subject} ({book.group})"
    found = []
    if book.without_text:
        count = len(book.without_text)
        what = ngettext("%(count)s appréciation sur %(all)s", "%(count)s appréciations sur %(all)s", count)
        where = (
            _of_book("bulletins:appreciations", school, term, book)
            if book.is_mine
            else f"{_of_class('bulletins:proofreading', school, term)}?vue=matiere-{book.gradebook_id}"
        )
        found.append(
            MissingLine(
                f"{subject}\u202f: {what % {'count': count, 'all': book.pupils}}",
                _by(_("À écrire par %(who)s"), book.writers, book.without_text),
                where,
                _("Écrire") if book.is_mine else _("Relire"),
            )
        )
    if book.without_result:
        count = len(book.without_result)
        what = ngettext(
            "%(count)s élève sans note ni positionnement", "%(count)s élèves sans note ni positionnement", count
        )
        found.append(
            MissingLine(
                f"{subject}\u202f: {what % {'count': count}}",
                _by(_("À évaluer par %(who)s"), book.writers, book.without_result),
                _of_book("grading:grid", school, term, book),
                _("Noter") if book.is_mine else _("Voir les notes"),
            )
        )
    if not book.elements:
        found.append(
            MissingLine(
                _("%(subject)s\u202f: aucun élément du programme") % {"subject": subject},
                _by(_("À écrire par %(who)s"), book.writers),
                _of_book("bulletins:elements", school, term, book),
                _("Écrire") if book.is_mine else _("Voir"),
            )
        )
    return found


def lines_of_class(actor: Actor, school: SchoolRef, term: ClassTerm, missing: Missing) -> list[MissingLine]:
    """What is said of the class as a whole, and of its pupils by vie scolaire."""
    found = []
    if not missing.has_comment:
        found.append(
            MissingLine(
                _("Commentaire de la classe"),
                _("À écrire par %(who)s, ou par la direction.") % {"who": missing.form_teachers}
                if missing.form_teachers
                else _("À écrire par la direction\u202f: aucun professeur principal n’est désigné."),
                _of_class("bulletins:class-comment", school, term),
                _("Écrire") if may_comment_class(actor, school.id, term.form_teacher_ids) else _("Voir"),
            )
        )
    if missing.without_life:
        count = len(missing.without_life)
        what = ngettext(
            "%(count)s mot de la vie scolaire sur %(all)s", "%(count)s mots de la vie scolaire sur %(all)s", count
        )
        found.append(
            MissingLine(
                what % {"count": count, "all": missing.pupils},
                _by(_("À écrire par %(who)s"), _("le CPE"), missing.without_life),
                _of_class("bulletins:school-life", school, term),
                _("Écrire") if may_write_school_life(actor, school.id) else _("Voir"),
            )
        )
    return found


def lines_of_council(actor: Actor, school: SchoolRef, term: ClassTerm, missing: Missing) -> list[MissingLine]:
    """What the council has to say, and the day it sits."""
    found = []
    may_hold = may_hold_council(actor, school.id, term.form_teacher_ids)
    if missing.without_synthesis:
        count = len(missing.without_synthesis)
        council = _("%(who)s ou la direction") % {"who": missing.form_teachers}
        council = council if missing.form_teachers else _("la direction")
        what = ngettext(
            "%(count)s synthèse du conseil sur %(all)s", "%(count)s synthèses du conseil sur %(all)s", count
        )
        found.append(
            MissingLine(
                what % {"count": count, "all": missing.pupils},
                _by(_("À écrire au conseil de classe, par %(who)s"), council, missing.without_synthesis),
                _of_class("bulletins:council", school, term),
                _("Tenir le conseil") if may_hold else _("Voir"),
            )
        )
    if term.council_on is None:
        may_date = actor.may(MANAGE_CALENDAR)
        found.append(
            MissingLine(
                _("Date du conseil de classe"),
                _("À fixer par la direction ou le secrétariat."),
                reverse("directory:councils", kwargs={"uai": school.uai}) if may_date else "",
                _("Fixer"),
            )
        )
    return found


def _by(sentence: str, who: str, names: Sequence[str] = ()) -> str:
    """« À écrire par Claire Durand : Abadie Camille, Azaïs Romane et 3 autres. »"""
    said = sentence % {"who": who} if who else _("Personne n’y écrit\u202f: la direction y met un enseignant")
    if not names:
        return f"{said}."
    shown, more = ", ".join(names[:_NAMES]), len(names) - _NAMES
    if more > 0:
        others = ngettext("%(names)s et %(count)s autre", "%(names)s et %(count)s autres", more)
        shown = others % {"names": shown, "count": more}
    return f"{said}\u202f: {shown}."


def _of_book(name: str, school: SchoolRef, term: ClassTerm, book: BookMissing) -> str:
    path = reverse(name, kwargs={"uai": school.uai, "gradebook_id": book.gradebook_id})
    return f"{path}?periode={term.kind}-{term.number}"


def _of_class(name: str, school: SchoolRef, term: ClassTerm) -> str:
    return reverse(name, kwargs={"uai": school.uai, "term_id": term.term_id})
