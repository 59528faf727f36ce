"""Give the settings of a school to others (capability C127)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from preau.console.copying.plan import Plan, State, plan_of, wanted
from preau.console.events import SettingsCopied
from preau.console.policies import may_copy_settings
from preau.directory.models import School, SettingsCopy
from preau.foundation.ledger.record import record
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def copy_settings(*, actor: Actor, key: uuid.UUID, source_uai: str, groups: Sequence[str], targets: str) -> int:
    """The schools of `targets` (UAI typed or pasted) take these groups of settings from the model. A line that is
    refused keeps what it had, and the others go through. Returns the id of the copy; the same `key` again does
    nothing, and returns that of the first time.

    Errors: `NotAllowed` for who administers no school; `NotPossible` for a model outside her perimeter, no group,
    no list, or settings that cannot be copied from this model.
    """
    if not may_copy_settings(actor):
        raise NotAllowed
    done = SettingsCopy.objects.filter(key=key, made_by_id=actor.person_id).first()
    if done is not None:
        return done.pk
    asked = wanted(actor, source_uai, groups, targets)
    with scope_opened_by_hand(asked.scope):
        # Two copies on the same schools follow each other: what was compared is what is changed.
        list(School.objects.select_for_update(no_key=True).filter(pk__in=asked.scope).order_by("pk"))
        plan = plan_of(asked)
        for group in plan.groups:
            if plan.writes[group.name]:
                group.write(plan.source.id, plan.writes[group.name])
        made = SettingsCopy.objects.create(
            key=key,
            source_id=plan.source.id,
            groups=[group.name for group in plan.groups],
            report=_report(plan),
            made_at=clock.now(),
            made_by_id=actor.person_id,
        )
        for line in plan.lines:
            if line.state is State.COPIED:
                changed = tuple(name for name, ids in plan.writes.items() if line.school_id in ids)
                record(SettingsCopied(line.school_id, plan.source.id, made.pk, changed), actor=actor)
    return made.pk


def _report(plan: Plan) -> list[dict[str, object]]:
    return [
        {
            "line": line.line,
            "uai": line.uai,
            "name": line.name,
            "state": line.state.value,
            "sentence": line.sentence,
            "changes": [[change.group, change.label, change.before, change.after] for change in line.changes],
        }
        for line in plan.lines
    ]
