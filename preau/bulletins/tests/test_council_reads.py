"""What councils, school life, projects and plans give to the report card and to the national record."""

from __future__ import annotations

from preau.bulletins.class_term import load_class_term
from preau.bulletins.models import (
    Accompaniment,
    CouncilDecision,
    Mention,
    ProjectComment,
    SchoolLife,
    TeachingProject,
    TeachingProjectPart,
)
from preau.bulletins.queries.accompaniments import accompaniments_of
from preau.bulletins.queries.council import class_pupils, council_of, decisions_of
from preau.bulletins.queries.projects import projects_of
from preau.bulletins.queries.school_life import school_life_of
from preau.directory.models import SchoolYear
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere


def test_decisions_are_read_by_pupil_without_votes(cast: Cast) -> None:
    with everywhere(cast):
        college = cast.schools["college"]
        term = load_class_term(cast.terms["4B-1"].pk, school_id=college.pk)
        assert (council_of(term), decisions_of(term)) == (None, {})
        mention = Mention.objects.get(school=college, label="Félicitations")
        CouncilDecision.objects.create(
            school=college, pupil_id=cast.lea.pk, term_id=term.term_id, synthesis="Très bien.", mention=mention,
            votes={"pour": "3"}, written_at=NOW, written_by_id=cast.chef.pk,
        )  # fmt: skip
        assert [pupil.name for pupil in class_pupils(term)] == ["Bœuf Noé", "Martin-Ségala Léa"]
        decision = decisions_of(term)[cast.lea.pk]
        assert (decision.synthesis, decision.mention) == ("Très bien.", "Félicitations")
        assert not decision.is_warning
        assert not hasattr(decision, "votes")


def test_school_life_is_what_attendance_counts_unless_corrected(cast: Cast) -> None:
    with everywhere(cast):
        college = cast.schools["college"]
        term = load_class_term(cast.terms["4B-1"].pk, school_id=college.pk)
        before = school_life_of(term, [cast.lea.pk, cast.noe.pk])[cast.noe.pk]
        assert (before.given, before.is_corrected, before.version) == (before.counted, False, 0)
        SchoolLife.objects.create(
            school=college, pupil_id=cast.noe.pk, term_id=term.term_id, justified=7, why="Registre papier.",
            comment="Ponctuel.", written_at=NOW, written_by_id=cast.cpe.pk,
        )  # fmt: skip
        after = school_life_of(term, [cast.noe.pk])[cast.noe.pk]
        assert (after.given.justified, after.given.late, after.comment) == (7, before.counted.late, "Ponctuel.")
        assert (after.is_corrected, after.counted) == (True, before.counted)


def test_projects_come_with_their_subjects_and_what_is_said(cast: Cast) -> None:
    with everywhere(cast):
        college = cast.schools["college"]
        term = load_class_term(cast.terms["4B-1"].pk, school_id=college.pk)
        project = TeachingProject.objects.create(
            school=college, year=SchoolYear.objects.get(), group=cast.groups["4B-ESP"], kind="epi", code="EPI_LGA",
            title="L’eau, d’ici et d’Espagne",
        )  # fmt: skip
        for subject, teacher in (("Mathématiques", cast.durand), ("Espagnol LV2", cast.petit)):
            TeachingProjectPart.objects.create(
                school=college, project=project, subject=cast.subjects[subject], teacher=teacher
            )
        for pupil, text in ((None, "Un beau travail."), (cast.lea.pk, "Une exposition claire.")):
            ProjectComment.objects.create(
                school=college, project=project, term_id=term.term_id, pupil_id=pupil, text=text, written_at=NOW,
                written_by_id=cast.petit.pk,
            )  # fmt: skip
        (line,) = (one for one in projects_of(term) if one.kind == "epi")
        assert line.subjects == ("Espagnol LV2", "Mathématiques")
        assert line.teachers == ("Yanis Petit", "Claire Durand")
        assert (line.comment, line.comments) == ("Un beau travail.", {cast.lea.pk: "Une exposition claire."})
        assert line.pupil_ids == {cast.lea.pk}


def test_plans_in_force_say_their_text_when_it_is_printed(cast: Cast) -> None:
    with everywhere(cast):
        college = cast.schools["college"]
        term = load_class_term(cast.terms["4B-1"].pk, school_id=college.pk)
        for code, detail, since, until in (
            ("PAP", "Agrandir les énoncés.", YEAR_START, None),
            ("PPRE", "Consolider la lecture.", YEAR_START, TODAY),
            ("PAI", "", TODAY.replace(year=2025), YEAR_START),
        ):
            Accompaniment.objects.create(
                school=college, pupil_id=cast.lea.pk, code=code, detail=detail, begins_on=since, ends_on=until,
                written_at=NOW, written_by_id=cast.chef.pk,
            )  # fmt: skip
        plans = accompaniments_of(term, [cast.lea.pk])
        assert {pupil: [(one.code, one.text) for one in some] for pupil, some in plans.items()} == {
            cast.lea.pk: [("PAP", ""), ("PPRE", "Consolider la lecture.")]
        }
