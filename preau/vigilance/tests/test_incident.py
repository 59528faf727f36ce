"""A bad day, through its pages: found, withdrawn, reset, kept, given back, closed."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from preau.access.models import Account, ActivationCode, Session
from preau.foundation.ledger.models import LedgerEvent
from preau.vigilance.models import EvidenceFile, IncidentAccount, IncidentWriting
from preau.vigilance.tests.conftest import PASSWORD, SEARCH, Leading
from tests.cast import NOW, Cast, everywhere
from tests.mailing import written

Visit = Callable[[str], Client]
Lead = Callable[[str], Leading]


def states(led: Leading) -> dict[str, list[bool]]:
    """Of each title: whether each writing kept is withdrawn now."""
    found: dict[str, list[bool]] = {}
    with everywhere(led.cast):
        for row in IncidentWriting.objects.filter(incident_id=led.pk).order_by("pk"):
            is_withdrawn = row.withdrawn_at is not None and row.restored_at is None
            found.setdefault(row.title, []).append(is_withdrawn)
    return found


def reads(visit: Visit, name: str, message_id: int) -> bool:
    """Whoever has a message may report it: the room says whether she reads it."""
    return visit(name).get(f"/signaler/message/{message_id}/").status_code == 200


def test_messages_are_found_by_their_words_and_by_their_authors(cast: Cast, leading: Lead) -> None:
    written(cast, "noe", "lea cpe", subject="Menace", text="Je vais faire sauter l’établissement.", read_by="cpe")
    written(cast, "noe", "lea", subject="Devoirs")
    written(cast, "durand", "lea", subject="Sortie", at=NOW - timedelta(days=5))
    written(cast, "jumeau_prof", "jumelle", subject="Ailleurs", text="Tout va sauter", school="twin")
    chef = leading("chef").opens()
    html = chef.finds(text="ETABLISSEMENT")
    assert ("Menace" in html, "reçu par 2, lu par 1" in html) == (True, True)
    assert "Devoirs" not in html
    login = Account.objects.get(person=cast.noe).login
    html = chef.finds(logins=f"{login}\ninconnu.login")
    assert "Menace" in html
    assert "Devoirs" in html
    assert "inconnu.login" in html
    assert "Aucun message trouvé" in chef.finds(text="sauter", until_on="2026-11-22")
    assert "Ailleurs" not in chef.finds(text="sauter")
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name="vigilance.IncidentSearched").count() == 4


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Donnez des identifiants, ou un texte."),
        ({"text": "x", "since_on": "2026-11-25"}, "avant le premier"),
    ],
)
def test_a_search_that_looks_for_nothing_is_refused(
    cast: Cast, leading: Lead, said: dict[str, str], sentence: str
) -> None:
    status, html = leading("chef").opens().sends("chercher/", **{**SEARCH, **said})
    assert (status, sentence in html) == (422, True)


def test_what_is_kept_is_withdrawn_everywhere_and_given_back(cast: Cast, visit: Visit, leading: Lead) -> None:
    threat = written(cast, "noe", "lea cpe", subject="Menace", text="Tout va sauter")
    usual = written(cast, "noe", "lea", subject="Devoirs", text="Tout va bien")
    chef = leading("chef").opens()
    chef.keeps(f"message-{threat}", text="tout va")
    assert states(chef) == {"Menace": [False]}
    shown = chef.page("retirer/")
    assert re.search(r"message retiré</dt><dd>1<", shown)
    assert re.search(r"ne se liront plus</dt><dd>2<", shown)
    assert chef.sends("retirer/", current="autre chose")[0] == 422
    assert reads(visit, "lea", threat)
    for _again in range(2):
        assert chef.sends("retirer/", current=PASSWORD)[0] == 302
    chef.works()
    assert states(chef) == {"Menace": [True]}
    assert not reads(visit, "lea", threat)
    assert reads(visit, "lea", usual)
    assert "Tous les messages retenus sont retirés" in chef.page()
    assert "rien à retirer" in chef.sends("retirer/", current=PASSWORD)[1]
    with everywhere(cast):
        row = IncidentWriting.objects.get(incident_id=chef.pk).pk
    assert chef.sends("rendre/", lignes=[row])[0] == 302
    chef.works()
    assert states(chef) == {"Menace": [False]}
    assert reads(visit, "lea", threat)
    assert chef.sends("rendre/", lignes=[row])[0] == 409


def test_accounts_are_signed_out_and_emptied_and_get_new_cards(cast: Cast, visit: Visit, leading: Lead) -> None:
    written(cast, "noe", "lea", subject="Menace", text="Tout va sauter")
    chef = leading("chef").opens()
    chef.keeps(text="sauter")
    logins = dict(Account.objects.values_list("person_id", "login"))
    chef.sends("comptes/", logins=f"{logins[cast.lea.pk]} {logins[cast.chef.pk]} {logins[cast.jumelle.pk]}")
    with everywhere(cast):
        people = set(IncidentAccount.objects.filter(incident_id=chef.pk).values_list("person_id", flat=True))
    assert people == {cast.noe.pk, cast.lea.pk}
    assert visit("noe").get("/mes-signalements/").status_code == 200
    assert chef.sends("reinitialiser/", current=PASSWORD)[0] == 302
    chef.works()
    for name in ("noe", "lea"):
        account = Account.objects.get(person=cast.people[name])
        assert (account.password, account.email, account.activated_at) == ("", "", None)
        assert not Session.objects.filter(account=account, ended_at=None).exists()
        assert visit(name).get("/mes-signalements/").status_code == 302
    assert visit("marc").get("/mes-signalements/").status_code == 200
    assert "À réinitialiser" not in chef.page()
    sheet = chef.client.post(f"/0310001A/crise/{chef.pk}/fiches/").content.decode()
    assert logins[cast.noe.pk] in sheet
    assert "Élève de" in sheet
    assert ActivationCode.objects.filter(account__person=cast.noe).count() == 1
    assert visit("jumeau_chef").post(f"/0340002B/crise/{chef.pk}/fiches/").status_code == 404


def test_a_whole_profile_is_kept_and_some_are_taken_out(cast: Cast, leading: Lead) -> None:
    chef = leading("chef").opens()
    assert chef.sends("comptes/", profile="enseignant", school_id=cast.schools["college"].pk)[0] == 302
    with everywhere(cast):
        rows = dict(IncidentAccount.objects.filter(incident_id=chef.pk).values_list("person_id", "pk"))
    assert rows.keys() == {cast.durand.pk, cast.petit.pk, cast.double.pk}
    assert chef.sends("comptes/", geste="enlever", lignes=[rows[cast.petit.pk]])[0] == 302
    with everywhere(cast):
        assert IncidentAccount.objects.filter(incident_id=chef.pk).count() == 2
    assert chef.sends("comptes/", profile="enseignant", school_id=cast.schools["twin"].pk)[0] == 422
    assert chef.sends("comptes/")[0] == 422


def test_evidence_says_who_had_and_read_each_message_and_its_digests_hold(
    cast: Cast, visit: Visit, leading: Lead
) -> None:
    threat = written(cast, "noe", "lea cpe", subject="Menace <b>", text="Tout va sauter", read_by="cpe")
    chef = leading("chef").opens()
    chef.keeps(text="sauter")
    assert chef.sends("preuves/")[0] == 302
    chef.works()
    with everywhere(cast):
        kept = EvidenceFile.objects.get(incident_id=chef.pk)
    answer = chef.client.post(f"{chef.path}preuves/{kept.pk}/")
    assert hashlib.sha256(answer.content).hexdigest() == kept.digest
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    listed = dict(line.split("  ")[::-1] for line in archive.read("MANIFESTE.sha256").decode().splitlines())
    assert {*listed, "MANIFESTE.sha256"} == {*archive.namelist()}
    assert all(hashlib.sha256(archive.read(path)).hexdigest() == digest for path, digest in listed.items())
    (said,) = [json.loads(line) for line in archive.read("messages.jsonl").splitlines()]
    assert said["auteur"]["nom"] == "Noé Bœuf"
    readers = {one["nom"]: one["lu_le"] is not None for one in said["destinataires"] if one["role"] != "de"}
    assert readers == {"Léa Martin-Ségala": False, "Maëlle Costa": True}
    page = archive.read(f"messages/message-{threat}.html").decode()
    assert ("Menace &lt;b&gt;" in page, "<b>" in page) == (True, False)
    (account,) = [json.loads(line) for line in archive.read("comptes.jsonl").splitlines()]
    assert account["sessions"]
    assert b"vigilance.WritingsKept" in archive.read("journal.jsonl")
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name="vigilance.EvidenceTaken").count() == 1
    for name in ("jumeau_chef", "agent", "cpe"):
        assert visit(name).post(f"{chef.path}preuves/{kept.pk}/").status_code == 404


def test_a_closed_incident_changes_no_more(cast: Cast, leading: Lead) -> None:
    written(cast, "noe", "lea", subject="Menace", text="Tout va sauter")
    chef = leading("chef").opens()
    chef.keeps(text="sauter")
    assert chef.sends("clore/", conclusion=" ")[0] == 422
    chef.sends("retirer/", current=PASSWORD)
    assert "en cours" in chef.sends("clore/", conclusion="Fini")[1]
    chef.works()
    assert chef.sends("clore/", conclusion="Trois comptes volés, familles prévenues.")[0] == 302
    assert "Trois comptes volés" in chef.page()
    assert "clos" in chef.sends("retirer/", current=PASSWORD)[1]
    assert chef.sends("preuves/")[0] == 409
    assert states(chef) == {"Menace": [True]}


def test_nobody_else_leads_it(cast: Cast, visit: Visit, leading: Lead) -> None:
    chef = leading("chef").opens()
    for name in ("jumeau_chef", "agent", "cpe", "secretaire", "durand", "lea", "marc"):
        for where in ("", "etapes/", "chercher/", "retirer/", "comptes/", "reinitialiser/", "clore/"):
            assert visit(name).get(chef.path + where).status_code == 404, (name, where)
        for where in ("rendre/", "preuves/", "suspendre/"):
            assert visit(name).post(chef.path + where, {}).status_code == 404, (name, where)


def test_an_administrator_leads_one_in_all_her_schools(cast: Cast, visit: Visit, leading: Lead) -> None:
    here = written(cast, "noe", "lea", subject="Menace", text="Tout va sauter")
    there = written(cast, "jumeau_prof", "jumelle", subject="Menace", text="Tout va sauter", school="twin")
    agent = leading("agent").opens()
    agent.keeps(text="sauter")
    agent.sends("retirer/", current=PASSWORD)
    agent.works()
    assert states(agent) == {"Menace": [True, True]}
    assert not reads(visit, "lea", here)
    assert not reads(visit, "jumelle", there)
    assert visit("chef").get(agent.path).status_code == 404


def test_opened_twice_by_one_form_it_opens_once(cast: Cast, leading: Lead) -> None:
    chef = leading("chef")
    assert chef.opens().pk == chef.opens().pk
    answer = chef.client.post("/crise/", {"title": " ", "is_rehearsal": "reel", "key": "x"})
    assert answer.status_code == 422
