"""Classes and groups of a school, and who is in one at a date (capability C7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from preau.directory.models import Group
from preau.directory.people.reach import FORM_GROUPS, asked, during, groups_in
from preau.directory.people.wording import regime_label
from preau.directory.policies import Reach, reach_to_families, reach_to_pupils
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_HEAD = """
SELECT g.id, g.kind, g.code, g.label, g.is_locked, g.closed_on,
       (SELECT count(DISTINCT m.pupil_id) FROM membership m WHERE m.group_id = g.id AND {membership_open}),
       (SELECT array_agg(p.first_name || ' ' || p.last_name ORDER BY p.sorting_name, p.id)
          FROM form_teacher f JOIN person p ON p.id = f.person_id WHERE f.group_id = g.id AND {form_open}),
       g.id IN ({form_groups})
  FROM pupil_group g
 WHERE g.school_id = %(school)s AND {group_read}
"""

_MEMBERS = """
SELECT m.id, p.id, p.first_name, p.last_name, p.sorting_name, p.born_on, u.regime, d.label, m.begins_on, m.ends_on,
       i.is_granted, CASE WHEN i.is_granted THEN t.digest END
  FROM membership m
  JOIN person p ON p.id = m.pupil_id
  JOIN pupil u ON u.person_id = m.pupil_id
  LEFT JOIN image_right i ON i.pupil_id = m.pupil_id AND i.school_id = m.school_id
  LEFT JOIN portrait t ON t.pupil_id = m.pupil_id AND t.school_id = m.school_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership x JOIN pupil_group g ON g.id = x.group_id AND g.kind = 'division'
        WHERE x.pupil_id = m.pupil_id AND x.school_id = m.school_id AND {division_open}
        ORDER BY x.begins_on DESC, x.id LIMIT 1) d ON true
 WHERE m.school_id = %(school)s AND m.group_id = %(group)s AND {membership_asked}
 ORDER BY p.sorting_name, p.id, m.begins_on, m.id
"""

_CONTACTS = """
SELECT w.pupil_id, p.first_name, p.last_name, coalesce(nullif(p.mobile, ''), p.phone), p.email
  FROM guardianship w JOIN person p ON p.id = w.guardian_id
 WHERE w.pupil_id = ANY(%(pupils)s) AND w.level <= 2 AND NOT w.no_contact AND w.guardian_id <> w.pupil_id
   AND {open}
 ORDER BY w.pupil_id, w.level, w.rank, w.id
"""


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A class or a group, how many pupils it has on the day, and its form teachers.

    `reaches_families`: the actor may know how to reach the families of its pupils.
    """

    id: int
    kind: str
    code: str
    label: str
    is_locked: bool
    closed_on: date | None
    pupils: int
    form_teachers: tuple[str, ...]
    reaches_families: bool

    @property
    def name(self) -> str:
        return self.label or self.code

    @property
    def is_division(self) -> bool:
        return self.kind == Group.Kind.DIVISION

    @property
    def is_manual(self) -> bool:
        return self.kind == Group.Kind.MANUAL

    @property
    def is_archived(self) -> bool:
        return self.closed_on is not None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody who answers for a pupil."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A pupil in a class or group, from `begins_on` to the day before `ends_on`.

    `portrait` is the digest of the photo that may be shown; `is_image_granted` what the family answered.
    """

    membership_id: int
    pupil_id: int
    first_name: str
    last_name: str
    sorting_name: str
    born_on: date | None
    regime: str
    division: str
    begins_on: date
    ends_on: date | None
    is_image_granted: bool | None
    portrait: str
    contacts: tuple[Contact, ...] = ()

    @property
    def name(self) -> str:
        """As lists sort it."""
        return f"{self.last_name} {self.first_name}"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def last_day(self) -> date | None:
        """The last day in the group, when it is known."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


