"""What a council says of its class: written afterwards, validated by the direction, read by that class alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.models import Council, CouncilDecision
from preau.directory.models import FormTeacher
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.notices.models import Notice
from tests.cast import NOW, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
SAID = {"synthesis": "Une classe vivante.", "minutes": "Les délégués remercient.", "seen": "1"}


@pytest.fixture(autouse=True)
def whole_council(cast: Cast) -> None:
    """Mme Durand, form teacher of 4e B, opened the council of the first trimester: everything is said of each."""
    with everywhere(cast):
        college = cast.schools["college"]
        FormTeacher.objects.create(
            school=college, group=cast.groups["4B"], person=cast.durand, begins_on=YEAR_START
        )
        Council.objects.create(
            school=college, group=cast.groups["4B"], term=cast.terms["4B-1"], opened_at=NOW,
            opened_by_id=cast.durand.pk,
        )  # fmt: skip
        for pupil in (cast.lea, cast.noe):
            CouncilDecision.objects.create(
                school=college, pupil_id=pupil.pk, term=cast.terms["4B-1"], synthesis="Bien.", written_at=NOW,
                written_by_id=cast.durand.pk,
            )  # fmt: skip


def path(cast: Cast, *more: str) -> str:
    return f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/conseil/" + "".join(f"{one}/" for one in more)


def write(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    answer = client.post(path(cast, "classe"), {**SAID, **said})
    return answer.status_code, answer.content.decode()


def council(cast: Cast) -> Council:
    with everywhere(cast):
        return Council.objects.get(term=cast.terms["4B-1"])


def validate(cast: Cast, visit: Visit) -> None:
    for step in ("clore", "valider"):
        assert visit("chef").post(path(cast, "geste"), {"geste": step}).status_code == 302


def told(cast: Cast) -> set[str]:
    """Who has it under « Quoi de neuf », by name of the cast."""
    with everywhere(cast):
        deliver_all()
        notices = Notice.objects.filter(kind="bulletins:council", withdrawn_at=None)
        names = {someone.pk: name for name, someone in cast.people.items()}
        return {names[notice.recipient_id] for notice in notices}


def test_families_read_it_once_the_direction_validated(cast: Cast, visit: Visit) -> None:
    there = f"/eleves/{cast.lea.pk}/conseils/"
    assert write(visit("durand"), cast)[0] == 302
    assert "Une classe vivante." not in visit("marc").get(there).content.decode()
    assert told(cast) == set()
    validate(cast, visit)
    for name in ("marc", "sofia", "lea"):
        page = visit(name).get(there).content.decode()
        assert ("Une classe vivante." in page, "Les délégués remercient." in page) == (True, True)
    assert told(cast) == {"marc", "sofia", "lea", "noe", "double"}
    for name in ("noe", "oncle", "jumeau_parent", "tom"):
        assert visit(name).get(there).status_code in {302, 404}


def test_reopened_nothing_is_read_any_more(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast)
    validate(cast, visit)
    assert told(cast)
    visit("chef").post(path(cast, "geste"), {"geste": "rouvrir"})
    assert told(cast) == set()
    assert "Une classe vivante." not in visit("marc").get(f"/eleves/{cast.lea.pk}/conseils/").content.decode()


def test_once_validated_the_direction_alone_changes_it(cast: Cast, visit: Visit) -> None:
    validate(cast, visit)
    status, page = write(visit("durand"), cast, seen=3)
    assert (status, "demandez-lui de le corriger" in page) == (422, True)
    assert write(visit("chef"), cast, seen=3)[0] == 302
    assert council(cast).minutes == "Les délégués remercient."
    assert "lea" in told(cast)


def test_nobody_overwrites_what_she_did_not_see(cast: Cast, visit: Visit) -> None:
    write(visit("durand"), cast)
    status, page = write(visit("chef"), cast, synthesis="Une classe calme.")
    assert (status, "Une classe vivante." in page, "Une classe calme." in page) == (422, True, True)
    assert write(visit("durand"), cast)[0] == 302
    assert council(cast).version == 2


@pytest.mark.parametrize(("field", "length"), [("synthesis", 1001), ("minutes", 10001)])
def test_what_is_too_long_is_told(cast: Cast, visit: Visit, field: str, length: int) -> None:
    status, page = write(visit("durand"), cast, **{field: "x" * length})
    assert (status, "raccourcissez de 1" in page) == (422, True)


def test_colleagues_and_the_twin_are_refused(cast: Cast, visit: Visit) -> None:
    for name in ("petit", "cpe", "jumeau_chef", "marc"):
        assert write(visit(name), cast)[0] == 404
    assert council(cast).synthesis == ""
