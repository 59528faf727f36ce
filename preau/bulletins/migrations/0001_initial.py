import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0013_broadcast_lists"),
        ("grading", "0002_born_with_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appreciation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("version", models.IntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
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
                "db_table": "appreciation",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="AppreciationVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                (
                    "appreciation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="bulletins.appreciation"
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
                "db_table": "appreciation_version",
                "ordering": ("appreciation_id", "version"),
            },
        ),
        migrations.CreateModel(
            name="BulletinModel",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("options", models.JSONField(default=list)),
                ("regulation", models.TextField(db_default="EN", default="EN")),
                ("is_default", models.BooleanField(db_default=False, default=False)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "bulletin_model",
                "ordering": ("label", "id"),
            },
        ),
        migrations.CreateModel(
            name="BulletinSettings",
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
                ("appreciation_length", models.SmallIntegerField(default=600)),
                ("warns_of_words", models.BooleanField(default=True)),
                ("has_warnings", models.BooleanField(default=False)),
                ("signatory", models.TextField(db_default="", default="")),
                ("function", models.TextField(db_default="", default="")),
            ],
            options={
                "db_table": "bulletin_settings",
                "ordering": ("school_id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("appreciation_length__range", (100, 1000))),
                        name="bulletin_settings_length",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassComment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("version", models.IntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
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
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.term"
                    ),
                ),
            ],
            options={
                "db_table": "class_comment",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("seen", models.IntegerField()),
                ("text", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[("proposee", "proposée"), ("acceptee", "acceptée"), ("refusee", "refusée")],
                        default="proposee",
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by_id", models.BigIntegerField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_id", models.BigIntegerField(null=True)),
                (
                    "appreciation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="bulletins.appreciation"
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
                "db_table": "appreciation_correction",
                "ordering": ("proposed_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("synthesis", models.TextField(db_default="", default="")),
                ("minutes", models.TextField(db_default="", default="")),
                ("opened_at", models.DateTimeField()),
                ("opened_by_id", models.BigIntegerField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("validated_at", models.DateTimeField(null=True)),
                ("validated_by_id", models.BigIntegerField(null=True)),
                ("version", models.IntegerField(default=1)),
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
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.term"
                    ),
                ),
            ],
            options={
                "db_table": "council",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="CouncilDecision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("synthesis", models.TextField(db_default="", default="")),
                ("orientation", models.TextField(db_default="", default="")),
                ("votes", models.JSONField(null=True)),
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
                "db_table": "council_decision",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="CouncilDecisionVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("before", models.JSONField()),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bulletins.councildecision",
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
                "db_table": "council_decision_version",
                "ordering": ("decision_id", "version"),
            },
        ),
        migrations.CreateModel(
            name="CouncilSnapshot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("shown", models.JSONField()),
                ("shown_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="bulletins.council"
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
                "db_table": "council_snapshot",
                "ordering": ("council_id", "pupil_id", "shown_at"),
            },
        ),
        migrations.CreateModel(
            name="CycleReport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("cycle", models.SmallIntegerField()),
                ("year_label", models.TextField()),
                ("levels", models.JSONField(default=dict)),
                ("computed", models.JSONField(default=dict)),
                ("synthesis", models.TextField(db_default="", default="")),
                ("complement", models.TextField(db_default="", default="")),
                ("complement_level", models.SmallIntegerField(null=True)),
                ("language", models.TextField(db_default="", default="")),
                ("language_level", models.SmallIntegerField(null=True)),
                ("version", models.IntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                ("validated_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.group"
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
                "db_table": "cycle_report",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("position", models.SmallIntegerField()),
                ("is_warning", models.BooleanField(default=False)),
                ("is_offered", models.BooleanField(default=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "mention",
                "ordering": ("position", "id"),
            },
        ),
        migrations.AddField(
            model_name="councildecision",
            name="mention",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bulletins.mention"
            ),
        ),
        migrations.CreateModel(
            name="ProgrammeElement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField(choices=[("trimestre", "trimestre"), ("semestre", "semestre")])),
                ("number", models.SmallIntegerField()),
                ("text", models.TextField()),
                ("position", models.SmallIntegerField(default=0)),
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
                "db_table": "programme_element",
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="ReportCard",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.SmallIntegerField()),
                ("content", models.JSONField()),
                ("pdf", models.BinaryField()),
                ("digest", models.TextField()),
                ("why", models.TextField(db_default="", default="")),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
                ("published_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.term"
                    ),
                ),
            ],
            options={
                "db_table": "report_card",
                "ordering": ("pupil_id", "term_id", "number"),
            },
        ),
        migrations.CreateModel(
            name="ReportCardBatch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("term_ids", models.JSONField()),
                ("why", models.TextField(db_default="", default="")),
                ("asked", models.IntegerField()),
                ("made", models.IntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("asked_by_id", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("failed", models.JSONField(default=list)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "report_card_batch",
                "ordering": ("-asked_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="SchoolLife",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("justified", models.SmallIntegerField(null=True)),
                ("unjustified", models.SmallIntegerField(null=True)),
                ("late", models.SmallIntegerField(null=True)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("comment", models.TextField(db_default="", default="")),
                ("why", models.TextField(db_default="", default="")),
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
                "db_table": "school_life",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("kept_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "db_table": "sentence",
                "ordering": ("text", "id"),
            },
        ),
        migrations.CreateModel(
            name="TeachingProject",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("epi", "enseignement pratique interdisciplinaire"),
                            ("ap", "accompagnement personnalisé"),
                            ("parcours", "parcours éducatif"),
                        ]
                    ),
                ),
                ("code", models.TextField(db_default="", default="")),
                ("title", models.TextField()),
                ("description", models.TextField(db_default="", default="")),
                ("removed_at", models.DateTimeField(null=True)),
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
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.schoolyear"
                    ),
                ),
            ],
            options={
                "db_table": "teaching_project",
                "ordering": ("kind", "title", "id"),
            },
        ),
        migrations.CreateModel(
            name="ProjectComment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("version", models.IntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                (
                    "pupil",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.pupil",
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
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bulletins.teachingproject",
                    ),
                ),
            ],
            options={
                "db_table": "project_comment",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="TeachingProjectPart",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bulletins.teachingproject",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.subject",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "db_table": "teaching_project_part",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Accompaniment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "code",
                    models.TextField(
                        choices=[
                            ("PAP", "plan d’accompagnement personnalisé"),
                            ("PPS", "projet personnalisé de scolarisation"),
                            ("PAI", "projet d’accueil individualisé"),
                            ("PPRE", "programme personnalisé de réussite éducative"),
                            ("ULIS", "unité localisée pour l’inclusion scolaire"),
                            ("SEGPA", "section d’enseignement général et professionnel adapté"),
                            ("UPE2A", "unité pédagogique pour élèves allophones arrivants"),
                        ]
                    ),
                ),
                ("detail", models.TextField(db_default="", default="")),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
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
                "db_table": "accompaniment",
                "ordering": ("begins_on", "id"),
                "indexes": [models.Index(fields=["pupil", "begins_on"], name="accompaniment_of_pupil")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("begins_on")), _connector="OR"
                        ),
                        name="accompaniment_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("school", "pupil", "code"),
                        name="accompaniment_open_once",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="appreciation",
            index=models.Index(fields=["pupil", "term"], name="appreciation_of_pupil"),
        ),
        migrations.AddConstraint(
            model_name="appreciation",
            constraint=models.UniqueConstraint(fields=("gradebook", "pupil", "term"), name="appreciation_once"),
        ),
        migrations.AddConstraint(
            model_name="appreciationversion",
            constraint=models.UniqueConstraint(
                fields=("appreciation", "version"), name="appreciation_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulletinmodel",
            constraint=models.UniqueConstraint(fields=("school", "label"), name="bulletin_model_once"),
        ),
        migrations.AddConstraint(
            model_name="bulletinmodel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True), ("removed_at", None)),
                fields=("school",),
                name="bulletin_model_default",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulletinmodel",
            constraint=models.CheckConstraint(
                condition=models.Q(("regulation__in", ["EN", "AGRI"])), name="bulletin_model_regulation"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("state", "proposee")),
                    ("settled_at__isnull", False),
                    _connector="OR",
                ),
                name="appreciation_correction_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="council",
            constraint=models.CheckConstraint(
                condition=models.Q(("validated_at", None), ("closed_at__isnull", False), _connector="OR"),
                name="council_closed_before_validated",
            ),
        ),
        migrations.AddConstraint(
            model_name="councildecisionversion",
            constraint=models.UniqueConstraint(
                fields=("decision", "version"), name="council_decision_version_once"
            ),
        ),
        migrations.AddIndex(
            model_name="councilsnapshot",
            index=models.Index(fields=["pupil", "shown_at"], name="council_snapshot_of_pupil"),
        ),
        migrations.AddConstraint(
            model_name="cyclereport",
            constraint=models.UniqueConstraint(
                fields=("school", "pupil", "cycle", "year_label"), name="cycle_report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cyclereport",
            constraint=models.CheckConstraint(
                condition=models.Q(("cycle__in", [3, 4])), name="cycle_report_cycle"
            ),
        ),
        migrations.AddConstraint(
            model_name="cyclereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("complement_level", None), ("complement_level__range", (1, 2)), _connector="OR"),
                    models.Q(("language_level", None), ("language_level__range", (1, 2)), _connector="OR"),
                ),
                name="cycle_report_besides",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("school", "label"), name="mention_once"),
        ),
        migrations.AddConstraint(
            model_name="councildecision",
            constraint=models.UniqueConstraint(fields=("pupil", "term"), name="council_decision_once"),
        ),
        migrations.AddConstraint(
            model_name="programmeelement",
            constraint=models.UniqueConstraint(
                fields=("gradebook", "kind", "number", "text"), name="programme_element_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeelement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="programme_element_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="reportcard",
            index=models.Index(fields=["term", "number"], name="report_card_of_term"),
        ),
        migrations.AddConstraint(
            model_name="reportcard",
            constraint=models.UniqueConstraint(fields=("pupil", "term", "number"), name="report_card_once"),
        ),
        migrations.AddConstraint(
            model_name="reportcard",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("why", ""), _negated=True), _connector="OR"),
                name="report_card_next_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportcardbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("made__gte", 0), ("asked__gte", 0)), name="report_card_batch_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="schoollife",
            constraint=models.UniqueConstraint(fields=("pupil", "term"), name="school_life_once"),
        ),
        migrations.AddConstraint(
            model_name="schoollife",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("justified", None), ("justified__range", (0, 999)), _connector="OR"),
                    models.Q(("unjustified", None), ("unjustified__range", (0, 999)), _connector="OR"),
                    models.Q(("late", None), ("late__range", (0, 999)), _connector="OR"),
                ),
                name="school_life_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.UniqueConstraint(fields=("person", "text"), name="sentence_once"),
        ),
        migrations.AddConstraint(
            model_name="teachingproject",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("group", "year", "kind", "title"),
                name="teaching_project_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="teachingproject",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["epi", "ap", "parcours"])), name="teaching_project_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="projectcomment",
            constraint=models.UniqueConstraint(
                fields=("project", "term", "pupil"), name="project_comment_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="teachingprojectpart",
            constraint=models.UniqueConstraint(
                fields=("project", "subject", "teacher"), name="teaching_project_part_once", nulls_distinct=False
            ),
        ),
    ]
