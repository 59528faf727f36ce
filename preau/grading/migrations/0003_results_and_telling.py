import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0013_broadcast_lists"),
        ("grading", "0002_born_with_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="NewMarksSubscription",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "cadence",
                    models.TextField(
                        choices=[("jour", "Une fois par jour au plus"), ("aussitot", "À chaque note")]
                    ),
                ),
                ("told_until", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "new_marks_subscription",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "pupil", "person"), name="new_marks_subscription_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cadence__in", ["jour", "aussitot"])),
                        name="new_marks_subscription_cadence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermResultVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("average", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("is_not_marked", models.BooleanField(db_default=False, default=False)),
                ("computed", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("positioning", models.SmallIntegerField(null=True)),
                ("why", models.TextField(db_default="", default="")),
                ("decided_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField()),
                (
                    "gradebook",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="grading.gradebook",
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
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.term"
                    ),
                ),
            ],
            options={
                "db_table": "term_result_version",
                "ordering": ("gradebook_id", "pupil_id", "version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gradebook", "pupil", "term", "version"), name="term_result_version_once"
                    )
                ],
            },
        ),
        protect("new_marks_subscription"),
        protect("term_result_version"),
    ]
