import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0013_broadcast_lists"),
        ("grading", "0003_results_and_telling"),
    ]

    operations = [
        migrations.AddField(
            model_name="gradingsettings",
            name="code_labels",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.CreateModel(
            name="SkillMarkVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("level", models.SmallIntegerField(null=True)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="grading.evaluation",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.pupil"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.school",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grading.skill"
                    ),
                ),
            ],
            options={
                "db_table": "skill_mark_version",
                "ordering": ("evaluation_id", "pupil_id", "skill_id", "version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "pupil", "skill", "version"), name="skill_mark_version_once"
                    )
                ],
            },
        ),
        protect("skill_mark_version"),
    ]
