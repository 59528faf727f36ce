"""Gradebooks, their evaluations and marks, what terms add to them, and skills."""

from preau.grading.models.evaluation import Evaluation, Mark, MarkVersion
from preau.grading.models.gradebook import EntryPermission, Gradebook, GradebookTeacher, SubSubject
from preau.grading.models.settings import EvaluationKind, GradingSettings
from preau.grading.models.skill import EvaluationSkill, Skill, SkillFinal, SkillLevel, SkillMark
from preau.grading.models.term import GradebookFigures, TermLock, TermResult

__all__ = [
    "EntryPermission",
    "Evaluation",
    "EvaluationKind",
    "EvaluationSkill",
    "Gradebook",
    "GradebookFigures",
    "GradebookTeacher",
    "GradingSettings",
    "Mark",
    "MarkVersion",
    "Skill",
    "SkillFinal",
    "SkillLevel",
    "SkillMark",
    "SubSubject",
    "TermLock",
    "TermResult",
]
