import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """When pupils may leave the school between lessons."""

    dependencies = [
        ("attendance", "0011_passage"),
        ("directory", "0008_new_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExitRegime",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("leaves_when_free", models.BooleanField(default=False)),
                ("leaves_when_cancelled", models.BooleanField(default=False)),
                ("leaves_at_lunch", models.BooleanField(default=False)),
                ("needs_agreement", models.BooleanField(default=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "exit_regime", "ordering": ("label", "id")},
        ),
        migrations.CreateModel(
            name="PupilRegime",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("has_agreement", models.BooleanField(default=False)),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by_id", models.BigIntegerField()),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.pupil"
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="attendance.exitregime"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "pupil_regime", "ordering": ("begins_on", "id")},
        ),
        migrations.AddConstraint(
            model_name="exitregime",
            constraint=models.UniqueConstraint(fields=("school", "label"), name="exit_regime_once"),
        ),
        migrations.AddConstraint(
            model_name="pupilregime",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)), fields=("school", "pupil"), name="pupil_regime_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pupilregime",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("begins_on")), _connector="OR"),
                name="pupil_regime_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="pupilregime",
            index=models.Index(fields=["pupil", "begins_on"], name="pupil_regime_of_pupil"),
        ),
        protect("exit_regime"),
        protect("pupil_regime"),
    ]
