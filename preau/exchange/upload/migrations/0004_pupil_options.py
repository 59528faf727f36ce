import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


def _of(model: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=f"directory.{model}"
    )


class Migration(migrations.Migration):
    """The options of pupils, as SIECLE says them."""

    dependencies = [("upload", "0003_kept_columns")]

    operations = [
        migrations.CreateModel(
            name="PupilOption",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("modality", models.TextField(default="")),
                ("rank", models.SmallIntegerField(null=True)),
                ("pupil", _of("pupil")),
                ("school", _of("school")),
            ],
            options={
                "db_table": "pupil_option",
                "ordering": ("pupil_id", "rank", "subject"),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "pupil", "subject"), name="pupil_option_once")
                ],
                "indexes": [models.Index(fields=["pupil", "school"], name="pupil_option_of_pupil")],
            },
        ),
        protect("pupil_option"),
    ]
