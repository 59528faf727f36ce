import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Two records of one person, in several schools: one school asks, who administers them all reunites."""

    dependencies = [("console", "0001_initial"), ("directory", "0008_new_year")]

    operations = [
        migrations.CreateModel(
            name="MergeRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("first_id", models.BigIntegerField()),
                ("second_id", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by_id", models.BigIntegerField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by_id", models.BigIntegerField(null=True)),
                ("refusal", models.TextField(default="")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "merge_request",
                "ordering": ("asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("school", "first_id", "second_id"),
                        name="merge_request_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_id__lt", models.F("second_id"))),
                        name="merge_request_of_two_records",
                    ),
                ],
            },
        ),
        protect("merge_request"),
    ]
