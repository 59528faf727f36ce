"""What the pupils and families of a class are told of its council: that something is to be read, and where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.bulletins.cards.wording import term_name
from preau.bulletins.events_council import CouncilReopened, CouncilValidated, CouncilWordsWritten
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell, withdraw_told
from preau.kernel import clock
from preau.kernel.actor import Profile

COUNCIL = "bulletins:council"

# The pupils of the class, and who is informed of each: nobody when she is of age and opposes it.
_PEOPLE = """
SELECT p.id, t.kind, t.number, c.validated_at IS NOT NULL AND (c.synthesis <> '' OR c.minutes <> ''),
       ARRAY(SELECT g.guardian_id FROM guardianship g
              WHERE g.pupil_id = p.id AND g.is_informed AND g.guardian_id <> p.id AND g.begins_on <= %(today)s
                AND (g.ends_on IS NULL OR g.ends_on > %(today)s)
                AND NOT EXISTS (SELECT FROM guardianship n
                                 WHERE n.pupil_id = p.id AND n.guardian_id = g.guardian_id AND n.no_contact
                                   AND n.begins_on <= %(today)s AND (n.ends_on IS NULL OR n.ends_on > %(today)s))
                AND NOT EXISTS (SELECT FROM adult_opposition o
                                 WHERE o.pupil_id = p.id AND o.begins_on <= %(today)s
                                   AND (o.ends_on IS NULL OR o.ends_on > %(today)s)))
  FROM council c
  JOIN term t ON t.id = c.term_id
  JOIN membership d ON d.group_id = c.group_id AND d.begins_on <= %(today)s
                   AND (d.ends_on IS NULL OR d.ends_on > %(today)s)
  JOIN person p ON p.id = d.pupil_id
 WHERE c.term_id = %(term)s AND c.school_id = %(school)s
 ORDER BY p.id
"""


@on(CouncilValidated, CouncilWordsWritten)
def tell_class(event: CouncilValidated | CouncilWordsWritten, recorded: Recorded) -> None:
    """Once validated and when there is something to read; what was told before of the same page goes."""
    for pupil_id, kind, number, is_to_be_read, guardians in _people(event):
        if not is_to_be_read:
            continue
        withdraw_told(about_pupil_id=pupil_id, path=_path(pupil_id), because=recorded)
        for profile, told_to in ((Profile.GUARDIAN, guardians), (Profile.PUPIL, [pupil_id])):
            tell(partial(_told, profile, pupil_id, (kind, number)), recipients=told_to, because=recorded)


@on(CouncilReopened)
def withdraw_from_class(event: CouncilReopened, recorded: Recorded) -> None:
    """Nothing is to be read any more until the direction validates again."""
    for pupil_id, _kind, _number, _is_to_be_read, _guardians in _people(event):
        withdraw_told(about_pupil_id=pupil_id, path=_path(pupil_id), because=recorded)


def _people(event: CouncilValidated | CouncilWordsWritten | CouncilReopened) -> Sequence[Any]:
    asked: dict[str, Any] = {"school": event.school_id, "term": event.term_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(cursor.execute(_PEOPLE, asked).fetchall())


def _told(profile: Profile, pupil_id: int, term: tuple[str, int]) -> Told:
    return Told(
        kind=COUNCIL,
        profile=profile,
        title=_("Conseil de classe du %(term)s") % {"term": term_name(*term)},
        detail=_("Ce que le conseil a dit de la classe est à lire."),
        path=_path(pupil_id),
        about_pupil_id=pupil_id,
    )


def _path(pupil_id: int) -> str:
    return reverse("bulletins:family-councils", kwargs={"pupil_id": pupil_id})
