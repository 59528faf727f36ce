"""What families are told of report cards: all of them at the same instant (capability C95, rule B8)."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.bulletins.cards.wording import term_name
from preau.bulletins.events_cards import ReportCardsPublished
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.kernel import clock
from preau.kernel.actor import Profile

PUBLISHED = "bulletins:published"

# The pupils, the version that is read now, and who is informed of each: nobody when she is of age and opposes it.
_PEOPLE = """
WITH that_day AS (
    SELECT g.* FROM guardianship g
     WHERE g.pupil_id = ANY(%(pupils)s) AND g.begins_on <= %(today)s
       AND (g.ends_on IS NULL OR g.ends_on > %(today)s)
)
SELECT p.id, p.first_name, t.kind, t.number, c.number, g.guardian_id
  FROM person p
  JOIN term t ON t.id = %(term)s
  JOIN LATERAL (SELECT c.number FROM report_card c
                 WHERE c.pupil_id = p.id AND c.term_id = t.id AND c.published_at <= %(now)s
                 ORDER BY c.number DESC LIMIT 1) c ON true
  LEFT JOIN that_day g ON g.pupil_id = p.id AND g.is_informed AND g.guardian_id <> p.id
       AND NOT EXISTS (SELECT FROM that_day n
                        WHERE n.pupil_id = g.pupil_id AND n.guardian_id = g.guardian_id AND n.no_contact)
       AND NOT EXISTS (SELECT FROM adult_opposition o
                        WHERE o.pupil_id = p.id AND o.begins_on <= %(today)s
                          AND (o.ends_on IS NULL OR o.ends_on > %(today)s))
 WHERE p.id = ANY(%(pupils)s)
 ORDER BY p.id
"""


@on(ReportCardsPublished)
def tell_families(event: ReportCardsPublished, recorded: Recorded) -> None:
    """The guardians to inform and the pupil, each in her own page."""
    asked: dict[str, Any] = {
        "pupils": event.pupil_ids, "term": event.term_id, "today": clock.today(), "now": clock.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_PEOPLE, asked).fetchall()
    people: dict[tuple[int, str, str, int, int], list[int]] = defaultdict(list)
    for *head, guardian_id in rows:
        people[tuple(head)].extend([guardian_id] if guardian_id else [])
    for (pupil_id, first_name, kind, number, version), guardians in people.items():
        for profile, told_to in ((Profile.GUARDIAN, guardians), (Profile.PUPIL, [pupil_id])):
            told = partial(_told, profile, pupil_id, first_name, (kind, number), version)
            tell(told, recipients=told_to, because=recorded)


def _told(profile: Profile, pupil_id: int, first_name: str, term: tuple[str, int], version: int) -> Told:
    title = (
        _("%(child)s\u202f: bulletin du %(term)s")
        if version == 1
        else _("%(child)s\u202f: bulletin du %(term)s corrigé")
    )
    return Told(
        kind=PUBLISHED,
        profile=profile,
        title=title % {"child": first_name, "term": term_name(*term)},
        detail=_("À lire et à télécharger."),
        path=reverse("bulletins:report-cards", kwargs={"pupil_id": pupil_id}),
        about_pupil_id=pupil_id,
    )
