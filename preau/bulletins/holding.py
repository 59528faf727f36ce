"""The council of a class, as actions meet it: held while it changes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.class_term import ClassTerm, closed_words, load_class_term
from preau.bulletins.models import Council
from preau.bulletins.policies import may_hold_council
from preau.directory.models import Term
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


def hold_term(actor: Actor, *, school_id: int, term_id: int) -> ClassTerm:
    """The class and its term, held until the end of the transaction: a council that nobody opened has no row.

    Errors: `NotAllowed` for who does not hold councils of this class.
    """
    term = load_class_term(term_id, school_id=school_id)
    if not may_hold_council(actor, school_id, term.form_teacher_ids):
        raise NotAllowed
    Term.objects.select_for_update(no_key=True).get(pk=term_id)
    return term


def held_council(term: ClassTerm) -> Council:
    """The council of this class. Errors: `NotPossible` when nobody opened it."""
    found = Council.objects.filter(term_id=term.term_id, school_id=term.school_id).first()
    if found is None:
        raise NotPossible(_("Ce conseil n’est pas ouvert\u202f: ouvrez-le d’abord."))
    return found


def refuse_closed_term(term: ClassTerm) -> None:
    """Errors: `NotPossible` when nothing of this term is written any more."""
    if term.is_closed:
        raise NotPossible(closed_words())
