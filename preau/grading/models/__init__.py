"""Gradebooks, their evaluations and marks, what terms add to them, and skills."""

from preau.grading.models.evaluation import Evaluation, Mark, MarkVersion
from preau.grading.models.gradebook import EntryPermission, Gradebook, GradebookTeacher, SubSubject
from preau.grading.models.settings import EvaluationKind, GradingSettings
from preau.grading.models.skill import EvaluationSkill, Skill, SkillFinal, SkillLevel, SkillMark, SkillMarkVersion
from preau.grading.models.telling import NewMarksSubscription
from preau.grading.models.term import GradebookFigures, TermLock, TermResult, TermResultVersion

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
    "NewMarksSubscription",
    "Skill",
    "SkillFinal",
    "SkillLevel",
    "SkillMark",
    "SkillMarkVersion",
    "SubSubject",
    "TermLock",
    "TermResult",
    "TermResultVersion",
]
