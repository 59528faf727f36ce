"""Tables of vigilance: suspensions, reports, incidents and what an incident keeps."""

from preau.vigilance.models.drill import DrillAccount, DrillWriting
from preau.vigilance.models.freeze import Freeze
from preau.vigilance.models.incident import EvidenceFile, Incident, IncidentAccount, IncidentWork, IncidentWriting
from preau.vigilance.models.report import Referent, Report

__all__ = [
    "DrillAccount",
    "DrillWriting",
    "EvidenceFile",
    "Freeze",
    "Incident",
    "IncidentAccount",
    "IncidentWork",
    "IncidentWriting",
    "Referent",
    "Report",
]
