"""What schools and families said to each other in the last days: messages, news, words to sign, a banner.

Through the same actions as people's, at their own hours: what they refuse, the demonstration cannot show. Around
the lesson that is shown: the teacher, the parent and the class of the pupil; one head per school for its news.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from preau.access.actors import actor_under, attachments_of
from preau.directory.models import Person
from preau.directory.people.audience import Audience, Who
from preau.exchange.region.living.people import Shown
from preau.foundation.bodies.clean import body_of_text
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.words import THIN
from preau.liaison.actions.answer_word import answer_word
from preau.liaison.actions.send_word import send_word
from preau.liaison.actions.write_word import write_word
from preau.liaison.models import Word
from preau.liaison.writing import WordWords
from preau.messaging.actions.post_message import post_message
from preau.messaging.letter import Letter, Line, count_reached
from preau.messaging.models import Message
from preau.news.actions.publish_item import publish_item
from preau.news.actions.write_banner import BannerWords, write_banner
from preau.news.actions.write_item import write_item
from preau.news.models import Banner, NewsThread
from preau.news.writing import ItemWords

# The head of each school: who has held a post of direction longest.
_HEADS = """
SELECT DISTINCT ON (o.school_id) o.school_id, o.person_id FROM post o
 WHERE o.school_id = ANY(%(schools)s) AND o.profile = 'direction'
   AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
 ORDER BY o.school_id, o.begins_on, o.person_id
"""

# Of the parent and the teacher shown: a child taught, her class and her school.
_CHILD = """
SELECT d.school_id, d.pupil_id, d.group_id
  FROM guardianship w
  JOIN membership d ON d.pupil_id = w.pupil_id AND d.ends_on IS NULL
  JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division'
  JOIN membership m ON m.pupil_id = w.pupil_id AND m.ends_on IS NULL
  JOIN course c ON c.group_id = m.group_id AND c.teacher_id = %(teacher)s
 WHERE w.guardian_id = %(parent)s AND w.may_decide AND w.ends_on IS NULL
 ORDER BY (m.group_id = d.group_id) DESC, w.pupil_id, m.group_id LIMIT 1
"""
# Who writes to the whole class: the teacher shown when she teaches all of it, otherwise one who does.
_OF_CLASS = """
SELECT c.teacher_id FROM course c
 WHERE c.group_id = %(group)s AND c.teacher_id IS NOT NULL AND c.teacher_id <> %(parent)s
   AND c.begins_on <= %(day)s AND (c.ends_on IS NULL OR c.ends_on > %(day)s)
 ORDER BY c.teacher_id <> %(teacher)s, c.teacher_id LIMIT 1
