"""What was sent to families outside of Préau, for those who treat absences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from preau.attendance.models import Notification

#: All that was sent of the absences of a period `t`, as a jsonb array of `SentLine`; or null.
SENT = """
(SELECT jsonb_agg(jsonb_build_array(w.first_name || ' ' || w.last_name, n.channel, n.sent_to, n.state, n.result,
                                    coalesce(n.sent_at, n.made_at)) ORDER BY n.made_at, n.id)
   FROM absence a
   JOIN notification n ON n.absence_id = a.id
   JOIN person w ON w.id = n.recipient_id
  WHERE a.period_id = t.id AND n.school_id = t.school_id)
"""

_TONES = {
    Notification.State.SENT: "ok",
    Notification.State.FAILED: "danger",
    Notification.State.RUNNING: "warning",
    Notification.State.UNCERTAIN: "warning",
}


@dataclass(frozen=True, slots=True)
class SentLine:
    """A message to somebody, by a channel, and where it stands."""

    name: str
    channel: str
    sent_to: str
    state: str
    result: str
    at: datetime

    @property
    def title(self) -> str:
        """« Courriel à marc@exemple.fr »."""
        return _("%(channel)s à %(to)s") % {
            "channel": Notification.Channel(self.channel).label,
            "to": self.sent_to,
        }

    @property
    def label(self) -> str:
        """« Envoyé » and the like."""
        return str(Notification.State(self.state).label)

    @property
    def tone(self) -> str:
        """The tone of its state."""
        return _TONES.get(Notification.State(self.state), "neutral")


def sent_in(column: str | None) -> tuple[SentLine, ...]:
    """The messages of a column `SENT`, as PostgreSQL hands JSON over."""
    rows = json.loads(column) if column else []
    return tuple(
        SentLine(name, channel, to, state, result, datetime.fromisoformat(at))
        for name, channel, to, state, result, at in rows
    )
