from django.db import migrations

from preau.foundation.tenancy.second_wall import protect, protect_shared

_OF_ONE_SCHOOL = (
    "messaging_freeze", "writing_report", "referent", "incident_writing", "incident_account", "drill_account", "drill_writing",
)  # fmt: skip


class Migration(migrations.Migration):
    """The second wall; an incident of several schools is open to each of them, and policies decide who leads it."""

    dependencies = [("vigilance", "0001_initial")]
    operations = [
        *(protect(table) for table in _OF_ONE_SCHOOL),
        *(protect_shared(table) for table in ("incident", "incident_work", "evidence_file")),
    ]
