"""What is said and to whom, before it is a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.people.audience import REACHED, Audience, Who, addressed
from preau.kernel.refusals import NotPossible
from preau.messaging.models import Addressed, Message
from preau.messaging.rules import LONGEST_SUBJECT, MOST_ADDRESSED

#: The roles of an address in the order in which one has a message: who is named twice has it openly.
ROLES = (Addressed.Role.TO, Addressed.Role.COPY, Addressed.Role.HIDDEN)


#: The groups of an address may all be gone by now.
_NOBODY = "SELECT 0::bigint AS person_id, '' AS profile, 0::bigint AS pupil_id, 1 AS role WHERE false"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an address: whom, and how."""

    audience: Audience
    role: str = Addressed.Role.TO


@dataclass(frozen=True, slots=True)
class Letter:
    """`html` is cleaned (`foundation/bodies`). `answers`: who may be answered (`Message.Answers`)."""

    subject: str
    html: str
    lines: tuple[Line, ...]
    answers: str = Message.Answers.SENDER
    is_urgent: bool = False
    wants_answer: bool = False

    @property
    def audiences(self) -> tuple[Audience, ...]:
        return tuple(line.audience for line in self.lines)

    @property
    def is_broadcast(self) -> bool:
        """True when it goes to groups: nobody chose each of those who get it."""
        return any(line.audience.who != Who.PERSON for line in self.lines)


def check_letter(letter: Letter) -> None:
    """Errors: `NotPossible` for a letter without subject, without text, too long, or addressed without end."""
    if not letter.subject.strip():
        raise NotPossible(_("Donnez un objet à votre message."), field="subject")
    if len(letter.subject) > LONGEST_SUBJECT:
        most = {"most": LONGEST_SUBJECT}
        raise NotPossible(_("L’objet ne peut dépasser %(most)d caractères.") % most, field="subject")
    if not letter.html:
        raise NotPossible(_("Écrivez votre message."), field="html")
    if len(letter.lines) > MOST_ADDRESSED:
        raise NotPossible(
            _("Un message s’adresse à %(most)d lignes au plus\u202f: choisissez un groupe.")
            % {"most": MOST_ADDRESSED},
            field="recipients",
        )


def everyone(school_id: int, lines: Sequence[Line]) -> tuple[str, dict[str, Any]]:
    """SQL of everybody addressed, as (`person_id`, `profile`, `pupil_id`, `role`), and its parameters. A person
    comes as often as she is addressed.
    """
    pieces, asked = [], addressed(school_id, ())
    del asked["audiences"]
    for rank, role in enumerate(ROLES, start=1):
        of_role = [line.audience for line in lines if line.role == role]
        if of_role:
            asked[f"lines_{rank}"] = addressed(school_id, of_role)["audiences"]
            reached = REACHED.replace("%(audiences)s", f"%(lines_{rank})s")
            pieces.append(f"SELECT r.*, {rank} AS role FROM ({reached}) r")  # noqa: S608 - our own constants
    return " UNION ALL ".join(pieces) or _NOBODY, asked


def count_reached(school_id: int, lines: Sequence[Line], *, but: int) -> int:
    """How many persons would have it, the sender left out."""
    if not lines:
        return 0
    people, asked = everyone(school_id, lines)
    statement = f"SELECT count(DISTINCT person_id) FROM ({people}) a WHERE person_id <> %(but)s"  # noqa: S608
    with connection.cursor() as cursor:
        row = cursor.execute(statement, {**asked, "but": but}).fetchone()
    return int(row[0]) if row else 0


def lines_of(message: Message) -> tuple[Line, ...]:
    """The address of a message that was kept."""
    kept = Addressed.objects.filter(message=message)
    return tuple(
        Line(Audience(one.who, one.group_id, one.level, one.list_id, one.person_id, one.profile), one.role)
        for one in kept
    )
