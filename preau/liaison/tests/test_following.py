"""Staff follow the answers: by class, on paper, a reminder, a list to take away, slips (C37, C99)."""

from __future__ import annotations

from datetime import timedelta

from preau.access.models import Account
from preau.directory.models import Guardianship
from preau.kernel import clock
from preau.liaison.models import WordPupil
from preau.liaison.slip_code import code_of
from preau.liaison.tests.saying import (
    DESK,
    Look,
    Visit,
    answer,
    change,
    deliver,
    followed,
    outcome,
    reply_of,
    told,
)
from tests.cast import NOW, Cast


def of_lea(cast: Cast, word: str = "sortie") -> str:
    return f"{followed(cast, word)}eleves/{cast.lea.pk}/"


def test_the_follow_up_says_what_each_did(cast: Cast, visit: Visit) -> None:
    visit("sofia").post(f"/eleves/{cast.lea.pk}/carnet/{cast.liaison['sortie']}/ouvert/")
    answer(visit("marc"), cast, "non", texte="Il sera absent.")
    html = visit("durand").get(followed(cast)).content.decode()
    assert "1 sur 2" in html
    assert "Marc Martin\u202f: Refusé le mardi 24 novembre" in html
    assert "Sofia Ségala\u202f: ouvert le" in html
    assert "Inès Bœuf\u202f: pas encore ouvert" in html
    awaited = visit("durand").get(f"{followed(cast)}?montrer=attendus").content.decode()
    assert "Noé Bœuf" in awaited
    assert "Léa Martin-Ségala" not in awaited
    family = visit("durand").get(of_lea(cast)).content.decode()
    assert "«\u202fIl sera absent.\u202f»" in family


def test_an_uncle_without_access_is_of_no_family(cast: Cast, visit: Visit) -> None:
    assert "Jean Martin" not in visit("durand").get(of_lea(cast)).content.decode()


def test_an_answer_on_paper_is_copied_and_says_by_whom(cast: Cast, visit: Visit) -> None:
    path = of_lea(cast)
    assert visit("cpe").post(path, {"personne": cast.sofia.pk, "valeur": "oui"}).status_code == 302
    kept = reply_of(cast, "sofia")
    assert (kept.value, kept.typed_by_id, kept.account_id) == ("oui", cast.cpe.pk, None)
    assert outcome(cast) == "repondu"
    assert "Papier, recopié par Maëlle Costa" in visit("durand").get(path).content.decode()


def test_nobody_signs_on_paper_who_may_not_sign(cast: Cast, visit: Visit) -> None:
    for person in (cast.oncle.pk, cast.lea.pk, cast.durand.pk, "x"):
        response = visit("cpe").post(of_lea(cast), {"personne": person, "valeur": "oui"})
        assert (response.status_code, "Choisissez qui a signé" in response.content.decode()) == (422, True)
    assert visit("cpe").post(of_lea(cast), {"personne": cast.sofia.pk, "valeur": "peut-être"}).status_code == 422
    change(cast, answer="lecture")
    assert visit("cpe").post(of_lea(cast), {"personne": cast.sofia.pk}).status_code == 422
    assert outcome(cast) == "attendu"


def test_the_office_may_change_a_late_refusal_on_paper(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, "non")
    with clock.at(NOW + timedelta(days=7)):
        assert visit("cpe").post(of_lea(cast), {"personne": cast.marc.pk, "valeur": "oui"}).status_code == 302
    assert outcome(cast) == "repondu"


def test_a_reminder_goes_to_those_awaited_and_once_a_day(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast)
    durand = visit("durand")
    assert durand.post(f"{followed(cast)}rappeler/").status_code == 302
    deliver()
    assert told(cast, "double", "liaison:reminder") == ["Noé\u202f: Sortie au théâtre"]
    assert told(cast, "marc", "liaison:reminder") == told(cast, "sofia", "liaison:reminder") == []
    assert durand.post(f"{followed(cast)}rappeler/").status_code == 409
    with clock.at(NOW + timedelta(days=1)):
        assert visit("cpe").post(f"{followed(cast)}rappeler/").status_code == 302


def test_when_all_must_sign_the_one_who_did_is_not_reminded(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, word="voyage")
    visit("chef").post(f"{followed(cast, 'voyage')}rappeler/")
    deliver()
    assert told(cast, "sofia", "liaison:reminder") == ["Léa\u202f: Voyage à Barcelone"]
    assert told(cast, "marc", "liaison:reminder") == []


def test_when_everybody_answered_nobody_is_reminded(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        WordPupil.objects.filter(word_id=cast.liaison["sortie"]).update(outcome="repondu")
    response = visit("durand").post(f"{followed(cast)}rappeler/")
    assert (response.status_code, "Toutes les familles ont répondu" in response.content.decode()) == (409, True)


def test_the_list_is_taken_away(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast, texte="=1+1")
    text = visit("durand").get(f"{followed(cast)}reponses.csv").content.decode("utf-8-sig")
    line = next(one for one in text.splitlines() if "Marc Martin" in one)
    assert "4e B" in line
    assert "Autorisé" in line
    assert '"=1+1"' not in line
    assert ";=1+1;" not in line
    assert visit("durand").get(f"{DESK}{cast.liaison['brouillon']}/reponses.csv").status_code == 404


def test_slips_are_printed_for_families_without_an_account(cast: Cast, visit: Visit) -> None:
    path = f"{followed(cast)}talons.pdf"
    every = visit("durand").get(path)
    assert every.content.startswith(b"%PDF")
    Account.objects.filter(person=cast.double).update(activated_at=None)
    some = visit("durand").get(f"{path}?montrer=sans-compte")
    assert some.content.startswith(b"%PDF")
    assert some.content != every.content
    Account.objects.update(activated_at=NOW)
    assert visit("durand").get(f"{path}?montrer=sans-compte").status_code == 409
    assert visit("durand").get(f"{DESK}{cast.liaison['brouillon']}/talons.pdf").status_code == 404


def test_the_code_of_a_slip_opens_the_answer_to_copy(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        line = WordPupil.objects.get(word_id=cast.liaison["sortie"], pupil_id=cast.lea.pk).pk
    found = visit("cpe").get(f"{DESK}?code={code_of(line).lower()}")
    assert (found.status_code, found["Location"]) == (302, of_lea(cast))
    assert "d’aucun talon" in visit("cpe").get(f"{DESK}?code={line}Z9").content.decode()
    assert "d’aucun talon" in visit("petit").get(f"{DESK}?code={code_of(line)}").content.decode()
    assert "d’aucun talon" not in visit("jumeau_cpe").get("/0340002B/carnet/?code=").content.decode()
    assert "d’aucun talon" in visit("jumeau_cpe").get(f"/0340002B/carnet/?code={code_of(line)}").content.decode()


def test_who_signs_no_more_is_still_read(cast: Cast, visit: Visit) -> None:
    answer(visit("marc"), cast)
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc).update(ends_on=NOW.date())
    assert "Marc Martin\u202f: Autorisé" in visit("durand").get(followed(cast)).content.decode()
