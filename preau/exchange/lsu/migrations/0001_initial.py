import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect

_GRAVITIES = [
    ("à corriger", "à corriger"),
    ("à vérifier", "à vérifier"),
    ("laissé de côté", "laissé de côté"),
]
_MENDERS = [
    ("enseignant", "l’enseignant de la matière"),
    ("pp", "le professeur principal"),
    ("vie_scolaire", "la vie scolaire"),
    ("secretariat", "le secrétariat"),
    ("direction", "la direction"),
]


def _of(model: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=f"directory.{model}"
    )


class Migration(migrations.Migration):
    """Pupils whom a school leaves out of its file for the LSU; the file, and what the check of it found."""

    initial = True

    dependencies = [("directory", "0013_broadcast_lists")]

    operations = [
        migrations.CreateModel(
            name="IgnoredPupil",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("period", models.TextField(db_default="", default="")),
                ("ignored_at", models.DateTimeField()),
                ("ignored_by_id", models.BigIntegerField()),
                ("pupil", _of("pupil")),
                ("school", _of("school")),
                ("year", _of("schoolyear")),
            ],
            options={
                "db_table": "lsu_ignored",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year", "pupil", "period"), name="lsu_ignored_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LivretFile",
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
                ("periods", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("version", models.TextField()),
                ("number", models.IntegerField(default=1)),
                ("asked_at", models.DateTimeField()),
                ("asked_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(null=True)),
                ("pupils", models.IntegerField(default=0)),
                ("reports", models.IntegerField(default=0)),
                ("verdict", models.TextField(db_default="", default="")),
                ("content", models.BinaryField(default=b"")),
                ("year", _of("schoolyear")),
            ],
            options={"db_table": "lsu_file", "ordering": ("school_id",)},
        ),
        migrations.CreateModel(
            name="LivretFinding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("position", models.IntegerField()),
                ("gravity", models.TextField(choices=_GRAVITIES)),
                ("mender", models.TextField(choices=_MENDERS)),
                ("who", models.TextField(db_default="", default="")),
                ("pupil_id", models.BigIntegerField(default=0)),
                ("pupil", models.TextField(db_default="", default="")),
                ("period", models.TextField(db_default="", default="")),
                ("sentence", models.TextField()),
                ("door", models.TextField(db_default="", default="")),
                ("words", models.JSONField(default=dict)),
                ("school", _of("school")),
            ],
            options={
                "db_table": "lsu_finding",
                "ordering": ("position", "id"),
                "indexes": [models.Index(fields=["school", "gravity", "position"], name="lsu_finding_of_school")],
            },
        ),
        protect("lsu_ignored"),
        protect("lsu_file"),
        protect("lsu_finding"),
    ]
