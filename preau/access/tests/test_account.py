"""My account: sessions, password, address, profiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.access.actions.switch_profile import switch_profile
from preau.access.middleware import SESSION_COOKIE
from preau.access.models import Account, EmailCode, Session
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, codes_mailed_to, facts
from preau.directory.models import Guardianship
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast

Open = Callable[[], Browser]
Give = Callable[..., Account]
Visit = Callable[[str], Client]


@pytest.fixture
def lea(with_password: Give, browser: Open) -> Browser:
    """Léa, signed in by the door."""
    with_password("lea")
    visitor = browser()
    visitor.signs_in("lea")
    return visitor


def test_signing_out_ends_the_session_for_good(lea: Browser) -> None:
    token = lea.client.cookies[SESSION_COOKIE].value
    assert lea.sends("/deconnexion/") == "/"
    assert "Vous êtes déconnecté." in lea.reads("/")
    thief = Client()
    thief.cookies[SESSION_COOKIE] = token
    assert thief.get("/compte/").status_code == 302
    assert facts() == ["SignedIn", "SignedOut"]


def test_one_does_not_sign_out_by_following_a_link(lea: Browser) -> None:
    assert lea.client.get("/deconnexion/").status_code == 405
    assert lea.client.get("/deconnexion/partout/").status_code == 405


def test_signing_out_everywhere_ends_all_of_hers_and_nobody_else_s(lea: Browser, visit: Visit, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert lea.sends("/deconnexion/partout/") == "/"
    closed = [query["sql"] for query in captured if "pg_notify" in query["sql"] and "unnest" in query["sql"]]
    assert len(closed) == 2
    assert visit("lea").get("/compte/").status_code == 302
    assert visit("marc").get("/compte/").status_code == 200
    assert LedgerEvent.objects.get(name="access.SignedOutEverywhere").payload["count"] == 2


def test_a_changed_password_ends_the_other_sessions_only(lea: Browser, visit: Visit, cast: Cast) -> None:
    answer = lea.sends("/compte/mot-de-passe/", current=PASSWORD, password=OTHER, again=OTHER)
    assert answer == "/compte/"
    assert lea.client.get("/compte/").status_code == 200
    assert visit("lea").get("/compte/").status_code == 302
    assert check_password(OTHER, Account.objects.get(login="lea").password)


def test_the_current_password_is_asked_and_guesses_are_counted(lea: Browser) -> None:
    for _ in range(5):
        text = lea.sends("/compte/mot-de-passe/", current=OTHER, password=OTHER, again=OTHER)
        assert "Ce n’est pas votre mot de passe actuel." in text
    text = lea.sends("/compte/mot-de-passe/", current=PASSWORD, password=OTHER, again=OTHER)
    assert "Trop d’essais" in text
    assert check_password(PASSWORD, Account.objects.get(login="lea").password)
    assert facts() == ["SignedIn"] + ["OwnPasswordRefused"] * 5


def test_a_weak_new_password_is_refused(lea: Browser) -> None:
    text = lea.sends("/compte/mot-de-passe/", current=PASSWORD, password="1234567890", again="1234567890")
    assert "se devine trop vite" in text


def test_an_address_serves_once_it_is_confirmed(lea: Browser, cast: Cast) -> None:
    answer = lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD)
    assert answer == "/compte/courriel/confirmer/"
    assert Account.objects.get(login="lea").email == ""
    assert "lea@exemple.fr attend son code." in lea.reads("/compte/")
    (code,) = codes_mailed_to("lea@exemple.fr")
    assert lea.sends("/compte/courriel/confirmer/", code=code.lower()) == "/compte/"
    assert Account.objects.get(login="lea").email == "lea@exemple.fr"
    assert not EmailCode.objects.exists()
    assert "lea@" not in str(list(LedgerEvent.objects.values_list("payload", flat=True)))


def test_the_job_run_twice_sends_one_code(cast: Cast, lea: Browser) -> None:
    lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD)
    codes_mailed_to("lea@exemple.fr")
    codes_mailed_to("lea@exemple.fr")
    assert len(mail.outbox) == 1


def test_a_wrong_code_does_not_confirm_and_five_spend_it(lea: Browser) -> None:
    lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD)
    (code,) = codes_mailed_to("lea@exemple.fr")
    for _ in range(5):
        assert "Ce code n’est pas le bon" in lea.sends("/compte/courriel/confirmer/", code="AAAA-AAAA")
    assert "Ce code n’est pas le bon" in lea.sends("/compte/courriel/confirmer/", code=code)
    assert Account.objects.get(login="lea").email == ""


def test_an_address_not_confirmed_in_20_minutes_is_forgotten(lea: Browser) -> None:
    lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD)
    (code,) = codes_mailed_to("lea@exemple.fr")
    with clock.at(NOW + timedelta(minutes=21)):
        assert "Aucune adresse n’attend" in lea.sends("/compte/courriel/confirmer/", code=code)
        assert "attend son code" not in lea.reads("/compte/")


def test_a_code_not_sent_yet_confirms_nothing(lea: Browser) -> None:
    lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD)
    assert "Ce code n’est pas le bon" in lea.sends("/compte/courriel/confirmer/", code="AAAA-AAAA")


def test_the_address_is_not_changed_without_the_password(lea: Browser) -> None:
    assert "Ce n’est pas votre mot de passe actuel." in lea.sends(
        "/compte/courriel/", email="lea@exemple.fr", current=OTHER
    )
    assert not EmailCode.objects.exists()


def test_nobody_s_mailbox_is_flooded_from_an_account(lea: Browser) -> None:
    for _ in range(5):
        assert lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD).startswith("/compte/")
    assert "Trop d’essais" in lea.sends("/compte/courriel/", email="lea@exemple.fr", current=PASSWORD)


def test_a_person_of_two_profiles_chooses_the_first_time_only(browser: Open, with_password: Give) -> None:
    with_password("double")
    first = browser()
    assert first.signs_in("double") == "/profils/"
    text = first.reads("/profils/")
    assert "Enseignant Collège Jean-Jaurès Profil actuel" in text
    assert "Parent ou responsable Noé" in text
    assert first.sends("/profils/", profil="responsable") == "/"
    second = browser()
    assert second.signs_in("double") == "/"
    assert Session.objects.latest("id").profile == "responsable"


def test_profiles_do_not_mix(visit: Visit, cast: Cast) -> None:
    browser = visit("double")
    board = f"/0310001A/appel/{cast.lessons['espagnol'].pk}/"
    child = f"/eleves/{cast.noe.pk}/absences/"
    assert (browser.get(board).status_code, browser.get(child).status_code) == (200, 404)
    browser.post("/profils/", {"profil": "responsable"})
    assert (browser.get(board).status_code, browser.get(child).status_code) == (404, 200)


def test_the_former_secret_opens_nothing_after_a_switch(visit: Visit, cast: Cast) -> None:
    old, browser = visit("double"), visit("double")
    browser.post("/profils/", {"profil": "responsable"})
    assert old.get("/compte/").status_code == 302
    assert browser.get("/compte/").status_code == 200
    assert facts() == ["ProfileSwitched"]


def test_a_page_drawn_before_a_switch_does_not_act_under_the_new_hat(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[SESSION_COOKIE] = cast.token("double")
    drawn = browser.get("/profils/").content.decode()
    token = drawn.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"csrfmiddlewaretoken": token, "profil": "responsable"}
    assert browser.post("/profils/", sent).status_code == 302
    stale = browser.post("/deconnexion/partout/", {"csrfmiddlewaretoken": token})
    assert stale.status_code == 403
    assert "La page a expiré" in stale.content.decode()


def test_a_fragment_asked_just_before_a_switch_does_not_take_the_new_secret_back(visit: Visit, cast: Cast) -> None:
    browser, late = visit("double"), visit("double")
    browser.post("/profils/", {"profil": "responsable"})
    answer = late.get("/accueil/nouveau/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/connexion/"
    assert SESSION_COOKIE not in answer.cookies


def test_a_session_does_not_go_on_by_itself_under_another_hat(browser: Open, with_password: Give) -> None:
    account = with_password("double", preferred_profile="responsable")
    visitor = browser()
    visitor.signs_in("double", stay="on")
    Guardianship.objects.filter(guardian=account.person).update(ends_on=TODAY)
    assert visitor.client.get("/compte/").status_code == 302
    assert visitor.signs_in("double") == "/"
    session = Session.objects.latest("id")
    assert (session.profile, session.expires_at) == ("enseignant", NOW + timedelta(hours=12))


def test_a_session_ended_meanwhile_does_not_switch(cast: Cast, acting: Callable[..., Actor]) -> None:
    session = Session.objects.get(account__person=cast.double)
    actor = replace(acting("double"), session_id=session.pk)
    Session.objects.filter(pk=session.pk).update(ended_at=NOW)
    with pytest.raises(NotAllowed):
        switch_profile(actor=actor, profile=Profile.GUARDIAN)


@pytest.mark.parametrize("profile", ["direction", "eleve", "anonyme", "inconnu", ""])
def test_a_profile_that_is_not_hers_is_not_found(visit: Visit, cast: Cast, profile: str) -> None:
    assert visit("double").post("/profils/", {"profil": profile}).status_code == 404


def test_the_action_refuses_a_profile_not_held(cast: Cast, acting: Callable[..., Actor]) -> None:
    with pytest.raises(NotAllowed):
        switch_profile(actor=acting("durand"), profile=Profile.DIRECTION)


def test_a_session_kept_for_a_family_is_not_kept_for_work(browser: Open, with_password: Give) -> None:
    with_password("double", preferred_profile="responsable")
    visitor = browser()
    visitor.signs_in("double", stay="on")
    assert Session.objects.latest("id").expires_at == NOW + timedelta(days=30)
    visitor.sends("/profils/", profil="enseignant")
    assert Session.objects.latest("id").expires_at == NOW + timedelta(hours=12)
    assert visitor.client.cookies[SESSION_COOKIE]["max-age"] == ""


def test_the_account_page_shows_my_sessions_and_no_other(lea: Browser, visit: Visit) -> None:
    text = lea.reads("/compte/")
    assert "Appareils connectés 2" in text
    assert text.count("Cet appareil") == 1
    assert "Appareils connectés 1" in Browser(visit("marc")).reads("/compte/")


def test_reading_my_account_writes_nothing(lea: Browser) -> None:
    before = facts()
    for path in ("/compte/", "/profils/", "/compte/mot-de-passe/", "/compte/courriel/"):
        lea.reads(path)
    assert facts() == before
