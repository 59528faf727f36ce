"""Who answers for a pupil, as the feed says it and as a decision may fix it by hand (rule B8)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from preau.access.actors import attachments_of
from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.plan import Plan
from preau.exchange.aaf.tests.college import bring, college, guardians_of, person_of, pupil, rows
from preau.kernel.actor import Profile

pytestmark = pytest.mark.usefixtures("owner")

LEGAL, IN_CHARGE, CONTACT = (True, True, True), (True, True, False), (False, False, False)


def profiles_of(key: str) -> tuple[Profile, ...]:
    """The profiles that somebody of the feed may wear, as sign-in asks for them, under the role of screens."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE preau_app")
        found = attachments_of(person_of(key)["id"]).profiles()
        cursor.execute("SET LOCAL ROLE NONE")
    return found


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def reasons(plan: Plan) -> list[str]:
    return [reason for kind in plan.anomalies for _file, _line, reason in kind.first]


def test_the_capabilities_start_from_the_level(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["11$10$1$1$1$0", "12$20$0$2$1$0", "13$39$0$3$0$0"]
    bring(feed, tmp_path)
    assert guardians_of("Léa") == {
        "Sofia": (1, 10, *LEGAL),
        "Marc": (2, 20, *IN_CHARGE),
        "Inès": (3, 39, *CONTACT),
    }


def test_a_guardian_signs_in_as_such_and_a_contact_opens_nothing(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["11$10$1$1$1$0", "12$39$0$3$0$0"]
    bring(feed, tmp_path)
    assert profiles_of("11") == (Profile.GUARDIAN,)
    assert profiles_of("12") == ()
    assert profiles_of("1") == (Profile.PUPIL,)
    assert profiles_of("21") == (Profile.TEACHER,)


def test_the_second_parent_of_an_old_delivery_is_a_legal_representative(tmp_path: Path) -> None:
    feed = college()
    feed.header = '<!-- versionAF="AAF-VE1301" -->\n'
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["12$1$1$1$1$0", "11$2$0$2$1$0"]
    feed.pupils["2"]["ENTElevePersRelEleve"] = "13$2$1$1$1$0"
    bring(feed, tmp_path)
    assert guardians_of("Léa") == {"Marc": (1, 20, *LEGAL), "Sofia": (1, 10, *LEGAL)}


def test_the_reading_of_a_source_is_known_once_its_last_pupil_is_read(tmp_path: Path) -> None:
    """Old links with both parents written 1: the new generation, so that a 2 is a person in charge."""
    feed = college()
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["11$2$1$1$1$0", "13$3$0$2$1$0"]
    feed.pupils["2"]["ENTElevePersRelEleve"] = ["13$2$1$1$1$0", "12$1$0$1$1$0"]
    bring(feed, tmp_path)
    assert guardians_of("Léa")["Inès"] == (2, 50, *IN_CHARGE)


def test_only_relatives_of_a_pupil_who_comes_in_come_in(tmp_path: Path) -> None:
    feed = college()
    feed.relatives["98"] = feed.relatives["99"] | {"givenName": "Anne"}
    feed.pupils["4"] = pupil("PARTI", "Luc", key="777", ENTElevePersRelEleve="98$10$1$1$1$0")
    plan = bring(feed, tmp_path)
    assert plan.left_out["orphelins"] == 2
    assert rows("SELECT 1 FROM person WHERE last_name = 'PERSONNE'") == []


def test_a_level_that_changes_changes_the_rights(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["11$10$1$1$1$0", "12$20$0$3$0$0"]
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {What.GUARDIAN_CHANGED: 1}
    assert guardians_of("Léa")["Marc"] == (3, 20, *CONTACT)


def test_a_relation_that_is_gone_is_closed_and_may_come_back(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    both = feed.pupils["1"]["ENTElevePersRelEleve"]
    feed.pupils["1"]["ENTElevePersRelEleve"] = both[0]
    assert bring(feed, tmp_path).schools[0].counts == {What.GUARDIAN_OUT: 1}
    assert set(guardians_of("Léa")) == {"Sofia"}
    feed.pupils["1"]["ENTElevePersRelEleve"] = both
    assert bring(feed, tmp_path).schools[0].counts == {What.GUARDIAN_IN: 1}
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}


BY_HAND = """
UPDATE guardianship g SET is_set_by_hand = true, no_contact = true, is_informed = false, may_consult = false,
       may_decide = false, decision_reference = 'JAF Béziers 26/1234' {more}
  FROM person p, person c WHERE p.id = g.guardian_id AND c.id = g.pupil_id AND p.first_name = 'Marc'
   AND p.last_name = 'MARTIN' AND c.first_name = 'Léa'
"""


@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_a_decision_fixed_by_hand_survives_whatever_the_level(tmp_path: Path, level: int) -> None:
    feed = college()
    bring(feed, tmp_path)
    execute(BY_HAND.format(more=""))
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["11$10$1$1$1$0", f"12$42$1${level}$1$0"]
    bring(feed, tmp_path)
    assert guardians_of("Léa")["Marc"] == (level, 42, *CONTACT)
    assert bring(feed, tmp_path).is_empty


def test_a_decision_by_hand_survives_a_relation_that_is_gone_and_is_told(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    execute(BY_HAND.format(more=""))
    feed.pupils["1"]["ENTElevePersRelEleve"] = "11$10$1$1$1$0"
    plan = bring(feed, tmp_path)
    assert plan.is_empty
    assert guardians_of("Léa")["Marc"] == (1, 20, *CONTACT)
    assert any("fixée à la main n’est plus dans la livraison" in reason for reason in reasons(plan))


def test_what_was_closed_by_hand_is_not_opened_again(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    execute(BY_HAND.format(more=", ends_on = '2026-11-20'"))
    plan = bring(feed, tmp_path)
    assert plan.is_empty
    assert set(guardians_of("Léa")) == {"Sofia"}
    assert any("close à la main" in reason for reason in reasons(plan))


def test_a_relative_who_is_not_delivered_is_told_and_loses_nothing(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    del feed.relatives["12"]
    feed.pupils["3"]["ENTElevePersRelEleve"] = "404$10$1$1$1$0"
    plan = bring(feed, tmp_path)
    assert plan.is_empty
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}
    assert reasons(plan) == [
        "le responsable 12 est absent de la livraison : sa fiche est gardée telle quelle",
        "le responsable 404 est absent de la livraison : relation laissée de côté",
    ]


def test_a_pupil_who_is_not_delivered_keeps_his_guardians(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    del feed.pupils["1"], feed.relatives["11"], feed.relatives["12"]
    bring(feed, tmp_path)
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}
