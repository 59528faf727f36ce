"""Keep an anomaly as it is, and say why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.console.events import AnomalyKept
from preau.console.models import KeptAsIs
from preau.console.policies import may_see_anomalies
from preau.console.queries import kind_of
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def keep_as_is(*, actor: Actor, school_id: int, code: str, keys: tuple[int, ...], reason: str) -> int:
    """The anomaly leaves the desk as long as it stays what it is today. Returns the id of what is kept.

    Errors: `NotAllowed` for who does not see this desk or an unknown code; `NotPossible` without a reason, or when
    the anomaly is there no more.
    """
    if not may_see_anomalies(actor, school_id):
        raise NotAllowed
    kind = kind_of(code)
    if not reason.strip():
        raise NotPossible(_("Dites pourquoi\u202f: un collègue lira ce motif."), field="reason")
    line = next((line for line in kind.find([school_id]) if line.keys == keys), None)
    if line is None:
        raise NotPossible(_("Cette anomalie n’est plus là\u202f: il n’y a rien à garder."))
    now = clock.now()
    KeptAsIs.objects.filter(school_id=school_id, code=code, keys=list(keys), withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by_id=actor.person_id
    )
    kept = KeptAsIs.objects.create(
        school_id=school_id,
        code=code,
        keys=list(keys),
        state=line.state,
        reason=reason.strip(),
        kept_at=now,
        kept_by_id=actor.person_id,
    )
    record(AnomalyKept(school_id, kept.pk, code, keys), actor=actor)
    return kept.pk
