"""What the lock of a term says, in words: its states, why a mark is refused, and whom to ask (capability C83)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.grading.models import TermLock
from preau.kernel import clock, words

#: Each state, as a choice and what it lets be done.
STATE_CHOICES = (
    (TermLock.State.OPEN.value, gettext_lazy("Ouverte\u202f: les enseignants écrivent notes et appréciations")),
    (
        TermLock.State.COUNCIL.value,
        gettext_lazy("Conseil de classe\u202f: notes verrouillées, appréciations et conseil s’écrivent encore"),
    ),
    (TermLock.State.CLOSED.value, gettext_lazy("Fermée\u202f: plus rien ne s’écrit")),
    (
        "dates",
        gettext_lazy("Selon ses dates\u202f: ouverte jusqu’à la fin de la saisie, fermée à la publication"),
    ),
)
#: The same in a word or two, with the tone of its badge.
STATE_BADGES = {
    TermLock.State.OPEN.value: (gettext_lazy("Ouverte"), "ok"),
    TermLock.State.COUNCIL.value: (gettext_lazy("Notes verrouillées"), "warning"),
    TermLock.State.CLOSED.value: (gettext_lazy("Fermée"), "neutral"),
}

_HEADS = """
SELECT string_agg(DISTINCT q.first_name || ' ' || q.last_name, ', ')
  FROM post o JOIN person q ON q.id = o.person_id
 WHERE o.school_id = %s AND o.profile = 'direction' AND o.begins_on <= %s
   AND (o.ends_on IS NULL OR o.ends_on > %s)
"""


@dataclass(frozen=True, slots=True)
class Lock:
    """How a term stands for marks: its state, when its entry ends and its council sits (None: unknown)."""

    state: str
    end_of_entry_on: date | None
    council_on: date | None

    @property
    def is_open(self) -> bool:
        return self.state == TermLock.State.OPEN

    def refusal(self, heads: str) -> str:
        """« La saisie s’est arrêtée le lundi 23 novembre. Pour corriger, demandez… »; `heads`: who reopens."""
        return f"{self._why()} {self.whom_to_ask(heads)}"

    def _why(self) -> str:
        if self.state == TermLock.State.CLOSED:
            return _("La période est fermée.")
        if self.end_of_entry_on is not None and self.end_of_entry_on < clock.today():
            return _("La saisie des notes s’est arrêtée le %(day)s.") % {"day": words.day(self.end_of_entry_on)}
        return _("Les notes de cette période sont verrouillées.")

    def whom_to_ask(self, heads: str) -> str:
        """Who reopens a gradebook, and until when it is of use to ask."""
        who = _("la direction (%(heads)s)") % {"heads": heads} if heads else _("la direction")
        if self.council_on is not None and self.council_on >= clock.today():
            return _("Pour corriger, demandez à %(who)s de rouvrir ce carnet, avant le conseil du %(day)s.") % {
                "who": who,
                "day": words.day(self.council_on),
            }
        return _("Pour corriger, demandez à %(who)s de rouvrir ce carnet.") % {"who": who}


def heads_of(school_id: int) -> str:
    """« Paul Lacaze, Anne Vidal »: the direction of a school today; '' where nobody is known."""
    today = clock.today()
    with connection.cursor() as cursor:
        row = cursor.execute(_HEADS, [school_id, today, today]).fetchone()
    return str(row[0]) if row is not None and row[0] else ""
