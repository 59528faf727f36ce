"""Write what is said of a whole class for a term."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.appreciation import by_whom
from preau.bulletins.class_term import closed_words, load_class_term
from preau.bulletins.events_words import ClassCommentWritten
from preau.bulletins.models import ClassComment
from preau.bulletins.policies import may_comment_class
from preau.bulletins.rules import CLASS_COMMENT_LENGTH
from preau.directory.models import Person, Term
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_class_comment(*, actor: Actor, school_id: int, term_id: int, seen: int, text: str) -> None:
    """Write, change or empty it; `seen` is the version that the writer saw (0: nothing yet).

    Errors: `NotAllowed` for who is neither its form teacher nor of the direction; `NotPossible` for a text that
    somebody changed meanwhile, too long, or a term that is closed.
    """
    term = load_class_term(term_id, school_id=school_id)
    if not may_comment_class(actor, school_id, term.form_teacher_ids):
        raise NotAllowed
    if term.is_closed:
        raise NotPossible(closed_words())
    text = tidy(text)
    if len(text) > CLASS_COMMENT_LENGTH:
        raise NotPossible(too_long(len(text), CLASS_COMMENT_LENGTH), field="text")
    # Held by its term: a comment that nobody wrote yet has no row.
    Term.objects.select_for_update(no_key=True).get(pk=term_id)
    comment = ClassComment.objects.filter(term_id=term_id).first()
    if comment is not None and comment.text == text:
        return
    if (comment.version if comment else 0) != seen:
        raise NotPossible(_said_meanwhile(comment), field="text")
    if comment is None:
        comment = ClassComment(school_id=school_id, group_id=term.group_id, term_id=term_id, version=0)
    comment.text, comment.version = text, comment.version + 1
    comment.written_at, comment.written_by_id = clock.now(), actor.person_id
    comment.save()
    record(ClassCommentWritten(school_id, term.group_id, term_id), actor=actor)


def _said_meanwhile(comment: ClassComment | None) -> str:
    if comment is None:
        return _("Cette page n’est plus à jour\u202f: rechargez-la.")
    author = Person.objects.filter(pk=comment.written_by_id).first()
    who = by_whom(f"{author.first_name} {author.last_name}" if author else "", comment.written_at)
    return _(
        "%(who)s a écrit entre-temps\u202f: «\u202f%(text)s\u202f». Reprenez-en ce qui convient, puis enregistrez."
    ) % {"who": who, "text": comment.text}
