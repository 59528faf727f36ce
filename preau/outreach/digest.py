"""The digest: at most one mail a day, that names the child first and tells a thing once (C33, ideas 1 and 2).

It is drawn from what stands at that moment: notices still unread, and what rooms bring (`Manifest.digests`). What
was read, answered or withdrawn meanwhile is not told. On Fridays it adds what people want once a week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.directory.models import Person
from preau.directory.people.reach import during
from preau.foundation.languages.bilingual import in_both
from preau.foundation.languages.offered import FRENCH, speaking
from preau.foundation.languages.recipients import by_language
from preau.foundation.rooms.digests import DigestLine
from preau.foundation.rooms.manifest import When
from preau.foundation.rooms.registry import manifests
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.outreach.contacts import Contact, chosen_when, contacts_of, kinds
from preau.outreach.models import DigestMark, OutreachSettings, QuietChoice, Sending
from preau.outreach.pausing import quiet_of
from preau.outreach.rules import (
    DIGEST_HOUR,
    DIGEST_HOURS,
    DIGEST_LOCK,
    DIGESTED_AT_ONCE,
    FIRST_DAILY,
    FIRST_WEEKLY,
    LONGEST_DIGEST,
    OLDEST,
    WEEKLY_ON,
)
from preau.outreach.ties import TIE_STANDS, WARDS
from preau.outreach.wording import letter

# Who had no digest today, after a person, and has an address: at her hour, or later when a pause held it then.
_DUE = f"""
SELECT p.id FROM person p
  JOIN account a ON a.person_id = p.id AND a.activated_at IS NOT NULL
  LEFT JOIN quiet_choice q ON q.person_id = p.id
  LEFT JOIN digest_mark k ON k.person_id = p.id
 WHERE p.id > %(after)s AND p.erased_at IS NULL AND p.left_on IS NULL
   AND (a.email <> '' OR p.email <> '')
   AND (k.daily_until IS NULL OR k.daily_until < %(midnight)s)
   AND (coalesce(q.digest_hour, %(usual)s) <= %(hour)s OR q.quiet_from IS NOT NULL
        OR EXISTS (SELECT FROM enrolment e WHERE e.school_id = ANY(%(early)s) AND {during("e")}
                      AND (e.pupil_id = p.id OR e.pupil_id IN (
                           SELECT w.pupil_id FROM guardianship w WHERE w.guardian_id = p.id AND {during("w")}))))
 ORDER BY p.id LIMIT %(most)s
"""  # noqa: S608 - our own constants

# What was decided since, or could not leave at once since; and whether it left, or is about to.
_NOTICES = f"""
SELECT x.recipient_id, x.kind, x.at, x.profile, x.about_pupil_id, x.title, x.path,
       greatest(x.decided_at, f.failed_at), f.leaves
  FROM notice x
  LEFT JOIN LATERAL (
       SELECT bool_or(s.state IN ('initial', 'incertain', 'envoye')) AS leaves,
              max(s.begun_at) FILTER (WHERE s.state = 'echec') AS failed_at
         FROM sending s WHERE s.person_id = x.recipient_id AND s.about = 'avis:' || x.id) f ON true
 WHERE x.recipient_id = ANY(%(people)s) AND x.at >= %(oldest)s AND x.read_at IS NULL AND x.withdrawn_at IS NULL
   AND x.decided_at <= %(until)s AND greatest(x.decided_at, f.failed_at) > %(since)s AND {TIE_STANDS}
 ORDER BY x.at, x.id
"""  # noqa: S608 - our own constants

# A mark of today stays: what came after it is for tomorrow.
_MARK = """
INSERT INTO digest_mark (person_id, daily_until, weekly_until)
SELECT unnest(%(people)s::bigint[]), %(now)s, %(weekly)s
    ON CONFLICT (person_id) DO UPDATE SET daily_until = excluded.daily_until,
       weekly_until = coalesce(excluded.weekly_until, digest_mark.weekly_until)
 WHERE digest_mark.daily_until IS NULL OR digest_mark.daily_until < %(midnight)s
