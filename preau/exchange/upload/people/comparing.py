"""A file and its school → the plan. Pure: nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from preau.directory.models import Guardianship
from preau.exchange.brake import is_too_much
from preau.exchange.upload.people.adults import plan_adults
from preau.exchange.upload.people.closing import people_may_close, plan_closing
from preau.exchange.upload.people.groups import Answers, Resolved, plan_groups, resolve_groups
from preau.exchange.upload.people.guardians import GuardianComparison
from preau.exchange.upload.people.guests import plan_guests
from preau.exchange.upload.people.known import Known
from preau.exchange.upload.people.matching import Directory
from preau.exchange.upload.people.options import plan_options
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.people.pupils import PupilComparison
from preau.exchange.upload.people.teaching import TeachingComparison
from preau.exchange.upload.people.told import Told, ToldNomenclature, ToldSchool


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the school decides: its pairings; whether the pupils absent from the file have left; the level of the
    guardians of whom the file does not say it; the groups to close among those that the file names no more.
    """

    answers: Answers
    absent_have_left: bool = False
    default_level: int = int(Guardianship.Level.CONTACT)
    closing: frozenset[int] = frozenset()


def plan_of(told: Told, known: Known, wishes: Wishes) -> tuple[Plan, Resolved]:
    """What applying would do, and how the classes and groups of the file were understood."""
    plan = Plan(known, told.origin, anomalies=list(told.anomalies), anomaly_count=told.anomaly_count)
    opens = told.opens_groups, told.opens_groups
    resolved = resolve_groups(told.groups, known, wishes.answers, opens=opens)
    plan_groups(plan, told.groups, resolved, wishes.answers)
    directory = Directory(known)
    pupils = PupilComparison(plan, told, directory, resolved)
    pupils.compare(absent_have_left=wishes.absent_have_left)
    plan_options(plan, told, pupils.refs, pupils.division_of)
    GuardianComparison(plan, told, directory, pupils, wishes.default_level).compare()
    refs = plan_adults(plan, told, directory)
    plan_guests(plan, told, directory)
    teaching = TeachingComparison(plan, resolved, wishes.answers)
    teaching.compare(told, refs)
    plan.mefs += [_columns(mef) for mef in told.mefs if mef.code not in known.mefs]
    plan.subjects += [_columns(one) for one in told.subjects if one.code not in known.subjects]
    if told.school:
        plan.school = _school(known, told.school)
    lessons = {group: of.every for group, of in known.lessons.items()}
    plan_closing(plan, resolved.told_ids(), people_may_close(told), lessons, wishes.closing)
    plan.anomalies.sort(key=lambda anomaly: (anomaly.place.file, anomaly.place.line, anomaly.reason))
    return plan, replace(resolved, unknown=(*resolved.unknown, *teaching.unknown))


def departures_to_confirm(plan: Plan) -> int:
    """How many pupils would leave, when it is too many to leave without a second word (capability C16); else 0."""
    leaving = plan.count(What.DEPARTURE)
    return leaving if is_too_much(leaving, len(plan.known.enrolled)) else 0


def _columns(one: ToldNomenclature) -> dict[str, str]:
    return {"code": one.code, "label": one.label or one.code, "attached_to": one.attached_to, "stat11": one.stat11}


def _school(known: Known, told: ToldSchool) -> dict[str, str]:
    """What the school did not write itself, and differs."""
    kept = known.school
    return {
        name: value
        for name in ("street", "postal_code", "phone", "email")
        if (value := getattr(told, name)) and name not in kept.owned_fields and getattr(kept, name) != value
    }
