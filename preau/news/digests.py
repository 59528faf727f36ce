"""What was published to people since an instant and that they did not open: for the digest of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.rooms.digests import DigestLine, DigestSource
from preau.foundation.screens.templates import url
from preau.foundation.tenancy.scope import schools_in_scope
from preau.kernel import clock
from preau.news.audience import READERS, READING

ITEM = "news:item"

# For a batch of persons, under all their hats, in the schools whose scope is open. Once a person: an item that a
# teacher also reads as a parent is told under the first of her hats.
_SINCE = f"""WITH {READERS}
SELECT DISTINCT ON (k.person_id, i.id) k.person_id, i.id, t.shown_from, k.profile, i.title, i.origin,
       i.wants_acknowledgement
  FROM news_target t
  JOIN news_item i ON i.id = t.item_id
  JOIN reader k ON k.school_id = t.school_id AND i.audience && k.keys
 WHERE t.shown_from >= %(since)s AND t.shown_from < %(until)s
   AND (t.shown_until IS NULL OR t.shown_until > %(until)s)
   AND NOT EXISTS (SELECT FROM news_reading r WHERE r.item_id = i.id AND r.person_id = k.person_id)
 ORDER BY k.person_id, i.id, k.profile, t.shown_from
"""  # noqa: S608 - our own pieces


def lines_since(
    person_ids: Sequence[int], since: datetime, until: datetime
) -> Mapping[int, tuple[DigestLine, ...]]:
    """By person, the newest first. One statement, whatever the number of persons."""
    with connection.cursor() as cursor:
        rows = cursor.execute(
            _SINCE,
            {
                "people": list(person_ids), "profiles": sorted(profile.value for profile in READING),
                "schools": list(schools_in_scope()), "day": clock.school_day(until),
                "since": since, "until": until,
            },
        ).fetchall()  # fmt: skip
    found: dict[int, list[DigestLine]] = {}
    for person_id, item_id, at, profile, title, origin, wants_acknowledgement in rows:
        line = DigestLine(
            at, profile, None, _titled(title, origin, wants_acknowledgement), url("news:item", item_id=item_id)
        )
        found.setdefault(person_id, []).append(line)
    return {
        person_id: tuple(sorted(lines, key=lambda line: line.at, reverse=True))
        for person_id, lines in found.items()
    }


def _titled(title: str, origin: str, wants_acknowledgement: bool) -> str:
    """The title is public to its readers; the text stays in the page."""
    if origin:
        return _("%(origin)s\u202f: «\u202f%(title)s\u202f»") % {"origin": origin, "title": title}
    if wants_acknowledgement:
        return _("Information à lire\u202f: «\u202f%(title)s\u202f»") % {"title": title}
    return _("Actualité\u202f: «\u202f%(title)s\u202f»") % {"title": title}


SOURCE = DigestSource(ITEM, lines_since)