"""


@dataclass(frozen=True, slots=True)
class _Line:
    """A thing to tell, by a digest whose mark is before `since`; `leaves` when it left at once."""

    kind: str
    since: datetime
    leaves: bool
    line: DigestLine


def one_at_a_time() -> None:
    """To be asked first in the transaction of a digest: no other is written meanwhile, and nothing is being
    decided, so that what was decided before an instant read now is there to be read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": DIGEST_LOCK})


def people_due(after: int) -> list[int]:
    """The next persons whose digest may leave now, in the order of ids."""
    local = clock.local(clock.now())
    early = OutreachSettings.objects.filter(quiet_from__lte=time(max(DIGEST_HOURS), 59)).values_list(
        "school_id", flat=True
    )
    asked: dict[str, Any] = {
        "after": after, "usual": DIGEST_HOUR, "hour": local.hour, "most": DIGESTED_AT_ONCE, "early": list(early),
        "day": local.date(), "midnight": clock.instant(local.date(), time.min),
    }  # fmt: skip
    with connection.cursor() as cursor:
        return [row[0] for row in cursor.execute(_DUE, asked).fetchall()]


def write_of(people: Sequence[int]) -> int:
    """Write the digest of each of them who has one, once a day; how many were written. Those for whom the hour is
    quiet wait for its end, until the next morning if need be. The scope of all their schools is open.
    """
    now = clock.now()
    turn = _whose_turn(people, now)
    contacts = {one.person_id: one for one in contacts_of(turn) if one.email}
    told = _told(list(contacts), now)
    spoken = {person: code for code, some in by_language(told).items() for person in some}
    names = _first_names(told.values())
    sendings = [
        _sending(contacts[person], lines, names, spoken.get(person, FRENCH), now) for person, lines in told.items()
    ]
    Sending.objects.bulk_create(sendings, ignore_conflicts=True)
    asked: dict[str, Any] = {
        "people": turn, "now": now, "weekly": now if _is_weekly(now) else None, "midnight": _midnight(now),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MARK, asked)
    return len(sendings)


def _whose_turn(people: Sequence[int], now: datetime) -> list[int]:
    """Those who are awake, had nothing today, and whose hour it is; or whose last hour a pause held."""
    hours = dict(QuietChoice.objects.filter(person_id__in=people).values_list("person_id", "digest_hour"))
    done = DigestMark.objects.filter(person_id__in=people, daily_until__gte=_midnight(now))
    told = set(done.values_list("person_id", flat=True))
    quiet = quiet_of(people)
    local = clock.local(now)
    turn = []
    for person in people:
        hour = hours.get(person, DIGEST_HOUR)
        yesterday = clock.instant(local.date() - timedelta(days=1), time(hour))
        is_time = local.hour >= hour or quiet[person].holds_every_day(yesterday)
        if person not in told and is_time and not quiet[person].is_quiet(now):
            turn.append(person)
    return turn


def _told(people: Sequence[int], now: datetime) -> dict[int, list[DigestLine]]:
    """What each has to be told, in the order of time, a page of a child once."""
    if not people:
        return {}
    marks = {one.person_id: one for one in DigestMark.objects.filter(person_id__in=people)}
    kept_at = (at for mark in marks.values() for at in (mark.daily_until, mark.weekly_until))
    first = min([now - FIRST_WEEKLY, *(at for at in kept_at if at is not None)])
    chosen, known = chosen_when(people), kinds()
    found: dict[int, list[DigestLine]] = {}
    for person, lines in _all_lines(people, max(first, now - OLDEST), now).items():
        mark = marks.get(person)
        daily = (mark and mark.daily_until) or now - FIRST_DAILY
        weekly = (mark and mark.weekly_until) or now - FIRST_WEEKLY
        since = {When.AT_ONCE: daily, When.DAILY: daily, When.WEEKLY: weekly if _is_weekly(now) else now}
        kept: dict[tuple[int | None, str], DigestLine] = {}
        for one in sorted(lines, key=lambda line: line.line.at):
            kind = known.get(one.kind)
            when = chosen.get((person, one.kind), kind.when) if kind else When.NEVER
            if kind is None or one.leaves or one.since <= since.get(when, now):
                continue
            if when is When.AT_ONCE and kind.sent_by_room:
                continue
            title = _(kind.label) if kind.is_sensitive else one.line.title
            kept.setdefault((one.line.about_pupil_id, one.line.path or title), replace(one.line, title=title))
        if kept:
            found[person] = list(kept.values())
    return found


