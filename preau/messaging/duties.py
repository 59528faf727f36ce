"""« À faire »: messages whose sender asks for an answer, until the reader writes it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.rooms.duties import Asked, Duty, DutySource
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile
from preau.messaging.hats import HATS
from preau.messaging.live import topics_of_box
from preau.messaging.rules import ANSWERED_WITHIN

_PROFILES = frozenset(Profile) - {Profile.AGENT, Profile.ANONYMOUS}
_HATS = "ARRAY[" + ", ".join(f"'{hat}'" for hat in HATS) + "]"

# From the few messages of the school that ask for an answer, to the reader's copy by its key.
_TO_ANSWER = f"""
SELECT ARRAY[m.thread_id, m.id::bigint], nullif(c.pupil_id, 0)::bigint, m.school_id,
       ARRAY[d.subject, p.first_name || ' ' || p.last_name], NULL::timestamptz, m.sent_at
  FROM message m
  JOIN message_copy c ON c.person_id = %(person)s AND c.message_id = m.id
  JOIN thread d ON d.id = m.thread_id
  JOIN person p ON p.id = m.sender_id
 WHERE m.wants_answer AND m.school_id = ANY(%(schools)s)
   AND m.sent_at > %(now)s - interval '{ANSWERED_WITHIN.days} days'
   AND m.state IN ('remis', 'en_cours') AND c.role <> 0
   AND c.profile = array_position({_HATS}, %(profile)s)
   AND (c.pupil_id = 0 OR %(profile)s <> 'responsable' OR c.pupil_id = ANY(%(pupils)s))
   AND NOT EXISTS (SELECT FROM message a WHERE a.answers_to_id = m.id AND a.sender_id = %(person)s)
"""  # noqa: S608 - our own constants


def _to_answer(actor: Actor, asked: Asked) -> Duty:
    subject, who = asked.texts
    path = f"{url('messaging:thread', thread_id=asked.keys[0])}#message-{asked.keys[1]}"
    return Duty(verb=_("Répondre"), title=subject, detail=who, path=path)


def _messages(count: int) -> str:
    said = ngettext("%(count)s message attend une réponse", "%(count)s messages attendent une réponse", count)
    return said % {"count": count}


DUTIES = (
    DutySource(
        name="messages-a-repondre",
        profiles=_PROFILES,
        statement=_TO_ANSWER,
        told=_to_answer,
        many=_messages,
        topics=topics_of_box,
    ),
)
