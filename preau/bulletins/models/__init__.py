"""Report cards: what teachers and councils write, and what was given."""

from preau.bulletins.models.appreciation import (
    Appreciation,
    AppreciationVersion,
    ClassComment,
    Correction,
    ProgrammeElement,
    Sentence,
)
from preau.bulletins.models.council import (
    Council,
    CouncilDecision,
    CouncilDecisionVersion,
    CouncilSnapshot,
    SchoolLife,
)
from preau.bulletins.models.report_card import CycleReport, ReportCard, ReportCardBatch
from preau.bulletins.models.settings import BulletinModel, BulletinSettings, Mention
from preau.bulletins.models.teaching import Accompaniment, ProjectComment, TeachingProject, TeachingProjectPart

__all__ = [
    "Accompaniment",
    "Appreciation",
    "AppreciationVersion",
    "BulletinModel",
    "BulletinSettings",
    "ClassComment",
    "Correction",
    "Council",
    "CouncilDecision",
    "CouncilDecisionVersion",
    "CouncilSnapshot",
    "CycleReport",
    "Mention",
    "ProgrammeElement",
    "ProjectComment",
    "ReportCard",
    "ReportCardBatch",
    "SchoolLife",
    "Sentence",
    "TeachingProject",
    "TeachingProjectPart",
]
