"""The people and the structure of schools, one file per aggregate."""

from preau.directory.models.group import FormTeacher, Group, Membership
from preau.directory.models.person import Person, PersonKey
from preau.directory.models.post import Post
from preau.directory.models.pupil import Enrolment, Guardianship, Pupil
from preau.directory.models.school import School, SchoolYear
from preau.directory.models.subject import Course, Mef, Subject

__all__ = [
    "Course",
    "Enrolment",
    "FormTeacher",
    "Group",
    "Guardianship",
    "Mef",
    "Membership",
    "Person",
    "PersonKey",
    "Post",
    "Pupil",
    "School",
    "SchoolYear",
    "Subject",
]
