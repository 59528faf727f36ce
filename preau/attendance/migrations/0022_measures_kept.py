import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Who signed an agreement, what was written before; two assembly points may exchange their names."""

    dependencies = [
        ("attendance", "0021_desk_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeasuresSignature",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "state",
                    models.TextField(choices=[("a_signer", "À signer"), ("signe", "Signé"), ("refuse", "Refusé")]),
                ),
                ("signed_on", models.DateField(null=True)),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "measures",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attendance.absenteeismmeasures",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "measures_signature",
                "ordering": ("measures_id", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("measures", "guardian"), name="measures_signature_once"),
                    models.CheckConstraint(
                        condition=Q(state="signe", signed_on__isnull=False)
                        | Q(state__in=["a_signer", "refuse"], signed_on=None),
                        name="measures_signature_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasuresVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("before", models.JSONField()),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                (
                    "measures",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attendance.absenteeismmeasures",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "measures_version",
                "ordering": ("measures_id", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("measures", "version"), name="measures_version_once"),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="assemblypoint", name="assembly_point_once"),
        migrations.AddConstraint(
            model_name="assemblypoint",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable["DEFERRED"], fields=("school", "label"), name="assembly_point_once"
            ),
        ),
        protect("measures_signature"),
        protect("measures_version"),
    ]
