import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0004_school_calendar"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchoolImport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "sort",
                    models.TextField(
                        choices=[
                            ("siecle", "SIECLE"),
                            ("csv", "tableau CSV"),
                            ("sts", "STSweb"),
                            ("edt", "EDT"),
                            ("udt", "UnDeuxTemps"),
                        ]
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[("en_cours", "en cours"), ("applique", "appliqué"), ("abandonne", "abandonné")],
                        default="en_cours",
                    ),
                ),
                (
                    "file_names",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("received_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                ("choices", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("report", models.BinaryField(default=b"")),
                (
                    "made_by",
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
                "db_table": "school_import",
                "ordering": ("-received_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="UploadedFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("content", models.BinaryField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="upload.schoolimport"
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
                "db_table": "uploaded_file",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "what",
                    models.TextField(
                        choices=[
                            ("classe", "classe"),
                            ("groupe", "groupe"),
                            ("enseignant", "enseignant"),
                            ("matiere", "matière"),
                            ("responsable", "responsable (numéro de SIECLE)"),
                            ("personne", "personne (identifiant externe)"),
                        ]
                    ),
                ),
                ("told", models.TextField()),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.group",
                    ),
                ),
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
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.subject",
                    ),
                ),
            ],
            options={
                "db_table": "import_pairing",
                "ordering": ("what", "told"),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "what", "told"), name="import_pairing_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", None), ("subject", None), ("what__in", ("classe", "groupe"))),
                            models.Q(
                                ("group", None),
                                ("subject", None),
                                ("what__in", ("enseignant", "responsable", "personne")),
                            ),
                            models.Q(("group", None), ("person", None), ("what", "matiere")),
                            _connector="OR",
                        ),
                        name="import_pairing_of_one_sort",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="schoolimport",
            index=models.Index(fields=["school", "-received_at"], name="school_import_latest"),
        ),
        migrations.AddConstraint(
            model_name="schoolimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", False), ("state", "applique")),
                    models.Q(models.Q(("state", "applique"), _negated=True), ("applied_at", None)),
                    _connector="OR",
                ),
                name="school_import_applied_at",
            ),
        ),
    ]
