import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Assembly points, and what is done about absenteeism."""

    dependencies = [
        ("attendance", "0017_pushed"),
        ("directory", "0013_broadcast_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssemblyPoint",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("position", models.SmallIntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "assembly_point",
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="AssemblyClass",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.group"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attendance.assemblypoint",
                    ),
                ),
            ],
            options={
                "db_table": "assembly_class",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="AbsenteeismMeasures",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("agreed_on", models.DateField(null=True)),
                ("agreement", models.TextField(db_default="", default="")),
                ("met_on", models.DateField(null=True)),
                ("measures", models.TextField(db_default="", default="")),
                ("version", models.IntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.pupil"
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.person",
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
                "db_table": "absenteeism_measures",
                "ordering": ("-month", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "pupil", "month"), name="absenteeism_measures_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="absenteeism_measures_of_a_month"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="assemblypoint",
            constraint=models.UniqueConstraint(fields=("school", "label"), name="assembly_point_once"),
        ),
        protect("assembly_point"),
        protect("assembly_class"),
        protect("absenteeism_measures"),
    ]
