from django.db import migrations

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Row security on the school-owned tables of this room."""

    dependencies = [("timetable", "0001_initial")]
    operations = [
        protect("alternation"),
        protect("weekly_course"),
        protect("weekly_course_group"),
        protect("weekly_course_teacher"),
        protect("lesson"),
        protect("lesson_teacher"),
        protect("lesson_group"),
    ]
