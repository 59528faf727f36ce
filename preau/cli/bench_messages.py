"""Messages to three thousand and to a hundred thousand, and boxes that hold thousands: `preau bench --messages`.

A school of 3,000 pupils and one of 100,000 stand beside those of the demonstration. The head writes to all of
them, through the action that the page calls; the worker of the served house delivers.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from preau.access.actors import actor_under, attachments_of
from preau.cli.demonstration import make_region
from preau.cli.measured_page import Asked, measure_pages
from preau.cli.migrate import run_migrations
from preau.cli.region import DEFAULT_SEED
from preau.cli.terminal import say, step
from preau.directory.models import Person, Post, School
from preau.directory.people.audience import Audience, Who
from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.ids import new_key
from preau.messaging.actions.let_leave import let_leave
from preau.messaging.actions.post_message import post_message
from preau.messaging.letter import Letter, Line, count_reached
from preau.messaging.models import Message
from preau.serve.demo_clock import DemoClock

#: The UAI of the two schools of the measure, and how many pupils each has. They are nobody's.
SCHOOLS = {"9990003Z": 3_000, "9990100Z": 100_000}
#: Messages in the box of the person who opens it.
BOX = 5_000
_SCHOOLS_AROUND = 3
_PATIENCE = 600.0

_CROWD = """
WITH made AS (
    INSERT INTO person (title, first_name, last_name, birth_name, other_first_names, email, mobile, phone, address,
                        sorting_name)
    SELECT '', 'Élève', 'Mesure ' || n, '', '', '', '', '', '', 'mesure ' || n || ' eleve'
      FROM generate_series(1, %(pupils)s) n
    RETURNING id
), pupils AS (
    INSERT INTO pupil (person_id, mef, level, regime, is_apprentice) SELECT id, '', '', '', false FROM made
    RETURNING person_id
)
INSERT INTO enrolment (school_id, pupil_id, begins_on) SELECT %(school)s, person_id, %(day)s FROM pupils
"""
_FILL = """
WITH body AS (
    INSERT INTO message_body (schools, written_by_id, html, beginning, files, searched, written_at)
    SELECT ARRAY[%(school)s], %(head)s, repeat('<p>Un paragraphe de la mesure.</p>', 6), 'Un paragraphe', 0,
           'paragraphe', %(now)s FROM generate_series(1, %(box)s) RETURNING id
), numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM body),
threads AS (
    INSERT INTO thread (school_id, subject, begun_at)
    SELECT %(school)s, 'Sujet ' || n, %(now)s FROM generate_series(1, %(box)s / 2) n RETURNING id
), of_two AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM threads),
sent AS (
    INSERT INTO message (school_id, thread_id, body_id, sender_id, sender_profile, sender_label, answers,
                         is_broadcast, is_urgent, wants_answer, state, sent_at, recipients, delivered,
                         delivered_to, delivered_at, reason, recall_reason)
    SELECT %(school)s, t.id, b.id, %(head)s, 'direction', 'Direction', 'expediteur', false, false, false, 'remis',
           %(now)s::timestamptz - b.n * interval '1 minute', 1, 1, 0, %(now)s, '', ''
      FROM numbered b JOIN of_two t ON t.n = (b.n + 1) / 2 RETURNING id
)
INSERT INTO message_copy (person_id, message_id, school_id, pupil_id, profile, role, read_at)
SELECT %(reader)s, id, %(school)s, 0, 1, 1, CASE WHEN id %% 9 = 0 THEN NULL ELSE %(now)s::timestamptz END FROM sent
"""


def prepare(var: Path) -> None:
    """Make the region and the two schools in this folder, once. Needs Django, as the owner."""
    if DemoClock(var).last_shown() is None:
        run_migrations()
        make_region(var, schools=_SCHOOLS_AROUND, seed=DEFAULT_SEED)
    for uai, pupils in SCHOOLS.items():
        if not School.objects.filter(uai=uai).exists():
            with step(f"Un établissement de {pupils} élèves"), transaction.atomic():
                _make_school(uai, pupils)


def _make_school(uai: str, pupils: int) -> None:
    school = School.objects.create(uai=uai, name=f"Établissement de la mesure ({pupils})", kind="college")
    head = Person.objects.create(first_name="Paule", last_name="Mesure", sorting_name="mesure paule")
    day = clock.today() - timedelta(days=60)
    with school_scope([school.pk]):
        Post.objects.create(school=school, person=head, function="DIR", profile="direction", begins_on=day)
    with connection.cursor() as cursor:
        cursor.execute(_CROWD, {"pupils": pupils, "school": school.pk, "day": day})
        cursor.execute("ANALYZE person, pupil, enrolment, post")


def measure(port: int, supervisor: int, moment: datetime) -> list[dict[str, Any]]:
    """The two sendings, said as they come; then the pages of a full box."""
    with clock.at(moment):
        for uai in SCHOOLS:
            _say_sending(uai)
        return measure_pages(port, supervisor, _pages())


def _say_sending(uai: str) -> None:
    before = _bytes()
    message, accepted = post_to_all(uai)
    started = time.perf_counter()
    while state_of(message) != Message.State.DELIVERED and time.perf_counter() - started < _PATIENCE:
        time.sleep(0.05)
    seen = accepted + time.perf_counter() - started
    people = message.recipients
    say(
        f"{people} personnes : accepté en {accepted * 1000:.0f} ms, remis à tous en {seen:.1f} s, "
        f"{(_bytes() - before) / people:.1f} octets par personne, {doubles_of(message)} doublon, "
        f"{state_of(message)}"
    )


def post_to_all(uai: str) -> tuple[Message, float]:
    """As the page does once it has shown the number; and the seconds it took. Its sender does not wait."""
    school = School.objects.get(uai=uai)
    lines = (Line(Audience(Who.PUPILS)),)
    letter = Letter(subject="Mesure", html="<p>Bonjour à tous.</p>", lines=lines)
    with transaction.atomic(), school_scope([school.pk]):
        head = _head(school)
        people = count_reached(school.pk, lines, but=head.person_id)
    started = time.perf_counter()
    with transaction.atomic(), school_scope([school.pk]):
        message = post_message(actor=head, school_id=school.pk, letter=letter, key=new_key(), confirmed=people)
    accepted = time.perf_counter() - started
    with transaction.atomic(), school_scope([school.pk]):
        let_leave(actor=head, school_id=school.pk, message_id=message.pk)
        message.refresh_from_db()
    return message, accepted


def _head(school: School) -> Actor:
    with connection.cursor() as cursor:
        row = cursor.execute(
            "SELECT person_id FROM post WHERE school_id = %s AND profile = 'direction'", [school.pk]
        ).fetchone()
    assert row is not None
    return actor_under(
        Profile.DIRECTION, attachments_of(row[0]), person_id=row[0], first_name="Paule", last_name="Mesure"
    )


def state_of(message: Message) -> str:
    return str(_one("SELECT state FROM message WHERE id = %s", message.pk))


def _bytes() -> int:
    return int(_one("SELECT pg_total_relation_size('message_copy')"))


def doubles_of(message: Message) -> int:
    return int(
        _one("SELECT count(*) - count(DISTINCT person_id) FROM message_copy WHERE message_id = %s", message.pk)
    )


def _one(statement: str, *asked: int) -> Any:
    with connection.cursor() as cursor:
        row = cursor.execute(statement, list(asked)).fetchone()
    assert row is not None
    return row[0]


def _pages() -> list[Asked]:
    """Those of a pupil whose box holds thousands, and of the head who wrote to all."""
    school = School.objects.get(uai="9990003Z")
    with transaction.atomic(), school_scope([school.pk]):
        head = _head(school)
    pupil = int(_one("SELECT min(pupil_id) FROM enrolment WHERE school_id = %s", school.pk))
    if not _one("SELECT count(*) > 100 FROM message_copy WHERE person_id = %s", pupil):
        with connection.cursor() as cursor:
            asked: dict[str, Any] = {
                "school": school.pk,
                "head": head.person_id,
                "now": clock.now(),
                "box": BOX,
                "reader": pupil,
            }
            cursor.execute(_FILL, asked)
            cursor.execute("ANALYZE message, message_copy, message_body, thread")
    thread = int(_one("SELECT max(m.thread_id) FROM message m JOIN message_copy c ON c.message_id = m.id "
                      "WHERE c.person_id = %s", pupil))  # fmt: skip
    sent = int(_one("SELECT max(thread_id) FROM message WHERE school_id = %s AND recipients > 1000", school.pk))
    write = f"/{school.uai}/messages/ecrire/"
    return [
        Asked("boîte de 5 000 messages", pupil, "eleve", "/messages/", 10),
        Asked("un fil", pupil, "eleve", f"/messages/fils/{thread}/", 10),
        Asked("un fil lu par 3 000, chez son auteur", head.person_id, "direction", f"/messages/fils/{sent}/", 10),
        Asked("chercher deux mots dans 5 000", pupil, "eleve", "/messages/chercher/?q=paragraphe+mesure", 10),
        Asked("écrire", pupil, "eleve", write, 10),
        Asked("accueil d’un élève", pupil, "eleve", "/", 4),
    ]