def _all_lines(people: Sequence[int], since: datetime, until: datetime) -> Mapping[int, list[_Line]]:
    """From the earliest mark. What rooms bring of a child whom the reader answers for no more is left out."""
    lines: dict[int, list[_Line]] = defaultdict(list)
    day = clock.school_day(until)
    asked: dict[str, Any] = {
        "people": list(people),
        "since": since,
        "until": until,
        "oldest": until - OLDEST,
        "day": day,
    }
    with connection.cursor() as cursor:
        for person, kind, *rest in cursor.execute(_NOTICES, asked).fetchall():
            at, profile, pupil, title, path, told_at, leaves = rest
            lines[person].append(_Line(kind, told_at, bool(leaves), DigestLine(at, profile, pupil, title, path)))
        wards = set(cursor.execute(WARDS, {"people": list(people), "day": day}).fetchall())
    for code, some in by_language(people).items():
        with speaking(code):
            for source in (one for manifest in manifests() for one in manifest.digests):
                for person, brought in source.lines(some, since, until).items():
                    lines[person] += [
                        _Line(source.kind, one.at + timedelta.resolution, False, one)
                        for one in brought
                        if one.profile != Profile.GUARDIAN.value
                        or not one.about_pupil_id
                        or (person, one.about_pupil_id) in wards
                    ]
    return lines


def _is_weekly(now: datetime) -> bool:
    return clock.local(now).weekday() == WEEKLY_ON


def _midnight(now: datetime) -> datetime:
    return clock.instant(clock.local(now).date(), time.min)


def _first_names(told: Iterable[Sequence[DigestLine]]) -> Mapping[int, str]:
    pupils = {line.about_pupil_id for lines in told for line in lines if line.about_pupil_id}
    return dict(Person.objects.filter(pk__in=pupils).values_list("pk", "first_name"))


def _sending(
    contact: Contact, lines: Sequence[DigestLine], names: Mapping[int, str], language: str, now: datetime
) -> Sending:
    with speaking(language):
        subject = _subject(lines, names)
    return Sending(
        person_id=contact.person_id, about=f"resume:{clock.school_day(now):%Y-%m-%d}",
        channel=Sending.Channel.MAIL, sent_to=contact.email, subject=subject,
        text=in_both(language, lambda: letter(_body(lines, names), "/")), path="/", made_at=now, leaves_at=now,
    )  # fmt: skip


def _subject(lines: Sequence[DigestLine], names: Mapping[int, str]) -> str:
    """`Léa, Tom : 5 nouvelles dans Préau`."""
    about = (one.about_pupil_id or 0 for one in lines)
    children = list(dict.fromkeys(names[pupil] for pupil in about if pupil in names))
    said = ngettext("%(count)d nouvelle dans Préau", "%(count)d nouvelles dans Préau", len(lines)) % {
        "count": len(lines)
    }
    if not children:
        return said
    return _("%(children)s\u202f: %(said)s") % {"children": ", ".join(children), "said": said}


def _body(lines: Sequence[DigestLine], names: Mapping[int, str]) -> str:
    """A block for each child, in the order of what came first; then what is about nobody in particular."""
    blocks: dict[str, list[str]] = {}
    for line in lines:
        blocks.setdefault(names.get(line.about_pupil_id or 0, ""), []).append(line.title)
    ordered = sorted(blocks.items(), key=lambda block: block[0] == "")
    shown: list[str] = []
    left = LONGEST_DIGEST
    for name, titles in ordered:
        if left <= 0:
            break
        shown += ["", name or _("Pour vous"), *(f"- {title}" for title in titles[:left])]
        left -= len(titles)
    if left < 0:
        shown += ["", ngettext("Et %(count)d autre.", "Et %(count)d autres.", -left) % {"count": -left}]
    return "\n".join(shown).strip()
