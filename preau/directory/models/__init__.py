"""The people and the structure of schools, one file per aggregate."""

from preau.directory.models.broadcast import BroadcastAudience, BroadcastList
from preau.directory.models.calendar import Closure, Half, Holiday, Term
from preau.directory.models.delegate import ClassDelegate
from preau.directory.models.group import FormTeacher, Group, Membership
from preau.directory.models.logo import CollectivityLogo, SchoolLogo
from preau.directory.models.merge import MergedRows, PersonMerge
from preau.directory.models.new_year import YearOpening, YearPreparation
from preau.directory.models.opposition import AdultOpposition
from preau.directory.models.person import Person, PersonKey
from preau.directory.models.portrait import ImageRight, Portrait, UnpairedPortrait
from preau.directory.models.post import Post
from preau.directory.models.pupil import Enrolment, Guardianship, Pupil
from preau.directory.models.school import School, SchoolYear
from preau.directory.models.settings import Project, SchoolProject, SchoolSettings
from preau.directory.models.settings_copy import SettingsCopy
from preau.directory.models.subject import Course, Mef, Subject

__all__ = [
    "AdultOpposition",
    "BroadcastAudience",
    "BroadcastList",
    "ClassDelegate",
    "Closure",
    "CollectivityLogo",
    "Course",
    "Enrolment",
    "FormTeacher",
    "Group",
    "Guardianship",
    "Half",
    "Holiday",
    "ImageRight",
    "Mef",
    "Membership",
    "MergedRows",
    "Person",
    "PersonKey",
    "PersonMerge",
    "Portrait",
    "Post",
    "Project",
    "Pupil",
    "School",
    "SchoolLogo",
    "SchoolProject",
    "SchoolSettings",
    "SchoolYear",
    "SettingsCopy",
    "Subject",
    "Term",
    "UnpairedPortrait",
    "YearOpening",
    "YearPreparation",
]
