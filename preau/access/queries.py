"""Who has an account, who activated it: for the accounts screen, for sheets and for one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.access.actors import actor_under, attachments_of
from preau.access.models import Account, EmailCode, Session
from preau.directory.calendar_queries import years
from preau.directory.models import Group
from preau.directory.new_year.days import effective_day
from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile

_PEOPLE_OF_CLASS = """
WITH pupils AS (
    SELECT p.id, p.first_name || ' ' || p.last_name AS name, p.sorting_name
      FROM pupil_group g
      JOIN membership m ON m.group_id = g.id AND m.begins_on <= %(day)s
                       AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
      JOIN person p ON p.id = m.pupil_id
     WHERE g.school_id = %(school)s AND g.id = %(group)s AND g.kind = 'division'
), people AS (
    SELECT id AS person_id, 'eleves' AS audience, '' AS children, sorting_name AS family, 0 AS rank FROM pupils
    UNION ALL
    SELECT w.guardian_id, 'responsables', string_agg(u.name, ', ' ORDER BY u.sorting_name, u.id),
           min(u.sorting_name), 1
      FROM pupils u
      JOIN guardianship w ON w.pupil_id = u.id AND w.guardian_id <> w.pupil_id
                         AND (w.is_informed OR w.may_consult)
                         AND w.begins_on <= %(day)s AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
     GROUP BY w.guardian_id
), working AS (
    SELECT working_among((SELECT array_agg(person_id) FROM people WHERE rank = 1), %(day)s) AS person_id
)
SELECT p.id, p.first_name || ' ' || p.last_name, f.children, p.id IN (SELECT person_id FROM working)
  FROM people f JOIN person p ON p.id = f.person_id
 WHERE f.audience = ANY(%(audiences)s)
 ORDER BY f.family, f.rank, p.sorting_name, p.id
"""

_STAFF = """
SELECT p.id, p.first_name || ' ' || p.last_name,
       array_agg(DISTINCT coalesce(nullif(o.label, ''), o.profile))
  FROM post o JOIN person p ON p.id = o.person_id
 WHERE o.school_id = %(school)s AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
 GROUP BY p.id
 ORDER BY p.sorting_name, p.id
"""

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), count(DISTINCT m.pupil_id),
       count(DISTINCT a.person_id), count(DISTINCT w.guardian_id), count(DISTINCT b.person_id)
  FROM pupil_group g
  LEFT JOIN membership m ON m.group_id = g.id AND m.begins_on <= %(day)s
                        AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
  LEFT JOIN account a ON a.person_id = m.pupil_id AND a.activated_at IS NOT NULL
  LEFT JOIN guardianship w ON w.pupil_id = m.pupil_id AND w.guardian_id <> w.pupil_id
                          AND (w.is_informed OR w.may_consult)
                          AND w.begins_on <= %(day)s AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
  LEFT JOIN account b ON b.person_id = w.guardian_id AND b.activated_at IS NOT NULL
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL
 GROUP BY g.id
 ORDER BY g.code, g.id
"""

_STAFF_COUNT = """
SELECT count(DISTINCT o.person_id), count(DISTINCT a.person_id)
  FROM post o
  LEFT JOIN account a ON a.person_id = o.person_id AND a.activated_at IS NOT NULL
 WHERE o.school_id = %(school)s AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
"""

# Those of today and, in the summer, those who begin with the coming year. A person may hold several roles: UNION
# keeps her once.
_PEOPLE_OF_SCHOOLS = """
SELECT o.person_id FROM post o
 WHERE o.school_id = ANY(%(schools)s) AND o.begins_on <= %(until)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
UNION
SELECT e.pupil_id FROM enrolment e
 WHERE e.school_id = ANY(%(schools)s) AND e.begins_on <= %(until)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
UNION
SELECT w.guardian_id FROM enrolment e
  JOIN guardianship w ON w.pupil_id = e.pupil_id AND (w.is_informed OR w.may_consult)
                     AND w.begins_on <= %(until)s AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
 WHERE e.school_id = ANY(%(schools)s) AND e.begins_on <= %(until)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
"""


class Audience(StrEnum):
    """Whose sheets of a class are printed."""

    PUPILS = "eleves"
    GUARDIANS = "responsables"


EVERYBODY = (Audience.PUPILS, Audience.GUARDIANS)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody to whom a sheet may be given; `role` is told in French.

    `has_post` is true of a guardian who works in a school, this one or another: a class is not where her card is
    given, since it opens her work as well.
    """

    id: int
    name: str
    role: str
    has_post: bool = False


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Somebody and her account: whether she activated it."""

    person: PersonLine
    is_active: bool


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class: how many of its pupils and guardians activated their account."""

    id: int
    label: str
    pupils: int
    active_pupils: int
    guardians: int
    active_guardians: int


@dataclass(frozen=True, slots=True)
class StaffLine:
    """The staff of a school: how many activated their account."""

    people: int
    active: int


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A signed-in browser of mine."""

    id: int
    device: str
    started_at: datetime
    seen_at: datetime
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class HatLine:
    """One of my profiles: its French name, where it holds (schools, or children), whether I wear it now."""

    profile: str
    label: str
    where: str
    is_worn: bool


