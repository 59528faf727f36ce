from datetime import time

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import preau.grading.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0013_broadcast_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationKind",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("position", models.SmallIntegerField()),
                ("is_formative", models.BooleanField(default=False)),
                ("is_test", models.BooleanField(default=False)),
                ("coefficient", models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                ("is_offered", models.BooleanField(default=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "evaluation_kind",
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="Gradebook",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("part", models.TextField(db_default="", default="")),
                ("label", models.TextField(db_default="", default="")),
                ("coefficient", models.DecimalField(db_default=1, decimal_places=2, default=1, max_digits=5)),
                ("modality", models.TextField(db_default="S", default="S")),
                ("is_evaluable", models.BooleanField(db_default=True, default=True)),
                ("in_general", models.TextField(db_default="compte", default="compte")),
                ("position", models.SmallIntegerField(db_default=0, default=0)),
                ("rounding", models.TextField(db_default="", default="")),
                ("best_bonus", models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=5)),
                ("version", models.BigIntegerField(db_default=1, default=1)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.subject"
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.schoolyear"
                    ),
                ),
            ],
            options={
                "db_table": "gradebook",
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("title", models.TextField()),
                ("held_on", models.DateField()),
                ("counts_on", models.DateField()),
                ("published_on", models.DateField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("out_of", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("coefficient", models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                ("is_rescaled", models.BooleanField(default=True)),
                ("is_formative", models.BooleanField(default=False)),
                ("counts", models.TextField(default="toujours")),
                ("comment", models.TextField(default="")),
                ("is_comment_shown", models.BooleanField(default=True)),
                ("series", models.UUIDField(null=True)),
                ("marked", models.SmallIntegerField(default=0)),
                ("total", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                ("lowest", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("highest", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("version", models.BigIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by_id", models.BigIntegerField(null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grading.evaluationkind",
                    ),
                ),
                (
                    "gradebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.gradebook"
                    ),
                ),
            ],
            options={
                "db_table": "evaluation",
                "ordering": ("held_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="EntryPermission",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
                ("why", models.TextField()),
                ("given_at", models.DateTimeField()),
                ("given_by_id", models.BigIntegerField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                (
                    "gradebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.gradebook"
                    ),
                ),
            ],
            options={
                "db_table": "entry_permission",
                "ordering": ("until", "id"),
            },
        ),
        migrations.CreateModel(
            name="GradebookFigures",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField(choices=[("trimestre", "trimestre"), ("semestre", "semestre")])),
                ("number", models.SmallIntegerField()),
                ("pupils", models.SmallIntegerField()),
                ("lowest", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("mean", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("highest", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("counted", models.BigIntegerField()),
                (
                    "gradebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.gradebook"
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
                "db_table": "gradebook_figures",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="GradebookTeacher",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("is_shown", models.BooleanField(db_default=True, default=True)),
                ("origin", models.TextField(db_default="", default="")),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "gradebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.gradebook"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
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
                "db_table": "gradebook_teacher",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="GradingSettings",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.school",
                    ),
                ),
                ("rounding", models.TextField(default="dixieme")),
                ("release_hour", models.TimeField(default=time(17, 0))),
                ("parents_after_hours", models.SmallIntegerField(default=0)),
                ("shows_class_figures", models.BooleanField(default=True)),
                ("fewest_marks", models.SmallIntegerField(default=5)),
                ("shows_averages", models.BooleanField(default=True)),
                ("shows_general", models.BooleanField(null=True)),
                ("shows_rank", models.BooleanField(default=False)),
                ("tests_a_day", models.SmallIntegerField(default=2)),
                ("tests_a_week", models.SmallIntegerField(default=6)),
                (
                    "positioning",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=2, max_digits=4),
                        default=preau.grading.rules.positioning,
                        size=None,
                    ),
                ),
            ],
            options={
                "db_table": "grading_settings",
                "ordering": ("school_id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rounding__in",
                                ["dixieme", "dixieme_sup", "demi", "demi_sup", "entier", "entier_sup"],
                            )
                        ),
                        name="grading_settings_rounding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parents_after_hours__range", (0, 336))),
                        name="grading_settings_parents",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fewest_marks__range", (5, 40))), name="grading_settings_fewest_marks"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("value", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("code", models.TextField(null=True)),
                ("comment", models.TextField(db_default="", default="")),
                ("version", models.IntegerField(db_default=1, default=1)),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.pupil",
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
            ],
            options={
                "db_table": "mark",
                "ordering": ("evaluation_id", "pupil_id"),
            },
        ),
        migrations.CreateModel(
            name="MarkVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("code", models.TextField(null=True)),
                ("comment", models.TextField(db_default="", default="")),
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
            ],
            options={
                "db_table": "mark_version",
                "ordering": ("evaluation_id", "pupil_id", "version"),
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("cycle", models.SmallIntegerField()),
                ("domain", models.TextField()),
                ("code", models.TextField()),
                ("label", models.TextField()),
                ("starting_label", models.TextField(db_default="", default="")),
                ("position", models.SmallIntegerField(db_default=0, default=0)),
                ("is_hidden", models.BooleanField(db_default=False, default=False)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.subject",
                    ),
                ),
            ],
            options={
                "db_table": "skill",
                "ordering": ("cycle", "domain", "position", "id"),
            },
        ),
        migrations.CreateModel(
            name="EvaluationSkill",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("position", models.SmallIntegerField(default=0)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.evaluation"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
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
                "db_table": "evaluation_skill",
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="SkillFinal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("level", models.SmallIntegerField()),
                ("version", models.IntegerField(db_default=1, default=1)),
                ("decided_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField()),
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
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grading.skill"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.term",
                    ),
                ),
            ],
            options={
                "db_table": "skill_final",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="SkillLevel",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("level", models.SmallIntegerField()),
                ("label", models.TextField()),
                ("letter", models.TextField()),
                ("colour", models.TextField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "skill_level",
                "ordering": ("level",),
            },
        ),
        migrations.CreateModel(
            name="SkillMark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("level", models.SmallIntegerField(null=True)),
                ("version", models.IntegerField(db_default=1, default=1)),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.pupil",
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
                "db_table": "skill_mark",
                "ordering": ("evaluation_id", "pupil_id", "skill_id"),
            },
        ),
        migrations.CreateModel(
            name="SubSubject",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("position", models.SmallIntegerField(default=0)),
                ("coefficient", models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                ("best_bonus", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("rounding", models.TextField(default="")),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "gradebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.gradebook"
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
                "db_table": "sub_subject",
                "ordering": ("position", "id"),
            },
        ),
        migrations.AddField(
            model_name="evaluation",
            name="sub_subject",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grading.subsubject"
            ),
        ),
        migrations.CreateModel(
            name="TermLock",
            fields=[
                (
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.term",
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("ouverte", "Ouverte"),
                            ("conseil", "Notes verrouillées, conseil de classe en cours"),
                            ("fermee", "Fermée"),
                        ]
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("changed_by_id", models.BigIntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "term_lock",
                "ordering": ("term_id",),
            },
        ),
        migrations.CreateModel(
            name="TermResult",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("average", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("is_not_marked", models.BooleanField(db_default=False, default=False)),
                ("computed", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("positioning", models.SmallIntegerField(null=True)),
                ("why", models.TextField(db_default="", default="")),
                ("version", models.IntegerField(db_default=1, default=1)),
                ("decided_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField()),
                (
                    "gradebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="grading.gradebook"
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
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.term"
                    ),
                ),
            ],
            options={
                "db_table": "term_result",
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="evaluationkind",
            constraint=models.UniqueConstraint(fields=("school", "label"), name="evaluation_kind_once"),
        ),
        migrations.AddConstraint(
            model_name="evaluationkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("coefficient__gte", 0)), name="evaluation_kind_coefficient"
            ),
        ),
        migrations.AddIndex(
            model_name="gradebook",
            index=models.Index(fields=["group", "year"], name="gradebook_of_group"),
        ),
        migrations.AddConstraint(
            model_name="gradebook",
            constraint=models.UniqueConstraint(
                fields=("school", "year", "group", "subject", "part"), name="gradebook_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebook",
            constraint=models.CheckConstraint(
                condition=models.Q(("coefficient__gte", 0), ("best_bonus__gte", 0)), name="gradebook_weights"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebook",
            constraint=models.CheckConstraint(
                condition=models.Q(("modality__in", ["S", "O", "F", "L", "R", "X"])), name="gradebook_modality"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebook",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_general__in", ["compte", "bonus", "sup10", "jamais"])),
                name="gradebook_in_general",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rounding__in", ["", "dixieme", "dixieme_sup", "demi", "demi_sup", "entier", "entier_sup"])
                ),
                name="gradebook_rounding",
            ),
        ),
        migrations.AddIndex(
            model_name="entrypermission",
            index=models.Index(fields=["gradebook", "until"], name="entry_permission_of_gradebook"),
        ),
        migrations.AddConstraint(
            model_name="entrypermission",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("given_at"))), name="entry_permission_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebookfigures",
            constraint=models.UniqueConstraint(
                fields=("gradebook", "kind", "number"), name="gradebook_figures_once"
            ),
        ),
        migrations.AddIndex(
            model_name="gradebookteacher",
            index=models.Index(fields=["person", "school"], name="gradebook_of_teacher"),
        ),
        migrations.AddConstraint(
            model_name="gradebookteacher",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)),
                fields=("gradebook", "person"),
                name="gradebook_teacher_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebookteacher",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("begins_on")), _connector="OR"),
                name="gradebook_teacher_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(fields=["pupil", "evaluation"], name="mark_of_pupil"),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(fields=("evaluation", "pupil"), name="mark_once"),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", None), ("code", None), _connector="OR"), name="mark_is_one_thing"
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                name="mark_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code", None),
                    ("code__in", ["abs", "disp", "nn", "inap", "nr", "abs0", "nr0"]),
                    _connector="OR",
                ),
                name="mark_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="markversion",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "pupil", "version"), name="mark_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.UniqueConstraint(fields=("school", "cycle", "code"), name="skill_once"),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(condition=models.Q(("cycle__in", [0, 3, 4])), name="skill_cycle"),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="skill_has_a_label"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationskill",
            constraint=models.UniqueConstraint(fields=("evaluation", "skill"), name="evaluation_skill_once"),
        ),
        migrations.AddConstraint(
            model_name="skillfinal",
            constraint=models.UniqueConstraint(
                fields=("pupil", "skill", "term"), name="skill_final_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="skillfinal",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (0, 4))), name="skill_final_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="skilllevel",
            constraint=models.UniqueConstraint(fields=("school", "level"), name="skill_level_once"),
        ),
        migrations.AddConstraint(
            model_name="skilllevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (0, 4))), name="skill_level_known"
            ),
        ),
        migrations.AddIndex(
            model_name="skillmark",
            index=models.Index(fields=["pupil", "skill"], name="skill_mark_of_pupil"),
        ),
        migrations.AddConstraint(
            model_name="skillmark",
            constraint=models.UniqueConstraint(fields=("evaluation", "pupil", "skill"), name="skill_mark_once"),
        ),
        migrations.AddConstraint(
            model_name="skillmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("level", None), ("level__range", (0, 4)), _connector="OR"),
                name="skill_mark_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="subsubject",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)), fields=("gradebook", "label"), name="sub_subject_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="subsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(("coefficient__gte", 0), ("best_bonus__gte", 0)), name="sub_subject_weights"
            ),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["gradebook", "counts_on"], name="evaluation_of_gradebook"),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(
                condition=models.Q(("series__isnull", False)),
                fields=["school", "series"],
                name="evaluation_of_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("out_of", None), ("out_of__gt", 0), _connector="OR"), name="evaluation_out_of"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("coefficient__gte", 0)), name="evaluation_coefficient"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts__in", ["toujours", "si_mieux", "bonus"])), name="evaluation_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("released_at", None), ("published_on__isnull", False), _connector="OR"),
                name="evaluation_released_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="evaluation_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="termlock",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["ouverte", "conseil", "fermee"])), name="term_lock_state"
            ),
        ),
        migrations.AddIndex(
            model_name="termresult",
            index=models.Index(fields=["pupil", "term"], name="term_result_of_pupil"),
        ),
        migrations.AddConstraint(
            model_name="termresult",
            constraint=models.UniqueConstraint(fields=("gradebook", "pupil", "term"), name="term_result_once"),
        ),
        migrations.AddConstraint(
            model_name="termresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("average", None), models.Q(("average__gte", 0), ("is_not_marked", False)), _connector="OR"
                ),
                name="term_result_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="termresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("positioning", None), ("positioning__range", (1, 4)), _connector="OR"),
                name="term_result_positioning",
            ),
        ),
    ]
