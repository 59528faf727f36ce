"""The quiet hours of a school, and what each chooses: through the doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from django.test import Client

from preau.outreach.models import KindChoice, OutreachSettings, QuietChoice
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
QUIET, CHOICES = "/0310001A/etablissement/heures-calmes/", "/compte/etre-prevenu/"


def test_the_head_sets_the_quiet_hours_and_nobody_else(cast: Cast, visit: Visit) -> None:
    said = {"since": "21:30", "until": "06:30"}
    for other, answer in (("cpe", 404), ("jumeau_chef", 404), ("marc", 404)):
        assert visit(other).post(QUIET, said).status_code == answer
    for _again in range(2):
        assert visit("chef").post(QUIET, said).status_code == 302
    with everywhere(cast):
        kept = OutreachSettings.objects.get()
    assert (kept.quiet_from, kept.quiet_until, kept.quiet_weekends) == (time(21, 30), time(6, 30), False)
    assert 'value="21:30"' in visit("chef").get(QUIET).content.decode()


def test_an_evening_before_its_morning_is_refused_and_says_which(cast: Cast, visit: Visit) -> None:
    answer = visit("chef").post(QUIET, {"since": "06:00", "until": "20:00"})
    assert answer.status_code == 422
    assert "donnez une heure du soir" in answer.content.decode()
    assert visit("chef").post(QUIET, {"since": "", "until": "7h"}).status_code == 422
    with everywhere(cast):
        assert not OutreachSettings.objects.exists()


def test_a_guardian_chooses_how_soon_and_half_a_pause_is_refused(cast: Cast, visit: Visit) -> None:
    said = {"courriel": "on", "quand-attendance-late": "aussitot", "digest_hour": "7"}
    assert visit("marc").post(CHOICES, {**said, "quiet_from": "08:00"}).status_code == 422
    assert not KindChoice.objects.exists()
    assert visit("marc").post(CHOICES, said).status_code == 302
    assert KindChoice.objects.get(person=cast.marc, kind="attendance:late").when == "aussitot"
    assert QuietChoice.objects.get(person=cast.marc).digest_hour == 7
    assert "Signalements" not in visit("marc").get(CHOICES).content.decode()


def test_the_staff_reads_that_no_pause_is_imposed_on_it(cast: Cast, visit: Visit) -> None:
    assert "Aucune pause ne vous est imposée" in visit("chef").get(CHOICES).content.decode()
    assert "Rien ne part entre" in visit("marc").get(CHOICES).content.decode()
