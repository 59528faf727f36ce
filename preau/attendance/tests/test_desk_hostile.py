"""Whatever is typed at the desk, the answer is a page of ours."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from tests.cast import Cast
from tests.house.test_hostile_inputs import IDS, SAID, WORDS

Visit = Callable[[str], Client]

DESK = "/0310001A/absences/"


@pytest.mark.parametrize("typed", IDS)
def test_an_id_of_any_size_is_a_page_that_does_not_exist(cast: Cast, visit: Visit, typed: str) -> None:
    number = quote(typed)
    for path in (f"{DESK}{number}/", f"{DESK}eleves/{number}/", f"/0310001A/reglages/presence/motifs/{number}/"):
        assert visit("cpe").get(path).status_code == 404
    gestures = (f"{DESK}{number}/suivi/", f"{DESK}{number}/retirer/", f"/0310001A/appel/{number}/relancer/")
    for path in gestures:
        said = {"fait": "sms", "pourquoi": "x"}
        assert visit("cpe").post(path, said).status_code == 404


@pytest.mark.parametrize("word", [*WORDS, *IDS], ids=range(len(WORDS) + len(IDS)))
def test_what_is_typed_is_answered(cast: Cast, visit: Visit, word: str) -> None:
    client, period, noe = visit("cpe"), cast.periods["noe"].pk, cast.noe.pk
    for name in ("q", "etat", "classe", "nature", "du", "au", "page"):
        assert client.get(DESK, {name: word[:2000]}).status_code == 200
    assert client.get(f"{DESK}noter/", {"q": word[:2000]}).status_code in SAID
    treated = {"absence": f"{period}-{word}", "reponse": word, "motif": word, "decision": "refusee", "mots": word}
    forms = {
        DESK: treated,
        f"{DESK}{period}/": {**treated, "vue": f"{period}-1", "motif": ""},
        f"{DESK}{period}/suivi/": {"fait": "sms", "commentaire": word},
        f"{DESK}noter/?eleve={noe}": {"debut": "2026-12-01", "debut_heure": word, "fin": word, "mots": word},
        f"{DESK}eleves/{noe}/alerte/": {"kind": "absence", "commentaire": word},
        "/0310001A/reglages/presence/": {"grace_minutes": word, "counting": word},
        "/0310001A/reglages/presence/motifs/ajouter/": {"label": word, "kind": "absence"},
    }
    answers = {path: client.post(path, said).status_code for path, said in forms.items()}
    assert {path: status for path, status in answers.items() if status not in SAID} == {}
