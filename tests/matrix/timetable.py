"""Who the screens of `timetable` open to."""

from __future__ import annotations

from preau.timetable.tests.week import own_course
from tests.matrix.answer import EVERYBODY, Answer, at_college, who

WITH_LESSONS = EVERYBODY - who("cpe chef secretaire jumeau_cpe jumeau_chef agent")
TO_COME = at_college(lesson_id=lambda cast: cast.lessons["espagnol"].pk)

SCREENS: dict[str, Answer] = {
    "timetable:mine": Answer(EVERYBODY - {"agent"}, status=(200, 302)),
    "timetable:agenda": Answer(WITH_LESSONS),
    "timetable:close-agenda": Answer(WITH_LESSONS, post=lambda cast: {}, status=(302,)),
    "timetable:agenda-file": Answer(
        EVERYBODY, args=lambda cast: {"token": "agenda-de-lea"}, public=True, is_download=True
    ),
    "timetable:pupil": Answer(
        who("lea marc sofia durand petit double cpe chef secretaire"),
        args=lambda cast: {"pupil_id": cast.lea.pk},
    ),
    "timetable:school": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "timetable:together": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "timetable:bells": Answer(who("chef secretaire"), args=at_college()),
    "timetable:rooms": Answer(who("chef secretaire"), args=at_college()),
    "timetable:add-lesson": Answer(who("chef secretaire"), args=at_college()),
    "timetable:courses": Answer(who("chef secretaire"), args=at_college()),
    "timetable:add-course": Answer(who("chef secretaire"), args=at_college()),
    "timetable:course": Answer(who("chef secretaire"), args=at_college(course_id=own_course)),
    "timetable:stop-course": Answer(who("chef secretaire"), args=at_college(course_id=own_course)),
    "timetable:lesson": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:cancel-lesson": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:move-lesson": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:replace-teacher": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:restore-lesson": Answer(
        who("chef secretaire"), args=TO_COME, post=lambda cast: {}, status=(400, 409, 422)
    ),
    "timetable:replacements": Answer(who("chef secretaire"), args=at_college()),
    "timetable:shorten-replacement": Answer(
        who("chef secretaire"), args=at_college(replacement_id=lambda cast: cast.replacements["durand"].pk)
    ),
}  # fmt: skip
