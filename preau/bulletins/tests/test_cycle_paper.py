"""The end-of-cycle report as a PDF: for the staff once validated, for a family once given (C90, C98)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from preau.bulletins.cards.content import PupilSaid, SchoolSaid
from preau.bulletins.cards.cycle_paper import (
    CyclePaper,
    cycle_file,
    cycle_papers_in_pdf,
    cycle_papers_in_pictures,
)
from preau.bulletins.cycle import DOMAINS, CycleWords
from preau.bulletins.models import BulletinSettings, CycleReport, ReportCard
from tests.cast import NOW, Cast, everywhere
from tests.portraits import png

Visit = Callable[[str], Client]
LEVELS = {**dict.fromkeys(DOMAINS, 3), "CPD_ETR": 0}
PAPER = CyclePaper(
    1, "2026-2027", 4, CycleWords(LEVELS, "Tout est acquis.", "LCA", 2, "OCI", 2), 1, NOW,
    SchoolSaid("0310001A", "Collège Jean-Jaurès", "college"), PupilSaid(1, "MARTIN", "Léa", "2012-05-03"), "3e B",
    "Mme Roux", "Principale", "EN",
)  # fmt: skip


@pytest.fixture
def report(cast: Cast) -> CycleReport:
    """That of Léa at the end of this year, validated, before her last card is published."""
    with everywhere(cast):
        return CycleReport.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, group=cast.groups["4B"], cycle=4,
            year_label="2026-2027", levels=LEVELS, synthesis="Tout est acquis.", language="OCI", language_level=2,
            written_at=NOW, written_by_id=1, validated_at=NOW,
        )  # fmt: skip


def give(cast: Cast) -> ReportCard:
    """Her card of the last term, published."""
    with everywhere(cast):
        card = ReportCard.objects.get()
        card.pk, card.term, card.published_at = None, cast.terms["4B-3"], NOW
        card.content = {**card.content, "signatory": "Mme Alors", "function": "Principale"}
        card.save()
    return card


def staff(cast: Cast, report_id: int) -> str:
    return f"/0310001A/bulletins/eleves/{cast.lea.pk}/cycles/{report_id}/pdf/"


def family(cast: Cast, report_id: int) -> str:
    return f"/eleves/{cast.lea.pk}/bulletins/cycles/{report_id}/pdf/"


def test_the_staff_who_read_her_cards_download_what_is_validated(
    cast: Cast, visit: Visit, report: CycleReport
) -> None:
    there = staff(cast, report.pk)
    for name in ("durand", "cpe", "chef", "secretaire"):
        answer = visit(name).get(there)
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
        assert there in visit(name).get(f"/0310001A/bulletins/eleves/{cast.lea.pk}/").content.decode()
    assert "cycle-4-2026-2027.pdf" in visit("chef").get(there)["Content-Disposition"]
    for name in ("petit", "marc", "lea", "jumeau_chef", "jumeau_prof"):
        assert visit(name).get(there).status_code == 404
    class_page = visit("chef").get(f"/0310001A/bulletins/cycles/4/{cast.groups['4B'].pk}/").content.decode()
    pupil_page = visit("chef").get(f"/0310001A/bulletins/cycles/4/{cast.groups['4B'].pk}/{cast.lea.pk}/")
    assert (there in class_page, there in pupil_page.content.decode()) == (True, True)
    with everywhere(cast):
        CycleReport.objects.filter(pk=report.pk).update(validated_at=None)
    assert visit("chef").get(there).status_code == 404
    assert there not in visit("chef").get(f"/0310001A/bulletins/eleves/{cast.lea.pk}/").content.decode()


def test_one_of_another_pupil_or_school_is_not_found(cast: Cast, visit: Visit, report: CycleReport) -> None:
    assert (
        visit("chef").get(f"/0310001A/bulletins/eleves/{cast.noe.pk}/cycles/{report.pk}/pdf/").status_code == 404
    )
    twin = cast.schools["twin"].uai
    assert (
        visit("jumeau_chef").get(f"/{twin}/bulletins/eleves/{cast.lea.pk}/cycles/{report.pk}/pdf/").status_code
        == 404
    )


def test_her_family_downloads_it_once_it_is_given(cast: Cast, visit: Visit, report: CycleReport) -> None:
    there, page = family(cast, report.pk), f"/eleves/{cast.lea.pk}/bulletins/"
    for name in ("marc", "lea"):
        assert visit(name).get(there).status_code == 404
        assert there not in visit(name).get(page).content.decode()
    give(cast)
    for name in ("marc", "sofia", "lea"):
        answer = visit(name).get(there)
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
        assert answer["Content-Disposition"].startswith("attachment")
        assert there in visit(name).get(page).content.decode()
    for name in ("double", "noe", "durand", "chef", "jumeau_parent"):
        assert visit(name).get(there).status_code == 404
    assert visit("marc").get(family(cast, cast.words["cycle"])).status_code == 404
    assert visit("marc").get(f"/eleves/{cast.noe.pk}/bulletins/cycles/{report.pk}/pdf/").status_code == 404


def test_it_is_among_all_the_documents_of_the_pupil(cast: Cast, visit: Visit, report: CycleReport) -> None:
    there = f"/eleves/{cast.lea.pk}/bulletins/tous/"
    assert files(visit("lea"), there) == ["01-2026-2027-trimestre-1.pdf"]
    give(cast)
    assert "cycle-4-2026-2027" in files(visit("lea"), there)[-1]
    with zipfile.ZipFile(io.BytesIO(visit("lea").get(there).content)) as packed:
        kept = packed.read(packed.namelist()[-1])
    assert kept == visit("lea").get(family(cast, report.pk)).content


def files(client: Client, there: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(client.get(there).content)) as packed:
        return packed.namelist()


def test_both_sign_as_the_last_card_of_the_year_does(cast: Cast, visit: Visit, report: CycleReport) -> None:
    before = visit("chef").get(staff(cast, report.pk)).content
    give(cast)
    with everywhere(cast):
        BulletinSettings.objects.update_or_create(
            school=cast.schools["college"], defaults={"signatory": "M. Depuis", "function": "Proviseur"}
        )
    after = visit("chef").get(staff(cast, report.pk)).content
    assert before != after == visit("marc").get(family(cast, report.pk)).content


def test_every_level_is_in_words() -> None:
    assert PAPER.domains[0] == ("Langue française à l’oral et à l’écrit", 3, "Maîtrise satisfaisante")
    assert PAPER.domains[1] == ("Langues étrangères ou régionales", None, "Dispensé")
    assert PAPER.pairs[-2:] == (
        ("Langues et cultures de l’Antiquité", "Objectifs dépassés"),
        ("Occitan", "Niveau A2 atteint"),
    )
    bare = replace(PAPER, said=CycleWords({"CPD_FRA": 4}, "", "LCA", None, "OCI", None))
    assert bare.pairs == (("Langue française à l’oral et à l’écrit", "Très bonne maîtrise"),)
    assert (bare.domains[2][1:], bare.complement, bare.language) == ((None, ""), None, None)


def test_the_longest_synthesis_stands_on_the_page_of_its_pupil() -> None:
    long = replace(
        PAPER, said=replace(PAPER.said, synthesis=("Des progrès réguliers et du sérieux. " * 50)[:1500])
    )
    assert len(cycle_papers_in_pictures([long, PAPER], logo=png())) == 2
    lines = replace(PAPER, said=replace(PAPER.said, synthesis="Oui.\n" * 120))
    assert len(cycle_papers_in_pictures([lines])) > 1


def test_the_same_report_is_the_same_bytes_and_nothing_is_read_as_markup() -> None:
    assert cycle_papers_in_pdf([PAPER]) == cycle_papers_in_pdf([PAPER])
    hostile = replace(PAPER, said=replace(PAPER.said, synthesis="#panic() $x$ *gras* <balise> \\ `"))
    assert cycle_papers_in_pdf([hostile]).startswith(b"%PDF-1.7")
    assert cycle_file(PAPER) == "martin-lea-cycle-4-2026-2027.pdf"
