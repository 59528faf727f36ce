"""What a sender is in the school on the day she writes: kept in the message, for whoever reads it later."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.people.reach import during
from preau.directory.people.wording import function_label
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile

_POSTS = f"""
SELECT o.function, o.label, o.discipline FROM post o
 WHERE o.person_id = %(actor)s AND o.school_id = %(school)s AND o.profile = %(profile)s AND {during("o")}
 ORDER BY o.begins_on, o.id
"""  # noqa: S608 - our own constants

_CLASSES = f"""
SELECT p.id, p.first_name, coalesce(nullif(g.label, ''), g.code, '')
  FROM enrolment e JOIN person p ON p.id = e.pupil_id
  LEFT JOIN membership m ON m.pupil_id = e.pupil_id AND m.school_id = e.school_id AND {during("m")}
       AND EXISTS (SELECT FROM pupil_group x WHERE x.id = m.group_id AND x.kind = 'division')
  LEFT JOIN pupil_group g ON g.id = m.group_id
 WHERE e.school_id = %(school)s AND e.pupil_id = ANY(%(pupils)s) AND {during("e")}
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own constants


def sender_label(actor: Actor, school_id: int) -> str:
    """« Enseignement, mathématiques », « 4e B », « parent de Léa (4e B) »; the mandate of an agent."""
    if actor.is_a(Profile.AGENT):
        return _("Collectivité")
    is_family = actor.is_a(Profile.PUPIL, Profile.GUARDIAN)
    pupils = [actor.person_id] if actor.is_a(Profile.PUPIL) else [ward.pupil_id for ward in actor.wards]
    asked = {
        "actor": actor.person_id, "school": school_id, "profile": actor.profile.value, "day": clock.today(),
        "pupils": pupils,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLASSES if is_family else _POSTS, asked).fetchall()
    if actor.is_a(Profile.PUPIL):
        return ", ".join(dict.fromkeys(label for _pk, _name, label in rows if label))
    if actor.is_a(Profile.GUARDIAN):
        children = ", ".join(f"{name} ({label})" if label else name for _pk, name, label in rows)
        return _("parent de %(children)s") % {"children": children} if children else ""
    return ", ".join(dict.fromkeys(function_label(*row) for row in rows))
