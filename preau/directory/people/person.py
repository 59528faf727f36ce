"""One person as a school knows her: her identity, and what she is there today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.directory.people.reach import asked, during, families_in, pupils_in
from preau.directory.people.search import Kind
from preau.directory.people.wording import regime_label
from preau.directory.policies import reach_to_families, reach_to_pupils
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_PERSON = """
SELECT p.id, p.first_name, p.last_name, p.birth_name, p.other_first_names, p.born_on, p.email, p.mobile, p.phone,
       p.address, s.is_pupil, s.is_staff, s.is_guardian, s.is_reached, u.regime, u.level,
       coalesce(nullif(m.label, ''), u.mef), i.is_granted, CASE WHEN i.is_granted THEN t.digest END
  FROM person p
  CROSS JOIN LATERAL (
       SELECT EXISTS ({pupils}) AS is_pupil,
              EXISTS (SELECT FROM post o WHERE o.person_id = p.id AND o.school_id = %(school)s AND {post_open})
                  AS is_staff,
              EXISTS (SELECT FROM guardianship w
                       WHERE w.guardian_id = p.id AND {guardianship_open} AND w.pupil_id IN ({families}))
                  AS is_guardian,
              EXISTS ({families_of_pupil}) AS is_reached) s
  LEFT JOIN pupil u ON u.person_id = p.id
  LEFT JOIN LATERAL (SELECT label FROM mef WHERE mef.code = u.mef ORDER BY mef.id LIMIT 1) m ON true
  LEFT JOIN image_right i ON i.pupil_id = p.id AND i.school_id = %(school)s
  LEFT JOIN portrait t ON t.pupil_id = p.id AND t.school_id = %(school)s
 WHERE p.id = %(person)s AND (s.is_pupil OR s.is_staff OR s.is_guardian)
"""


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person whose page opens to the actor. What the actor may not know is empty: `email`, `phones`, `address`.

    `portrait` is the digest of the photo that may be shown; `is_image_granted` what the family answered, None when
    it did not.
    """

    id: int
    first_name: str
    last_name: str
    birth_name: str
    other_first_names: str
    born_on: date | None
    kinds: tuple[Kind, ...]
    regime: str
    level: str
    programme: str
    email: str
    phones: tuple[str, ...]
    address: str
    portrait: str
    is_image_granted: bool | None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def is_pupil(self) -> bool:
        return Kind.PUPIL in self.kinds

    @property
    def is_staff(self) -> bool:
        return Kind.STAFF in self.kinds


def seen_person(actor: Actor, school_id: int, person_id: int) -> SeenPerson:
    """The person, when she is of the school today and the actor reaches her; `NotAllowed` otherwise."""
    families = reach_to_families(actor, school_id)
    statement = _PERSON.format(
        pupils=pupils_in(reach_to_pupils(actor, school_id), only="e.pupil_id = p.id"),
        families=families_in(families),
        families_of_pupil=families_in(families, only="e.pupil_id = p.id"),
        post_open=during("o"),
        guardianship_open=during("w"),
    )
    with connection.cursor() as cursor:
        row = cursor.execute(statement, asked(actor, school_id, clock.today(), person=person_id)).fetchone()
    if row is None:
        raise NotAllowed
    return _seen(row)


def _seen(row: tuple[Any, ...]) -> SeenPerson:
    (pk, first, last, birth, others, born_on, email, mobile, phone, address, is_pupil, is_staff, is_guardian,
     is_reached, regime, level, programme, is_granted, portrait) = row  # fmt: skip
    is_reached = is_reached or is_guardian
    return SeenPerson(
        id=pk,
        first_name=first,
        last_name=last,
        birth_name=birth,
        other_first_names=others,
        born_on=born_on if is_pupil else None,
        kinds=tuple(
            kind
            for kind, is_one in (
                (Kind.PUPIL, is_pupil), (Kind.STAFF, is_staff), (Kind.GUARDIAN, is_guardian),
            )
            if is_one
        ),
        regime=regime_label(regime or ""),
        level=level or "",
        programme=programme or "",
        email=email if is_reached or is_staff else "",
        phones=tuple(dict.fromkeys(n for n in (mobile, phone) if n)) if is_reached else (),
        address=address if is_reached else "",
        portrait=(portrait or "") if is_pupil else "",
        is_image_granted=is_granted,
    )  # fmt: skip