def groups_of_school(actor: Actor, school_id: int, on: date | None = None) -> tuple[GroupHead, ...]:
    """The open classes and groups that the actor reads, and the archived ones of the school's own making."""
    shown = "(g.closed_on IS NULL OR g.kind = 'manuel') ORDER BY g.kind, g.code, g.id"
    return _heads(actor, school_id, shown, on or clock.today())


def readable_group(actor: Actor, school_id: int, group_id: int, on: date | None = None) -> GroupHead:
    """One of them, closed or not; `NotAllowed` when the actor does not read it."""
    found = _heads(actor, school_id, "g.id = %(group)s", on or clock.today(), group=group_id)
    if not found:
        raise NotAllowed
    return found[0]


def members_of_group(actor: Actor, school_id: int, group: GroupHead, on: date) -> tuple[MemberLine, ...]:
    """Who is in the group on that day, by name. The caller has read the group through `readable_group`."""
    return _members(actor, school_id, group, on, during("m", "on"))


def stays_in_group(actor: Actor, school_id: int, group: GroupHead) -> tuple[MemberLine, ...]:
    """Everybody who was, is or will be in the group, with the dates of each stay."""
    return _members(actor, school_id, group, clock.today(), "true")


def with_contacts(
    actor: Actor, school_id: int, group: GroupHead, lines: tuple[MemberLine, ...]
) -> tuple[MemberLine, ...]:
    """The same lines, with those who exercise a responsibility today, when the actor reaches these families."""
    if not group.reaches_families:
        return lines
    parameters = asked(actor, school_id, clock.today(), pupils=[line.pupil_id for line in lines])
    with connection.cursor() as cursor:
        rows = cursor.execute(_CONTACTS.format(open=during("w")), parameters).fetchall()
    of_pupil: dict[int, list[Contact]] = {}
    for pupil_id, first, last, phone, email in rows:
        of_pupil.setdefault(pupil_id, []).append(Contact(f"{first} {last}", phone, email))
    return tuple(replace(line, contacts=tuple(of_pupil.get(line.pupil_id, ()))) for line in lines)


def _heads(actor: Actor, school_id: int, shown: str, on: date, **more: Any) -> tuple[GroupHead, ...]:
    families = reach_to_families(actor, school_id)
    statement = _HEAD.format(
        membership_open=during("m", "on"), form_open=during("f", "on"), form_groups=FORM_GROUPS,
        group_read=f"{groups_in(reach_to_pupils(actor, school_id))} AND {shown}",
    )  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked(actor, school_id, clock.today(), on=on, **more)).fetchall()
    return tuple(_head(row, families) for row in rows)


def _head(row: tuple[Any, ...], families: Reach) -> GroupHead:
    pk, kind, code, label, is_locked, closed_on, pupils, teachers, is_form_teacher = row
    return GroupHead(
        id=pk,
        kind=kind,
        code=code,
        label=label,
        is_locked=is_locked,
        closed_on=closed_on,
        pupils=pupils,
        form_teachers=tuple(teachers or ()),
        reaches_families=families is Reach.SCHOOL or (families is Reach.TIED and is_form_teacher),
    )


def _members(
    actor: Actor, school_id: int, group: GroupHead, on: date, membership_asked: str
) -> tuple[MemberLine, ...]:
    statement = _MEMBERS.format(membership_asked=membership_asked, division_open=during("x", "on"))
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked(actor, school_id, clock.today(), on=on, group=group.id)).fetchall()
    return tuple(map(_member, rows))


def _member(row: tuple[Any, ...]) -> MemberLine:
    (membership, pk, first, last, sorting, born_on, regime, division, begins_on, ends_on, is_granted,
     portrait) = row  # fmt: skip
    return MemberLine(
        membership_id=membership,
        pupil_id=pk,
        first_name=first,
        last_name=last,
        sorting_name=sorting,
        born_on=born_on,
        regime=regime_label(regime),
        division=division or "",
        begins_on=begins_on,
        ends_on=ends_on,
        is_image_granted=is_granted,
        portrait=portrait or "",
    )
