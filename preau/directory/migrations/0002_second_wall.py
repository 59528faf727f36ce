from django.db import migrations

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Row security on the school-owned tables of this room."""

    dependencies = [("directory", "0001_initial")]
    operations = [
        protect("enrolment"),
        protect("post"),
        protect("pupil_group"),
        protect("membership"),
        protect("form_teacher"),
        protect("course"),
    ]
