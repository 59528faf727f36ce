"""What the book leaves to be done: a word to confirm, to sign, to answer, a document to give."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.rooms.duties import Asked, Duty, DutySource, ends_on
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile
from preau.liaison.models import Word
from preau.liaison.owing import OWED
from preau.liaison.policies import FOLLOW_ANY, pupils_read
from preau.liaison.queries.book import MINE, THIS_YEAR
from preau.liaison.wording import verb_of

_TO_ANSWER = f"""
SELECT ARRAY[w.id], a.pupil_id, a.school_id, ARRAY[w.answer, w.title],
       {ends_on("w.due_on")}, w.sent_at
  FROM liaison_word_pupil a
  JOIN liaison_word w ON w.id = a.word_id
  LEFT JOIN liaison_reply r ON r.word_id = a.word_id AND r.pupil_id = a.pupil_id AND r.person_id = %(person)s
 WHERE a.pupil_id = ANY(%(pupils)s) AND a.school_id = ANY(%(schools)s) AND w.sent_at >= {THIS_YEAR}
   AND {OWED} AND {MINE.replace("%(hat)s", "%(profile)s")}
"""  # noqa: S608 - our own pieces

_CONFLICTS = f"""
SELECT ARRAY[w.id], NULL::bigint, w.school_id, ARRAY[w.title, count(*)::text], NULL::timestamptz, min(a.changed_at)
  FROM liaison_word w
  JOIN liaison_word_pupil a ON a.word_id = w.id AND a.outcome = 'desaccord'
 WHERE w.school_id = ANY(%(schools)s) AND w.state = 'envoye' AND w.sent_at >= {THIS_YEAR}
 GROUP BY w.id
"""  # noqa: S608 - our own pieces


def _word(actor: Actor, asked: Asked) -> Duty:
    answer, title = asked.texts
    return Duty(
        verb=verb_of(answer),
        title=title,
        detail=_("Un document est attendu.") if answer == Word.Answer.DEPOSIT else "",
        path=url("liaison:word", pupil_id=asked.pupil_id, word_id=asked.keys[0]),
    )


def _conflict(actor: Actor, asked: Asked) -> Duty:
    title, count = asked.texts
    uai = next(school.uai for school in actor.schools if school.id == asked.school_id)
    said = ngettext(
        "%(num)s famille n’est pas d’accord\u202f: %(title)s",
        "%(num)s familles ne sont pas d’accord\u202f: %(title)s",
        int(count),
    )  # fmt: skip
    return Duty(
        verb=_("Voir"),
        title=said % {"num": count, "title": title},
        path=url("liaison:follow", uai=uai, word_id=asked.keys[0]) + "?montrer=desaccord",
    )


def _many_words(count: int) -> str:
    return ngettext("%(num)s mot du carnet à signer", "%(num)s mots du carnet à signer", count) % {"num": count}


def _many_conflicts(count: int) -> str:
    said = ngettext(
        "%(num)s mot où une famille se contredit", "%(num)s mots où des familles se contredisent", count
    )
    return said % {"num": count}


DUTIES = (
    DutySource(
        name="carnet",
        profiles=frozenset({Profile.GUARDIAN, Profile.PUPIL}),
        statement=_TO_ANSWER,
        told=_word,
        many=_many_words,
        topics=lambda actor: tuple(f"carnet:{pupil_id}" for pupil_id in pupils_read(actor)),
    ),
    DutySource(
        name="carnet-desaccords",
        profiles=frozenset({Profile.DIRECTION}),
        statement=_CONFLICTS,
        told=_conflict,
        many=_many_conflicts,
        capability=FOLLOW_ANY,
    ),
)
