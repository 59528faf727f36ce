"""Who mends what was found, by name, and on which page (capability C96)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from preau.bulletins.models import CycleReport, ProgrammeElement
from preau.directory.models import Membership, Person, School
from preau.exchange.lsu.check import check
from preau.exchange.lsu.findings import About, Finding, Gravity, Mender
from preau.exchange.lsu.mending import Mending, mending_of
from preau.exchange.lsu.tests.generated import Fill, generate, some_pupil
from preau.exchange.lsu.versions import VERSIONS


def test_a_cycle_without_report_is_for_the_form_teacher(school: School, filled: Fill) -> None:
    generate(school, 1)
    first, second = Membership.objects.filter(school=school, group__code="3e 1").values_list(
        "pupil_id", flat=True
    )[:2]
    CycleReport.objects.filter(pupil_id=first).delete()
    CycleReport.objects.filter(pupil_id=second).update(validated_at=None)
    one = filled("cycle")
    found = {finding.mender: finding for finding in one.findings}
    assert "le bilan n’est pas commencé" in found[Mender.FORM_TEACHER].sentence
    assert mending_of(found[Mender.FORM_TEACHER], one).who.startswith("Claude Prof")
    assert "la direction n’a pas validé le bilan" in found[Mender.DIRECTION].sentence
    assert f"E{first}" not in {pupil.key for pupil in one.livret.pupils}


def test_the_teacher_of_what_is_missing_is_named(school: School, filled: Fill) -> None:
    generate(school, 1)
    ProgrammeElement.objects.filter(gradebook__subject__code="061300").delete()
    one = filled("trimestre-1")
    (finding, *_more) = check(one.livret, VERSIONS[0]).blocking
    mending = mending_of(finding, one)
    teacher = Person.objects.get(pk=int(finding.about.teachers[0][1:]))
    assert mending.who == f"{teacher.first_name} {teacher.last_name}"
    assert mending == Mending(mending.who, "bulletins:missing", mending.words)


@pytest.mark.parametrize(
    ("field", "pupil", "period", "door"),
    [
        ("eleve/id-be", True, "", "upload:list"),
        ("responsable/civilite", True, "trimestre-1", "directory:person"),
        ("enseignant/id-sts", False, "", "upload:list"),
        ("responsables-etab", False, "", "bulletins:settings"),
        ("discipline/code", False, "", "grading:arrange"),
        ("acquis/appreciation", True, "trimestre-1", "bulletins:missing"),
        ("acquis-conseils", True, "trimestre-1", "bulletins:council"),
        ("vie-scolaire/nb-retards", True, "trimestre-1", "bulletins:school-life"),
        ("parcours", True, "trimestre-1", "bulletins:projects"),
        ("epi-eleve", True, "trimestre-1", "bulletins:projects"),
        ("epi/intitule", False, "", "bulletins:classes"),
        ("modalite-accompagnement/code", True, "trimestre-1", "bulletins:pupil-plans"),
        ("date-conseil-classe", True, "trimestre-1", "directory:councils"),
        ("date-verrou", True, "trimestre-1", "grading:locks"),
        ("socle/domaine", True, "", "bulletins:cycle-report"),
        ("entete/etablissement", False, "", ""),
    ],
)
def test_the_page_where_it_is_mended(
    school: School, filled: Fill, field: str, pupil: bool, period: str, door: str
) -> None:
    generate(school, 1, classes=("3e 1",), pupils=1)
    key = f"E{some_pupil(school).pk}" if pupil else ""
    finding = Finding(Gravity.BLOCKING, Mender.DIRECTION, About("Elle", key, period), field, "Il manque cela.")
    mending = mending_of(finding, filled())
    assert mending.door == door
    if door:
        reverse(door, kwargs={"uai": school.uai, **mending.words})
