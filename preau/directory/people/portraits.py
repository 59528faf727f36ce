"""Photos and the right to show them, as screens and actions read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.directory.people.reach import asked, during, pupils_in
from preau.directory.photos.matching import Classmate
from preau.directory.policies import reach_to_pupils
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_ROSTER = f"""
SELECT p.id, g.code, g.label, p.first_name, p.last_name
  FROM pupil_group g JOIN membership m ON m.group_id = g.id AND {during("m")} JOIN person p ON p.id = m.pupil_id
 WHERE g.school_id = %(school)s AND g.kind = 'division'
"""  # noqa: S608 - our own constants

_SHOWN = """
SELECT t.kind, t.content, t.digest
  FROM portrait t JOIN image_right i ON i.school_id = t.school_id AND i.pupil_id = t.pupil_id AND i.is_granted
 WHERE t.school_id = %(school)s AND t.pupil_id = %(person)s AND EXISTS ({pupils})
"""

_FIGURES = f"""
SELECT count(*), count(t.id), count(*) FILTER (WHERE i.is_granted), count(*) FILTER (WHERE NOT i.is_granted)
  FROM (SELECT DISTINCT e.pupil_id FROM enrolment e WHERE e.school_id = %(school)s AND {during("e")}) e
  LEFT JOIN portrait t ON t.pupil_id = e.pupil_id AND t.school_id = %(school)s
  LEFT JOIN image_right i ON i.pupil_id = e.pupil_id AND i.school_id = %(school)s
"""  # noqa: S608 - same

_WAITING = """
SELECT id, folder, name, received_at FROM unpaired_portrait WHERE school_id = %(school)s ORDER BY folder, name, id
"""


@dataclass(frozen=True, slots=True)
class ShownImage:
    """An image to send: `mime` is `image/jpeg` or `image/png`."""

    mime: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class PortraitFigures:
    """Pupils of the school today: all, with a photo, whose family agreed, whose family refused."""

    pupils: int
    with_photo: int
    granted: int
    refused: int

    @property
    def unanswered(self) -> int:
        return self.pupils - self.granted - self.refused


@dataclass(frozen=True, slots=True)
class WaitingPhoto:
    """A photo whose pupil was not found."""

    id: int
    folder: str
    name: str
    received_at: datetime


def roster_of(school_id: int) -> tuple[Classmate, ...]:
    """The pupils of the classes of today."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_ROSTER, {"school": school_id, "day": clock.today()}).fetchall()
    return tuple(Classmate(pk, (code, label), first, last) for pk, code, label, first, last in rows)


def portrait_of(actor: Actor, school_id: int, person_id: int) -> ShownImage:
    """The photo of a pupil whom the actor reaches and whose family agreed; `NotAllowed` otherwise."""
    pupils = pupils_in(reach_to_pupils(actor, school_id), only="e.pupil_id = t.pupil_id")
    parameters = asked(actor, school_id, clock.today(), person=person_id)
    return _image(_SHOWN.format(pupils=pupils), parameters)


def waiting_image(school_id: int, portrait_id: int) -> ShownImage:
    """A photo that waits. The caller has decided that the actor manages photos."""
    statement = "SELECT kind, content, digest FROM unpaired_portrait WHERE school_id = %(school)s AND id = %(id)s"
    return _image(statement, {"school": school_id, "id": portrait_id})


def portrait_figures(school_id: int) -> PortraitFigures:
    """Where the school is with its photos."""
    with connection.cursor() as cursor:
        row = cursor.execute(_FIGURES, {"school": school_id, "day": clock.today()}).fetchone()
    assert row is not None
    return PortraitFigures(*row)


def waiting_photos(school_id: int) -> tuple[WaitingPhoto, ...]:
    """The photos that wait, by folder."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_WAITING, {"school": school_id}).fetchall()
    return tuple(WaitingPhoto(*row) for row in rows)


def _image(statement: str, parameters: dict[str, Any]) -> ShownImage:
    with connection.cursor() as cursor:
        row = cursor.execute(statement, parameters).fetchone()
    if row is None:
        raise NotAllowed
    kind, content, digest = row
    return ShownImage(f"image/{kind}", bytes(content), digest)
