import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Where pupils are when they are not in their lesson, and what was decided of contradictions."""

    dependencies = [
        ("attendance", "0010_letters"),
        ("directory", "0008_new_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("held_on", models.DateField()),
                (
                    "place",
                    models.TextField(
                        choices=[
                            ("infirmerie", "À l’infirmerie"),
                            ("cdi", "Au CDI"),
                            ("etude", "En étude"),
                            ("vie_scolaire", "À la vie scolaire"),
                            ("soutien", "En soutien"),
                            ("sorti", "Sorti de l’établissement"),
                        ]
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                ("noted_by_id", models.BigIntegerField()),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "left_to",
                    models.TextField(
                        choices=[
                            ("cours", "reparti en cours"),
                            ("maison", "rentré à la maison"),
                            ("ailleurs", "allé ailleurs dans l’établissement"),
                        ],
                        default="",
                    ),
                ),
                ("left_by_id", models.BigIntegerField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by_id", models.BigIntegerField(null=True)),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.pupil"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "passage", "ordering": ("arrived_at", "id")},
        ),
        migrations.CreateModel(
            name="SettledConflict",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("was_absent", models.BooleanField()),
                ("settled_at", models.DateTimeField()),
                ("settled_by_id", models.BigIntegerField()),
                (
                    "absence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="attendance.absence"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "settled_conflict", "ordering": ("id",)},
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place__in", ["infirmerie", "cdi", "etude", "vie_scolaire", "soutien", "sorti"])
                ),
                name="passage_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at", None), ("left_to", "")),
                    models.Q(
                        ("left_at__gte", models.F("arrived_at")),
                        ("left_to__in", ["cours", "maison", "ailleurs"]),
                    ),
                    _connector="OR",
                ),
                name="passage_ends_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None), ("withdrawn_at", None)),
                fields=("school", "pupil", "held_on"),
                name="passage_open_once",
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["pupil", "held_on"], name="passage_of_pupil"),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["school", "held_on"], name="passage_of_day"),
        ),
        protect("passage"),
        protect("settled_conflict"),
    ]
