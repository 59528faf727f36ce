"""The council of a class: decisions typed by several, what was shown, closing and validating (capability C94)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.live import may_listen_to_council
from preau.bulletins.models import (
    BulletinSettings,
    Council,
    CouncilDecision,
    CouncilDecisionVersion,
    CouncilSnapshot,
    Mention,
)
from preau.directory.models import FormTeacher, Term
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import TermLock
from preau.kernel.actor import Actor, Profile, SchoolRef
from tests.cast import NOW, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]


@pytest.fixture(autouse=True)
def form_teacher(cast: Cast) -> None:
    """Mme Durand is the form teacher of 4e B."""
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.durand, begins_on=YEAR_START
        )


def path(cast: Cast, *more: object, term: str = "4B-1") -> str:
    steps = "".join(f"{one}/" for one in more)
    return f"/0310001A/bulletins/classes/{cast.terms[term].pk}/conseil/{steps}"


def mention(cast: Cast, label: str) -> Mention:
    with everywhere(cast):
        return Mention.objects.get(school=cast.schools["college"], label=label)


def write(client: Client, cast: Cast, field: str, text: object, seen: int = 0, **more: str) -> tuple[int, str]:
    pupil = cast.lea.pk
    answer = client.post(path(cast, pupil, "decision"), {f"a-{field}-{pupil}-{seen}": text, **more})
    return answer.status_code, answer.content.decode()


def sent(client: Client, cast: Cast, **fields: tuple[str, int]) -> dict[str, dict[str, object]]:
    """What a script hears of each field that it sends as (text, version seen)."""
    pupil = cast.lea.pk
    body = {f"a-{field}-{pupil}-{seen}": text for field, (text, seen) in fields.items()}
    answer = client.post(path(cast, pupil, "decision"), body, headers={"accept": "application/json"})
    texts: dict[str, dict[str, object]] = answer.json()["texts"]
    return {key.partition("-")[0]: told for key, told in texts.items()}


def decision(cast: Cast) -> CouncilDecision:
    with everywhere(cast):
        return CouncilDecision.objects.select_related("mention").get(pupil_id=cast.lea.pk)


def advance(client: Client, cast: Cast, step: str) -> tuple[int, str]:
    answer = client.post(path(cast, "geste"), {"geste": step})
    return answer.status_code, answer.content.decode()


def test_each_field_is_saved_by_itself(cast: Cast, visit: Visit) -> None:
    congratulations = mention(cast, "Félicitations")
    assert write(visit("durand"), cast, "synthese", "Un très bon trimestre.")[0] == 302
    assert write(visit("chef"), cast, "mention", congratulations.pk, 1)[0] == 302
    assert write(visit("durand"), cast, "pour", "12", 2)[0] == 302
    one = decision(cast)
    assert (one.synthesis, one.mention, one.orientation) == ("Un très bon trimestre.", congratulations, "")
    assert (one.votes, one.version, one.written_by_id) == ({"pour": "12"}, 3, cast.durand.pk)
    with everywhere(cast):
        assert CouncilDecisionVersion.objects.count() == 2


def test_two_people_in_two_fields_do_not_disturb_each_other(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast, "synthese", "Bon travail.")
    told = sent(visit("chef"), cast, avis=("Seconde générale envisagée.", 0))
    assert (told["avis"]["outcome"], told["avis"]["version"]) == ("ecrite", 2)
    one = decision(cast)
    assert (one.synthesis, one.orientation) == ("Bon travail.", "Seconde générale envisagée.")


def test_nobody_overwrites_what_she_did_not_see(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast, "synthese", "Bon travail.")
    told = sent(visit("chef"), cast, synthese=("Travail irrégulier.", 0))["synthese"]
    assert (told["outcome"], told["text"], told["version"]) == ("conflit", "Bon travail.", 1)
    assert told["message"] == (
        "Claire Durand, le 24/11/2026 à 10\u202fh\u202f15 a écrit entre-temps\u202f: «\u202fBon travail.\u202f»."
    )
    status, page = write(visit("chef"), cast, "synthese", "Travail irrégulier.")
    assert (status, "Bon travail." in page, "Travail irrégulier." in page) == (422, True, True)
    assert decision(cast).synthesis == "Bon travail."
    assert sent(visit("chef"), cast, synthese=("Bon travail.", 0))["synthese"]["outcome"] == "inchangee"
    assert sent(visit("chef"), cast, synthese=("Régulier.", 1))["synthese"]["outcome"] == "ecrite"


def test_a_mention_that_changed_is_named_in_the_conflict(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast, "mention", mention(cast, "Compliments").pk)
    told = sent(visit("chef"), cast, mention=(str(mention(cast, "Félicitations").pk), 0))["mention"]
    assert (told["outcome"], "«\u202fCompliments\u202f»" in str(told["message"])) == ("conflit", True)


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("synthese", "x" * 1001, "1001 caractères sur 1000\u202f: raccourcissez de 1."),
        ("avis", "x" * 301, "301 caractères sur 300\u202f: raccourcissez de 1."),
        ("mention", "999999", "choisissez dans la liste"),
        ("pour", "beaucoup", "Un nombre de voix, de 0 à 99."),
        ("contre", "100", "Un nombre de voix, de 0 à 99."),
    ],
)
def test_what_a_field_does_not_take_is_told(cast: Cast, visit: Visit, field: str, text: str, told: str) -> None:
    status, page = write(visit("durand"), cast, field, text)
    assert (status, told in page) == (422, True)
    with everywhere(cast):
        assert not CouncilDecision.objects.exists()


def test_a_warning_is_offered_only_where_the_school_wants_it(cast: Cast, visit: Visit) -> None:
    warning = mention(cast, "Avertissement de travail")
    page = visit("durand").get(path(cast, cast.lea.pk)).content.decode()
    assert ("Félicitations" in page, warning.label in page) == (True, False)
    assert write(visit("durand"), cast, "mention", warning.pk)[0] == 422
    with everywhere(cast):
        BulletinSettings.objects.create(school=cast.schools["college"], has_warnings=True)
    assert warning.label in visit("durand").get(path(cast, cast.lea.pk)).content.decode()
    assert write(visit("durand"), cast, "mention", warning.pk)[0] == 302


def test_a_stale_name_of_field_and_another_class_write_nothing(cast: Cast, visit: Visit) -> None:
    durand = visit("durand")
    for name in ("a-rang-1-0", f"a-synthese-{cast.noe.pk}-0", f"a-synthese-{cast.lea.pk}-x"):
        assert durand.post(path(cast, cast.lea.pk, "decision"), {name: "x"}).status_code == 409
    assert (
        durand.post(path(cast, cast.tom.pk, "decision"), {f"a-synthese-{cast.tom.pk}-0": "x"}).status_code == 404
    )


def test_only_those_who_hold_the_council_write(cast: Cast, visit: Visit) -> None:
    for name in ("petit", "cpe", "jumeau_chef", "marc", "lea"):
        assert write(visit(name), cast, "synthese", "x")[0] == 404
        assert advance(visit(name), cast, "ouvrir")[0] == 404
    assert visit("cpe").get(path(cast, cast.lea.pk)).status_code == 200
    assert "textarea" not in visit("cpe").get(path(cast, cast.lea.pk)).content.decode()
    for name in ("petit", "lea", "marc"):
        assert visit(name).get(path(cast, cast.lea.pk)).status_code == 404


def test_the_page_shows_what_is_known_and_hides_votes(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast, "contre", "3")
    page = visit("chef").get(path(cast, cast.lea.pk)).content.decode()
    assert "Mathématiques" in page
    assert re.search(r'data-label="Moyenne" class="number">\s*14 ', page)
    assert "demi-journées d’absence justifiées" in page
    assert '<details class="disclosure"><summary>Votes</summary>' in page
    assert "contre" not in visit("cpe").get(path(cast, cast.lea.pk)).content.decode().lower()


def test_the_names_of_others_are_masked_when_asked(cast: Cast, visit: Visit) -> None:
    here = path(cast, cast.lea.pk)
    assert "Bœuf Noé" in visit("chef").get(here).content.decode()
    page = visit("chef").get(f"{here}?masque=1").content.decode()
    assert ("Bœuf" in page, "Noé" in page, "Élève 1" in page) == (False, False, True)
    there = visit("chef").get(path(cast, "aller"), {"eleve": str(cast.noe.pk), "masque": "1"})
    assert there["Location"] == f"{path(cast, cast.noe.pk)}?masque=1"


def test_former_councils_and_terms_show_how_she_evolves(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast, "synthese", "De bons débuts.")
    write(visit("durand"), cast, "mention", mention(cast, "Encouragements").pk, 1)
    with everywhere(cast):
        Term.objects.filter(pk=cast.terms["4B-2"].pk).update(starts_on="2026-11-23")
        Term.objects.filter(pk=cast.terms["4B-1"].pk).update(ends_on="2026-11-22")
    page = visit("durand").get(path(cast, cast.lea.pk, term="4B-2")).content.decode()
    assert "Trimestre 1, Encouragements" in page
    assert "De bons débuts." in page
    assert "trimestre 1\u202f: 14\u202f; trimestre 2\u202f: NN" in page


def test_what_was_shown_is_kept_when_the_council_passes_on(cast: Cast, visit: Visit) -> None:
    durand = visit("durand")
    assert durand.post(path(cast, cast.lea.pk, "passer"), {"vers": cast.noe.pk}).status_code == 409
    assert advance(durand, cast, "ouvrir")[0] == 302
    write(durand, cast, "synthese", "Un très bon trimestre.")
    write(durand, cast, "pour", "9", 1)
    for _again in range(2):
        answer = durand.post(path(cast, cast.lea.pk, "passer") + "?grand=1", {"vers": cast.noe.pk})
        assert answer["Location"] == f"{path(cast, cast.noe.pk)}?grand=1"
    with everywhere(cast):
        (kept,) = CouncilSnapshot.objects.all()
    assert (kept.pupil_id, kept.shown_at) == (cast.lea.pk, NOW)
    assert kept.shown["decision"] == {"synthese": "Un très bon trimestre.", "mention": "", "avis": ""}
    assert [(one["subject"], one["average"]) for one in kept.shown["subjects"]] == [("Mathématiques", "14")]
    page = durand.get(path(cast, cast.lea.pk, "vues")).content.decode()
    assert "Un très bon trimestre." in page
    assert "Mardi 24 novembre à 10\u202fh\u202f15" in page
    assert visit("cpe").get(path(cast, cast.lea.pk, "vues")).status_code == 404


def test_a_council_closes_whole_then_the_direction_validates(cast: Cast, visit: Visit) -> None:
    durand, chef = visit("durand"), visit("chef")
    assert advance(durand, cast, "clore")[0] == 409
    assert advance(durand, cast, "ouvrir")[0] == 302
    assert advance(durand, cast, "ouvrir")[0] == 302
    write(durand, cast, "synthese", "Un très bon trimestre.")
    status, page = advance(durand, cast, "clore")
    assert (status, "Il manque une synthèse à\u202f: Bœuf Noé." in page) == (409, True)
    page = durand.get(path(cast)).content.decode()
    assert ("il manque la synthèse de" in page, "Clore le conseil" in page) == (True, False)
    noe = {f"a-synthese-{cast.noe.pk}-0": "Des progrès."}
    durand.post(path(cast, cast.noe.pk, "decision"), noe)
    assert advance(chef, cast, "valider")[0] == 409
    assert advance(durand, cast, "clore")[0] == 302
    assert advance(durand, cast, "valider")[0] == 404
    status, page = write(durand, cast, "synthese", "Autre chose.", 1)
    assert (status, "Le conseil est clos" in page) == (422, True)
    assert advance(chef, cast, "valider")[0] == 302
    status, page = advance(durand, cast, "rouvrir")
    assert (status, "elle seule le rouvre" in page) == (409, True)
    with everywhere(cast):
        council = Council.objects.get(term=cast.terms["4B-1"])
        assert (council.closed_at, council.validated_at, council.validated_by_id) == (NOW, NOW, cast.chef.pk)
    assert advance(chef, cast, "rouvrir")[0] == 302
    with everywhere(cast):
        council = Council.objects.get(term=cast.terms["4B-1"])
        assert (council.closed_at, council.validated_at) == (None, None)
        names = list(
            LedgerEvent.objects.filter(name__startswith="bulletins.Council").values_list("name", flat=True)
        )
    assert names == [f"bulletins.Council{fact}" for fact in ("Opened", "Closed", "Validated", "Reopened")]


def test_a_closed_term_decides_nothing(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"],
            term=cast.terms["4B-1"],
            state="fermee",
            changed_at=NOW,
            changed_by_id=1,
        )
    chef = visit("chef")
    for expected, (status, page) in (
        (422, write(chef, cast, "synthese", "x")), (409, advance(chef, cast, "ouvrir")),
    ):  # fmt: skip
        assert (status, "La période est fermée" in page) == (expected, True)


def test_a_step_that_is_none_is_told(cast: Cast, visit: Visit) -> None:
    assert advance(visit("chef"), cast, "publier")[0] == 409
    assert visit("chef").post(path(cast, cast.lea.pk, "passer"), {"vers": "x"}).status_code == 409


def test_fragments_are_asked_again_after_a_colleague_wrote(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast, "synthese", "Bon travail.")
    here = path(cast, cast.lea.pk)
    now = visit("chef").get(f"{here}?partie=avis", headers={"hx-request": "true"}).content.decode()
    assert f"&#34;synthese-{cast.lea.pk}&#34;: [&#34;Bon travail.&#34;, 1]" in now
    assert "<html" not in now
    facts = visit("chef").get(f"{here}?partie=faits", headers={"hx-request": "true"}).content.decode()
    assert ("Mathématiques" in facts, "synthese" in facts) == (True, False)
    assert (
        "Bon travail." in visit("cpe").get(f"{here}?partie=avis", headers={"hx-request": "true"}).content.decode()
    )


@pytest.mark.parametrize(
    ("profile", "rest", "listens"),
    [
        (Profile.TEACHER, "7:avis:12", True),
        (Profile.VIE_SCOLAIRE, "7:faits:12", True),
        (Profile.DIRECTION, "7:classe:3", True),
        (Profile.GUARDIAN, "7:avis:12", False),
        (Profile.DIRECTION, "8:avis:12", False),
        (Profile.DIRECTION, "7:votes:12", False),
        (Profile.DIRECTION, "7:avis:x", False),
        (Profile.DIRECTION, "7", False),
    ],
)
def test_the_staff_of_the_school_alone_listens_to_its_councils(profile: Profile, rest: str, listens: bool) -> None:
    someone = Actor(person_id=1, profile=profile, schools=(SchoolRef(7, "0310001A", "Jean-Jaurès"),))
    assert may_listen_to_council(someone, rest) is listens
