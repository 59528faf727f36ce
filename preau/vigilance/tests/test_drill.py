"""A rehearsal: every gesture, and nobody real is touched."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from preau.access.models import Session
from preau.vigilance.models import DrillAccount, DrillWriting, EvidenceFile, Freeze, IncidentAccount
from preau.vigilance.policies import is_frozen
from preau.vigilance.tests.conftest import PASSWORD, Leading
from tests.cast import Cast, everywhere
from tests.mailing import written

Lead = Callable[[str], Leading]
Visit = Callable[[str], Client]


def test_every_gesture_is_rehearsed_and_touches_nobody(cast: Cast, visit: Visit, leading: Lead) -> None:
    real = written(cast, "noe", "lea", subject="Vraie menace", text="Ceci est un exercice de maths")
    open_before = Session.objects.filter(ended_at=None).count()
    chef = leading("chef").opens(real=False)
    assert "EXERCICE" in chef.page()
    assert chef.sends("suspendre/")[0] == 302
    with everywhere(cast):
        assert not is_frozen(cast.schools["college"].pk, "eleve")
    html = chef.finds(text="compte volé")
    assert "message de menace" in html
    assert "Vraie menace" not in chef.finds(text="exercice")
    chef.keeps(text="compte volé")
    with everywhere(cast):
        assert IncidentAccount.objects.filter(incident_id=chef.pk).count() == 2
    chef.sends("retirer/", current=PASSWORD)
    chef.sends("reinitialiser/", current=PASSWORD)
    chef.sends("preuves/")
    chef.works()
    with everywhere(cast):
        assert DrillWriting.objects.exclude(withdrawn_at=None).count() == 3
        assert IncidentAccount.objects.filter(incident_id=chef.pk, reset_at=None).count() == 0
        assert EvidenceFile.objects.filter(incident_id=chef.pk).count() == 1
    assert Session.objects.filter(ended_at=None).count() == open_before
    assert visit("lea").get(f"/signaler/message/{real}/").status_code == 200
    assert "Réinitialisé" in chef.page()
    sheet = chef.client.post(f"/0310001A/crise/{chef.pk}/fiches/").content.decode()
    assert "aucune fiche" in sheet


def test_what_it_made_up_ends_with_it(cast: Cast, leading: Lead) -> None:
    chef = leading("chef").opens(real=False)
    chef.sends("suspendre/")
    chef.keeps(text="exercice")
    chef.sends("preuves/")
    chef.works()
    assert chef.sends("clore/", conclusion="Dix minutes, sans faute.")[0] == 302
    with everywhere(cast):
        assert not DrillAccount.objects.exists()
        assert not DrillWriting.objects.exists()
        assert not EvidenceFile.objects.filter(incident_id=chef.pk).exists()
        assert not Freeze.objects.filter(lifted_at=None).exists()
    page = chef.page()
    assert "Dix minutes, sans faute." in page
    assert "EXERCICE" in page


def test_a_true_incident_never_finds_what_a_rehearsal_made_up(cast: Cast, leading: Lead) -> None:
    leading("chef").opens(real=False)
    chef = leading("chef").opens(key=2)
    assert "Aucun message trouvé" in chef.finds(text="compte volé")
    chef.sends("comptes/", logins="camille.exercice")
    with everywhere(cast):
        assert not IncidentAccount.objects.filter(incident_id=chef.pk).exists()
