"""Fill, check and write the file that a school asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from django.conf import settings

from preau.exchange.lsu.check import Checked, check
from preau.exchange.lsu.events import LivretChecked
from preau.exchange.lsu.filling.fill import Filled, fill
from preau.exchange.lsu.ignoring import Ignored
from preau.exchange.lsu.mending import mending_of, period_of
from preau.exchange.lsu.models import IgnoredPupil, LivretFile, LivretFinding
from preau.exchange.lsu.rules import CYCLE
from preau.exchange.lsu.saying import without_name
from preau.exchange.lsu.schemas import Outcome, judge
from preau.exchange.lsu.versions import Version, version_named
from preau.exchange.lsu.write import xml_bytes
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def make_file(*, actor: Actor, school_id: int, number: int) -> bool:
    """False when another one was asked for since: that one is made instead. The file is kept when nothing is « à
    corriger » and the ministry's schema, where the operator has it, does not refuse it.

    Préau's own work. Errors: `NotAllowed` for anybody else.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    asked = LivretFile.objects.select_for_update().filter(school_id=school_id, number=number).first()
    if asked is None or asked.made_at is not None:
        return False
    ignored = IgnoredPupil.objects.filter(school_id=school_id, year_id=asked.year_id)
    left_out = list(ignored.values_list("pupil_id", "period"))
    without_cycle = [pupil_id for pupil_id, period in left_out if period in {CYCLE, ""}]
    filled = fill(school_id, asked.year_id, asked.periods, without_cycle)
    version = version_named(asked.version)
    checked = _checked(filled, left_out, version)
    content, verdict = _written(checked, version)
    LivretFinding.objects.filter(school_id=school_id).delete()
    LivretFinding.objects.bulk_create(_findings(school_id, checked, filled), batch_size=2000)
    LivretFile.objects.filter(school_id=school_id).update(
        made_at=clock.now(),
        pupils=len(checked.livret.pupils),
        reports=len(checked.livret.period_reports) + len(checked.livret.cycle_reports),
        content=content,
        verdict=verdict,
    )
    record(LivretChecked(school_id, asked.version, len(checked.blocking)), actor=actor)
    return True


def _checked(filled: Filled, left_out: list[tuple[int, str]], version: Version) -> Checked:
    """With what was found while it was filled, of the pupils that are not left out."""
    ignored = {
        Ignored(key, period)
        for key, pupil_id in filled.pupils.items()
        for other, period in left_out
        if pupil_id == other and period != CYCLE
    }
    checked = check(filled.livret, version, ignored)
    more = [
        one
        for one in filled.findings
        if not {Ignored(one.about.pupil), Ignored(one.about.pupil, one.about.period)} & ignored
    ]
    return replace(checked, findings=(*more, *checked.findings))


def _written(checked: Checked, version: Version) -> tuple[bytes, str]:
    """The file, compressed, and what the schema said; no file where something blocks it."""
    if not checked.is_ready:
        return b"", ""
    content = xml_bytes(checked)
    verdict = judge(BytesIO(content), version, settings.LSU_SCHEMAS)
    return (b"" if verdict.outcome is Outcome.INVALID else zlib.compress(content)), verdict.sentence


def _findings(school_id: int, checked: Checked, filled: Filled) -> Iterator[LivretFinding]:
    for position, one in enumerate(checked.findings):
        mending = mending_of(one, filled)
        pupil = filled.names.get(one.about.pupil, "")
        yield LivretFinding(
            school_id=school_id,
            position=position,
            gravity=one.gravity.value,
            mender=one.mender.value,
            who=mending.who,
            pupil_id=filled.pupils.get(one.about.pupil, 0),
            pupil=pupil,
            period=period_of(one),
            sentence=without_name(one.sentence, pupil),
            door=mending.door,
            words=dict(mending.words),
        )
