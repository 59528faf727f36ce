"""A report of Léa's and an incident that the head leads: what pages of vigilance show."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from preau.vigilance.models import EvidenceFile, Incident, IncidentAccount, IncidentWriting, Report
from tests.cast.stage import NOW, Cast


def write_vigilance(cast: Cast) -> None:
    """`signalement`: of a message that is no more. `incident`: a message kept, an account, an evidence file."""
    college, at = cast.schools["college"], NOW - timedelta(hours=1)
    cast.vigilance["signalement"] = Report.objects.create(
        school=college, writing="message", writing_id=900_001, author_id=cast.noe.pk, author_profile="eleve",
        written_at=at, title="Photo de classe", extract="Regarde la tête de Zoé sur cette photo\u202f!",
        reason=Report.Reason.SHOCKING, words="Elle ne veut pas qu’on la montre.", reporter_id=cast.lea.pk,
        reporter_profile="eleve", reported_at=at,
    ).pk  # fmt: skip
    incident = Incident.objects.create(
        schools=[college.pk], title="Comptes volés dans la nuit", is_rehearsal=False, is_above=False, opened_at=at,
        opened_by_id=cast.chef.pk, key=UUID(int=900),
    )  # fmt: skip
    cast.vigilance["incident"] = incident.pk
    cast.vigilance["ecrit"] = IncidentWriting.objects.create(
        incident=incident, school=college, writing="message", writing_id=900_002, author_id=cast.noe.pk,
        author_profile="eleve", written_at=at, title="À lire tout de suite",
        extract="Message écrit depuis un compte volé.", copies=412, readers=37, kept_at=at,
    ).pk  # fmt: skip
    cast.vigilance["compte"] = IncidentAccount.objects.create(
        incident=incident, school=college, person_id=cast.noe.pk, kept_at=at
    ).pk
    cast.vigilance["preuves"] = EvidenceFile.objects.create(
        incident=incident, schools=[college.pk], made_at=at, asked_by_id=cast.chef.pk, writings=1, size=2,
        digest="0" * 64, content=b"PK",
    ).pk  # fmt: skip
