"""The last step: do what was announced, keep the report, erase the files."""

from __future__ import annotations

from preau.exchange.upload.actions.import_people import import_people
from preau.exchange.upload.actions.import_timetable import import_timetable
from preau.exchange.upload.columns import keep_columns
from preau.exchange.upload.effects import Effect, people_effect, place_of, timetable_effect
from preau.exchange.upload.events import ImportReported
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.policies import may_import_files
from preau.exchange.upload.reading import read_files
from preau.exchange.upload.report import REPORT_HEADER, packed, report_rows, written
from preau.exchange.upload.timetables.plan import Mode
from preau.exchange.upload.under_way import UnderWay, load_under_way
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def apply_import(*, actor: Actor, school_id: int, import_id: int, is_confirmed: bool = False) -> None:
    """Compare once more, write, report: all of it or nothing. A second gesture finds the import over.

    Errors: `NotAllowed` for who does not import here, and for an import that is not under way; `NotPossible` as
    the import of people and that of timetables say.
    """
    if not may_import_files(actor, school_id):
        raise NotAllowed
    one = load_under_way(actor, school_id, import_id, locked=True)
    effect = _apply(actor, one, is_confirmed=is_confirmed)
    SchoolImport.objects.filter(school_id=school_id, pk=import_id).update(
        state=SchoolImport.State.APPLIED,
        applied_at=clock.now(),
        choices={},
        counts={
            "figures": [[figure.label, figure.number, figure.tone] for figure in effect.figures],
            "anomalies": effect.anomaly_count,
            "left_out": effect.left_out,
            "account": effect.account.numbers,
        },
        report=packed(written(REPORT_HEADER, report_rows(effect))),
    )
    UploadedFile.objects.filter(school_id=school_id, of_id=import_id).delete()
    record(ImportReported(school_id, import_id, one.sort.value), actor=actor)


def _apply(actor: Actor, one: UnderWay, *, is_confirmed: bool) -> Effect:
    """What was done, as it is reported."""
    read = read_files(one.sort, one.files, place_of(one.school), one.choices)
    if read.timetable is not None:
        return timetable_effect(
            import_timetable(
                actor=actor,
                school_id=one.school.pk,
                timetable=read.timetable,
                mode=Mode(one.choices.mode),
                answers=one.choices.answers,
                closing=one.choices.closed,
                writes_building=one.choices.writes_building,
                import_id=one.id,
            )
        )
    plan = import_people(
        actor=actor,
        school_id=one.school.pk,
        told=read.told,
        wishes=one.choices.wishes,
        is_confirmed=is_confirmed,
        import_id=one.id,
    )
    if read.table is not None and read.mapping is not None:
        keep_columns(one.school.pk, read.table, read.mapping, one.choices)
    return people_effect(plan, (), read)