@dataclass(frozen=True, slots=True)
class AccountCard:
    """My account: `waiting_email` is an address that waits for its code."""

    login: str
    email: str
    waiting_email: str


def day_of_accounts() -> date:
    """The day whose people the office gives accounts to: in the summer, the first of the coming year."""
    return effective_day(clock.today(), years())


def _rows(statement: str, school_id: int, day: date, **more: Any) -> list[Any]:
    asked = {"school": school_id, "day": day, **more}
    with connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(statement, asked).fetchall()
    return rows


def people_of_class(school_id: int, group_id: int, audiences: tuple[Audience, ...]) -> tuple[PersonLine, ...]:
    """Pupils of a division of this school, each followed by her guardians, in the order of pupils."""
    asked = {"group": group_id, "audiences": [audience.value for audience in audiences]}
    rows = _rows(_PEOPLE_OF_CLASS, school_id, day_of_accounts(), **asked)
    return tuple(
        PersonLine(
            pk,
            name,
            _("Responsable de %(children)s") % {"children": children} if children else _("Élève"),
            has_post,
        )
        for pk, name, children, has_post in rows
    )


def people_of_staff(school_id: int) -> tuple[PersonLine, ...]:
    """Who holds a post today, with the functions as the feed words them, or the profile."""
    profiles = {profile.value: label for profile, label in PROFILE_LABELS.items()}
    return tuple(
        PersonLine(pk, name, ", ".join(profiles.get(role, role) for role in roles))
        for pk, name, roles in _rows(_STAFF, school_id, day_of_accounts())
    )


def accounts_of(people: tuple[PersonLine, ...]) -> tuple[AccountLine, ...]:
    """These persons, in the same order, each with the state of her account."""
    accounts = Account.objects.filter(person_id__in=[person.id for person in people]).exclude(activated_at=None)
    active = set(accounts.values_list("person_id", flat=True))
    return tuple(AccountLine(person, person.id in active) for person in people)


def division_label(school_id: int, group_id: int) -> str | None:
    """The name of an open division of this school; None for anything else."""
    found = Group.objects.filter(pk=group_id, school_id=school_id, kind=Group.Kind.DIVISION, closed_on=None)
    return next((label or code for label, code in found.values_list("label", "code")), None)


def classes_of(school_id: int, day: date) -> tuple[ClassLine, ...]:
    """The divisions of a school, with their pupils of that day, and how far activation went."""
    return tuple(ClassLine(*row) for row in _rows(_CLASSES, school_id, day))


def staff_of(school_id: int, day: date) -> StaffLine:
    """The staff of a school on that day, and how far activation went."""
    return StaffLine(*_rows(_STAFF_COUNT, school_id, day)[0])


def people_of_schools(school_ids: tuple[int, ...]) -> frozenset[int]:
    """Everybody who may have an account there: posts, pupils, and the guardians whom the law lets in."""
    asked: dict[str, Any] = {
        "schools": list(school_ids),
        "day": clock.today(),
        "until": day_of_accounts(),
    }
    with connection.cursor() as cursor:
        rows = cursor.execute(_PEOPLE_OF_SCHOOLS, asked).fetchall()
    return frozenset(row[0] for row in rows)


def sessions_of(actor: Actor) -> tuple[SessionLine, ...]:
    """The open sessions of this account, the latest first; twenty at most."""
    rows = Session.objects.filter(account_id=actor.account_id, ended_at=None, expires_at__gt=clock.now())
    return tuple(
        SessionLine(pk, device or _("Appareil inconnu"), started, seen, pk == actor.session_id)
        for pk, device, started, seen in rows.values_list("id", "device", "started_at", "seen_at")[:20]
    )


def hats_of(actor: Actor) -> tuple[HatLine, ...]:
    """The profiles of this person, work first."""
    held = attachments_of(actor.person_id)
    lines = []
    for profile in held.profiles():
        hat = actor_under(profile, held, person_id=actor.person_id, first_name="", last_name="")
        places = [ward.first_name for ward in hat.wards] or [school.name for school in hat.schools]
        if profile is Profile.AGENT:
            places = held.mandates
        where = ", ".join(dict.fromkeys(places))
        lines.append(HatLine(profile.value, _(PROFILE_LABELS[profile]), where, profile is actor.profile))
    return tuple(lines)


def account_of(actor: Actor) -> AccountCard:
    """The account of the person who asks."""
    login, email = Account.objects.values_list("login", "email").get(pk=actor.account_id)
    waiting = EmailCode.objects.filter(account_id=actor.account_id, expires_at__gt=clock.now())
    return AccountCard(login, email, waiting.values_list("email", flat=True).first() or "")


def login_of(person_id: int) -> str:
    """The login of a person, empty when she has no account."""
    return Account.objects.filter(person_id=person_id).values_list("login", flat=True).first() or ""
