"""Say the state of terms for marks: open, locked for the council, closed (capability C83)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.models import Term
from preau.foundation.ledger.record import record
from preau.grading.events_locks import TermsLocked
from preau.grading.models import TermLock
from preau.grading.policies import may_lock
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_SAY = """
INSERT INTO term_lock AS k (term_id, school_id, state, changed_at, changed_by_id)
SELECT t.id, t.school_id, %(state)s, %(now)s, %(actor)s FROM term t
 WHERE t.id = ANY(%(terms)s) AND t.school_id = %(school)s
    ON CONFLICT (term_id)
    DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at, changed_by_id = excluded.changed_by_id
     WHERE k.state <> excluded.state
        OR EXISTS (SELECT FROM term t WHERE t.id = k.term_id AND k.changed_at < t.published_at)
RETURNING k.term_id
"""
_UNSAY = "DELETE FROM term_lock WHERE term_id = ANY(%(terms)s) AND school_id = %(school)s RETURNING term_id"


@action
def lock_terms(
    *, actor: Actor, school_id: int, term_ids: Collection[int], state: TermLock.State | None
) -> tuple[int, ...]:
    """Give this state to these terms, whatever their dates say; None gives them back to their dates. Returns the
    terms that changed: said twice, it is written once.

    Errors: `NotAllowed` for who locks nothing in this school, or a term that is not of it; `NotPossible` for no
    term, or a published one that would be opened: there a single gradebook is reopened.
    """
    if not may_lock(actor, school_id):
        raise NotAllowed
    wanted = sorted(set(term_ids))
    if not wanted:
        raise NotPossible(_("Cochez au moins une classe."), field="classes")
    terms = list(Term.objects.select_related("group").filter(school_id=school_id, pk__in=wanted))
    if len(terms) < len(wanted):
        raise NotAllowed
    published = sorted(term.group.label or term.group.code for term in terms if term.published_at is not None)
    if state is TermLock.State.OPEN and published:
        raise NotPossible(
            _(
                "Les bulletins de %(classes)s sont publiés\u202f: la période ne s’ouvre plus. "
                "Rouvrez seulement le carnet à corriger, jusqu’à un jour."
            )
            % {"classes": ", ".join(published)}
        )
    asked: dict[str, Any] = {
        "school": school_id, "terms": wanted, "state": state.value if state else "", "now": clock.now(),
        "actor": actor.person_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_SAY if state else _UNSAY, asked).fetchall()
    changed = tuple(sorted(pk for (pk,) in rows))
    if changed:
        record(TermsLocked(school_id, list(changed), asked["state"]), actor=actor)
    return changed
