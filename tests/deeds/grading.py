"""Whom the actions of `grading` obey."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from preau.directory.models import SchoolYear
from preau.grading.actions.decide_skills import Decision
from preau.grading.actions.write_evaluation import EvaluationWords
from preau.grading.actions.write_marks import Typed
from preau.grading.actions.write_skill_marks import TypedLevel
from preau.grading.actions.write_term_results import ResultKey, TypedResult
from preau.grading.book_choices import BookChoices
from preau.grading.catalogue import LEVELS
from preau.grading.cell import CellKey
from preau.grading.decision import Decided
from preau.grading.models import Gradebook, TermLock
from preau.grading.school_choices import LoadChoice
from preau.grading.skill_cell import SkillKey
from preau.grading.skill_words import LevelWords
from tests.cast import TODAY, Cast
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.matrix.answer import who


def maths(cast: Cast) -> int:
    return cast.gradebooks["maths"].pk


def untaught(cast: Cast) -> int:
    """A gradebook that was opened by hand and holds nothing."""
    return Gradebook.objects.create(
        school=cast.schools["college"], year=SchoolYear.objects.get(), group=cast.groups["5A"],
        subject=cast.subjects["Français"],
    ).pk  # fmt: skip


def volumes(cast: Cast) -> int:
    return cast.evaluations["volumes"].pk


def twelve_for_lea(cast: Cast) -> list[Typed]:
    return [Typed(CellKey(cast.evaluations["volumes"].pk, cast.lea.pk), "12", 0)]


def first_trimester(cast: Cast) -> str:
    return cast.terms["4B-1"].kind


def fifteen_for_lea(cast: Cast) -> list[TypedResult]:
    return [TypedResult(ResultKey(Decided.AVERAGE, cast.lea.pk), "15", 0)]


def a_test(cast: Cast) -> EvaluationWords:
    return EvaluationWords("Aires", TODAY, TODAY, TODAY, Decimal(20))


def calculer(cast: Cast) -> int:
    return cast.skills["calculer"].pk


def satisfying_for_lea(cast: Cast) -> list[TypedLevel]:
    return [TypedLevel(SkillKey(calculer(cast), cast.lea.pk), "3", 0)]


ACTIONS: dict[str, Asked] = {
    "grading.make_gradebooks": Asked(who("chef"), at_college()),
    "grading.count_figures": Asked(NOBODY, at_college(gradebook_id=maths)),
    "grading.count_what_is_published": Asked(NOBODY, at_college(term_id=lambda cast: cast.terms["4B-1"].pk)),
    "grading.release_evaluation": Asked(NOBODY, at_college(evaluation_id=volumes)),
    "grading.write_evaluation": Asked(
        who("durand"), at_college(gradebook_ids=lambda cast: [maths(cast)], said=a_test)
    ),
    "grading.withdraw_evaluation": Asked(who("durand"), at_college(gradebook_id=maths, evaluation_id=volumes)),
    "grading.write_term_results": Asked(
        who("durand"),
        at_college(gradebook_id=maths, kind=first_trimester, number=lambda cast: 1, cells=fifteen_for_lea),
    ),
    "grading.ask_for_new_marks": Asked(
        who("lea marc sofia"), lambda cast: {"pupil_id": cast.lea.pk, "cadence": "jour"}
    ),
    "grading.tell_new_marks": Asked(NOBODY, at_college(cadence=lambda cast: "jour")),
    "grading.write_marks": Asked(who("durand"), at_college(gradebook_id=maths, cells=twelve_for_lea)),
    "grading.arrange_gradebooks": Asked(
        who("chef"),
        at_college(
            gradebook_ids=lambda cast: [maths(cast)], choices=lambda cast: BookChoices(coefficient=Decimal(2))
        ),
    ),
    "grading.move_gradebook": Asked(who("chef"), at_college(gradebook_id=maths, is_up=lambda cast: True)),
    "grading.add_gradebook": Asked(
        who("chef"),
        at_college(
            group_id=lambda cast: cast.groups["5A"].pk,
            subject_id=lambda cast: cast.subjects["Français"].pk,
            teacher_id=lambda cast: cast.petit.pk,
        ),
    ),
    "grading.retire_gradebook": Asked(who("chef"), at_college(gradebook_id=untaught)),
    "grading.write_gradebook_teacher": Asked(
        who("chef"),
        at_college(
            gradebook_id=maths,
            person_id=lambda cast: cast.petit.pk,
            begins_on=lambda cast: TODAY,
            last_on=lambda cast: None,
        ),
    ),
    "grading.write_sub_subject": Asked(
        who("chef"), at_college(gradebook_id=maths, label=lambda cast: "Oral", coefficient=lambda cast: Decimal(1))
    ),
    "grading.remove_sub_subject": Asked(
        who("chef"), at_college(gradebook_id=maths, sub_subject_id=lambda cast: cast.words["part"])
    ),
    "grading.change_grading_settings": Asked(
        who("chef"), at_college(choice=lambda cast: LoadChoice(tests_a_day=1, tests_a_week=4))
    ),
    "grading.write_kind": Asked(
        who("chef"),
        at_college(
            label=lambda cast: "Exposé",
            coefficient=lambda cast: Decimal(1),
            is_test=lambda cast: False,
            is_formative=lambda cast: False,
            kind_id=lambda cast: cast.words["kind"],
        ),
    ),
    "grading.move_kind": Asked(
        who("chef"), at_college(kind_id=lambda cast: cast.words["kind"], is_up=lambda cast: True)
    ),
    "grading.offer_kind": Asked(
        who("chef"), at_college(kind_id=lambda cast: cast.words["kind"], is_offered=lambda cast: False)
    ),
    "grading.lock_terms": Asked(
        who("chef"),
        at_college(term_ids=lambda cast: [cast.terms["4B-1"].pk], state=lambda cast: TermLock.State.COUNCIL),
    ),
    "grading.reopen_entry": Asked(
        who("chef"),
        at_college(
            gradebook_id=maths,
            person_id=lambda cast: cast.durand.pk,
            until_on=lambda cast: TODAY,
            why=lambda cast: "Arrêt maladie",
        ),
    ),
    "grading.withdraw_reopening": Asked(
        who("chef"), at_college(permission_id=lambda cast: cast.words["reopening"])
    ),
    "grading.install_skills": Asked(who("chef"), at_college()),
    "grading.add_skill": Asked(
        who("chef"),
        at_college(
            cycle=lambda cast: 4,
            domain=lambda cast: "CPD_SCI",
            label=lambda cast: "Estimer un résultat",
            subject_id=lambda cast: None,
            key=lambda cast: UUID(int=9),
        ),
    ),
    "grading.change_skill": Asked(
        who("chef"),
        at_college(skill_id=calculer, label=lambda cast: "Calculer vite", subject_id=lambda cast: None),
    ),
    "grading.show_skill": Asked(who("chef"), at_college(skill_id=calculer, is_hidden=lambda cast: True)),
    "grading.move_skill": Asked(who("chef"), at_college(skill_id=calculer, place=lambda cast: 1)),
    "grading.restore_skills": Asked(who("chef"), at_college(cycle=lambda cast: 4)),
    "grading.write_skill_levels": Asked(
        who("chef"), at_college(levels=lambda cast: [LevelWords(*one) for one in LEVELS])
    ),
    "grading.write_skill_marks": Asked(
        who("durand"), at_college(gradebook_id=maths, evaluation_id=volumes, cells=satisfying_for_lea)
    ),
    "grading.decide_skills": Asked(
        who("durand"),
        at_college(
            pupil_id=lambda cast: cast.lea.pk,
            term_id=lambda cast: None,
            decisions=lambda cast: [Decision(cast.skills["calculer"].pk, 4, None)],
        ),
    ),
}
