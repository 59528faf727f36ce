import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Trips, exams and outings: many pupils away together, and what each was before a change."""

    dependencies = [
        ("attendance", "0012_exit_regime"),
        ("directory", "0008_new_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectiveAbsence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("label", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by_id", models.BigIntegerField(null=True)),
                ("cancelled_why", models.TextField(default="")),
                ("version", models.IntegerField(default=1)),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attendance.absencereason",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "collective_absence", "ordering": ("starts_at", "id")},
        ),
        migrations.CreateModel(
            name="CollectiveAbsenceVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("before", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                ("changed_by_id", models.BigIntegerField()),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attendance.collectiveabsence",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "collective_absence_version", "ordering": ("collective_id", "version")},
        ),
        migrations.AddField(
            model_name="absenceperiod",
            name="collective",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="attendance.collectiveabsence",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectiveabsence",
            constraint=models.UniqueConstraint(fields=("school", "key"), name="collective_absence_once"),
        ),
        migrations.AddConstraint(
            model_name="collectiveabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="collective_absence_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectiveabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))),
                name="collective_absence_days_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="collectiveabsence",
            index=models.Index(fields=["school", "last_on"], name="collective_absence_of_day"),
        ),
        migrations.AddConstraint(
            model_name="collectiveabsenceversion",
            constraint=models.UniqueConstraint(
                fields=("collective", "version"), name="collective_absence_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="absenceperiod",
            constraint=models.UniqueConstraint(
                condition=models.Q(("collective__isnull", False), ("withdrawn_at", None)),
                fields=("collective", "pupil"),
                name="absence_period_once_in_collective",
            ),
        ),
        protect("collective_absence"),
        protect("collective_absence_version"),
    ]
