"""« À faire »: items of which the person did not take note; each ends by itself when she does."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.rooms.duties import Asked, Duty, DutySource
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor
from preau.news.audience import READERS, READING
from preau.news.live import topics_of

_READERS_HERE = READERS.replace("%(people)s", "ARRAY[%(person)s]").replace("%(profiles)s", "ARRAY[%(profile)s]")

# Of a person in two schools that show it, once.
_TO_READ = f"""
WITH {_READERS_HERE}
SELECT ARRAY[i.id], NULL::bigint, min(t.school_id), ARRAY[i.title, i.origin], min(t.shown_until), min(t.shown_from)
  FROM reader k
  JOIN news_target t ON t.school_id = k.school_id AND t.shown_from <= %(now)s
   AND (t.shown_until IS NULL OR t.shown_until > %(now)s)
  JOIN news_item i ON i.id = t.item_id AND i.wants_acknowledgement AND i.audience && k.keys
 WHERE NOT EXISTS (SELECT FROM news_reading r WHERE r.item_id = i.id AND r.person_id = k.person_id
                      AND r.acknowledged_at IS NOT NULL)
 GROUP BY i.id
"""  # noqa: S608 - our own pieces


def _to_read(actor: Actor, asked: Asked) -> Duty:
    title, origin = asked.texts
    return Duty(verb=_("Lire"), title=title, detail=origin, path=url("news:item", item_id=asked.keys[0]))


def _items(count: int) -> str:
    said = ngettext("%(count)s information à lire", "%(count)s informations à lire", count)
    return said % {"count": count}


DUTIES = (
    DutySource(
        name="actualites-a-lire",
        profiles=READING,
        statement=_TO_READ,
        told=_to_read,
        many=_items,
        topics=topics_of,
    ),
)