"""


#: What each head publishes: so many days before, the title, the text, featured or not.
_TOLD = (
    (
        6,
        "Le club astronomie rouvre le mardi",
        "Inscriptions au CDI jusqu’à vendredi, pour tous les niveaux.",
        False,
    ),
    (
        2,
        "Réunion parents-professeurs",
        "Les enseignants vous reçoivent jeudi de la semaine prochaine, de 17 heures à 19 heures 30.",
        True,
    ),
)


def talk(cursor: Any, schools: Sequence[int], shown: Sequence[Shown], until: datetime) -> None:
    """In the scope of these schools. `shown` are those of `people.shown_people`: teacher first, then parent."""
    day = clock.school_day(until)
    heads = cursor.execute(_HEADS, {"schools": list(schools), "day": day}).fetchall()
    for school_id, person_id in heads:
        _news(_actor(person_id, Profile.DIRECTION, until), school_id, until)
    teacher, parent = shown[0].id, shown[1].id
    child = cursor.execute(_CHILD, {"teacher": teacher, "parent": parent}).fetchone()
    if child is None:
        return
    school_id, pupil_id, group_id = child
    head = next((person for school, person in heads if school == school_id), None)
    asked = {"group": group_id, "teacher": teacher, "parent": parent, "day": day}
    writer = cursor.execute(_OF_CLASS, asked).fetchone()
    of_family = _actor(parent, Profile.GUARDIAN, until)
    _conversation(_actor(teacher, Profile.TEACHER, until), of_family, school_id, until)
    if writer is not None:
        of_class = _actor(writer[0], Profile.TEACHER, until)
        _to_the_class(of_class, of_family, school_id, pupil_id, group_id, until)
    if head is not None:
        _banner(_actor(head, Profile.DIRECTION, until), school_id, until)


def _actor(person_id: int, profile: Profile, at: datetime) -> Actor:
    person = Person.objects.get(pk=person_id)
    with clock.at(at):
        held = attachments_of(person_id)
    return actor_under(
        profile, held, person_id=person_id, first_name=person.first_name, last_name=person.last_name
    )


def _news(head: Actor, school_id: int, until: datetime) -> None:
    thread = NewsThread.objects.filter(school_id=school_id).order_by("pk").first()
    if thread is None:
        return
    everybody = (Who.GUARDIANS.value, Who.PUPILS.value, Who.STAFF.value)
    for days, title, text, is_featured in _TOLD:
        with clock.at(until - timedelta(days=days)):
            item_id = write_item(
                actor=head, school_id=school_id, thread_id=thread.pk,
                said=ItemWords(title, body_of_text(text), everybody),
            )  # fmt: skip
            publish_item(actor=head, item_id=item_id, is_featured=is_featured)


def _conversation(teacher: Actor, parent: Actor, school_id: int, until: datetime) -> None:
    first = _write(
        parent, school_id, until - timedelta(days=1, hours=3), "Carnet oublié",
        f"Bonjour,\n\nLe carnet est resté à la maison ce matin{THIN}: il sera là demain.\n\nBonne journée",
        _to(teacher),
    )  # fmt: skip
    _write(
        teacher, school_id, until - timedelta(days=1, hours=1), "Carnet oublié",
        "Bonjour,\n\nMerci de m’avoir prévenu, à demain.", _to(parent), answers_id=first,
    )  # fmt: skip


def _to_the_class(
    teacher: Actor, parent: Actor, school_id: int, pupil_id: int, group_id: int, until: datetime
) -> None:
    _write(
        teacher, school_id, until - timedelta(hours=20), "Sortie au muséum",
        "Madame, Monsieur,\n\nLa classe visite le muséum dans deux semaines. Vous trouverez l’autorisation dans "
        "le carnet de liaison.",
        Audience(Who.GUARDIANS, group_id=group_id),
    )  # fmt: skip
    seen = _word(
        teacher, school_id, until - timedelta(days=8),
        WordWords(
            "Matériel pour les travaux pratiques", body_of_text("Une blouse en coton est demandée dès lundi."),
            audience=(f"g{group_id}",), answer=Word.Answer.ACKNOWLEDGE,
        ),
    )  # fmt: skip
    with clock.at(until - timedelta(days=7)):
        answer_word(actor=parent, pupil_id=pupil_id, word_id=seen)
    _word(
        teacher, school_id, until - timedelta(hours=20),
        WordWords(
            "Sortie au muséum, à autoriser",
            body_of_text("Départ à 8 heures 15, retour à 16 heures. Prévoir un repas froid."),
            audience=(f"g{group_id}",), purpose=Word.Purpose.PERMISSION, answer=Word.Answer.AGREE,
            due_on=clock.school_day(until) + timedelta(days=6),
        ),
    )  # fmt: skip


def _banner(head: Actor, school_id: int, until: datetime) -> None:
    with clock.at(until - timedelta(hours=2)):
        write_banner(
            actor=head, school_ids=[school_id],
            said=BannerWords(
                "Travaux devant le portail jusqu’à vendredi\u202f: passez par l’entrée du gymnase.",
                Banner.Level.INFORMATION, until - timedelta(hours=2), until + timedelta(days=3),
            ),
        )  # fmt: skip


def _write(
    actor: Actor,
    school_id: int,
    at: datetime,
    subject: str,
    text: str,
    to: Audience,
    answers_id: int | None = None,
) -> int:
    """Its key comes from what it says, so that the same region is written twice the same way."""
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{actor.person_id} {at} {subject}")
    with clock.at(at):
        letter = Letter(subject, body_of_text(text), (Line(to),))
        message: Message = post_message(
            actor=actor, school_id=school_id, letter=letter, key=key, answers_id=answers_id,
            confirmed=count_reached(school_id, letter.lines, but=actor.person_id),
        )  # fmt: skip
    return message.pk


def _to(person: Actor) -> Audience:
    return Audience(Who.PERSON, person_id=person.person_id, profile=person.profile.value)


def _word(actor: Actor, school_id: int, at: datetime, said: WordWords) -> int:
    with clock.at(at):
        word_id = write_word(actor=actor, school_id=school_id, said=said)
        send_word(actor=actor, school_id=school_id, word_id=word_id)
    return word_id
