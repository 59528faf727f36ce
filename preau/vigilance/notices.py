"""Who is told of reports: referents at once of what alarms, the reporter of what became of hers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.models import School
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.foundation.notices.tell import Told, tell
from preau.kernel.actor import Profile
from preau.vigilance.events import ReportTreated, WritingReported
from preau.vigilance.models import Report
from preau.vigilance.queries.referents import people_told
from preau.vigilance.rules import ALARMING

ALARM = "signalement-grave"
ANSWER = "signalement-suite"


@on(WritingReported)
def tell_referents(event: WritingReported, recorded: Recorded) -> None:
    """Harassment and threats, at once. No name and no word of it: this may show on a locked screen."""
    touch([f"signalements:{event.school_id}"], recorded.id)
    if event.reason not in ALARMING:
        return
    uai = School.objects.values_list("uai", flat=True).get(pk=event.school_id)
    by_hat: dict[Profile, list[int]] = {}
    for person_id, profile in people_told(event.school_id).items():
        by_hat.setdefault(profile, []).append(person_id)
    for profile, people in by_hat.items():
        tell(
            Told(
                ALARM,
                profile,
                _("Signalement à lire tout de suite"),
                str(Report.Reason(event.reason).label),
                reverse("vigilance:case", kwargs={"uai": uai, "report_id": event.report_id}),
            ),
            recipients=people,
            because=recorded,
        )


@on(ReportTreated)
def tell_reporter(event: ReportTreated, recorded: Recorded) -> None:
    """That her report was treated; she reads how on her page."""
    touch([f"signalements:{event.school_id}"], recorded.id)
    report = Report.objects.filter(pk=event.report_id).first()
    if report is None or not event.outcome:
        return
    tell(
        Told(
            ANSWER,
            Profile(report.reporter_profile),
            _("Votre signalement a été traité"),
            report.get_outcome_display(),
            reverse("vigilance:mine"),
        ),
        recipients=[report.reporter_id],
        because=recorded,
    )
