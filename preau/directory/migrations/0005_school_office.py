from django.db import migrations, models
from django.db.models.deletion import CASCADE

from preau.foundation.tenancy.second_wall import protect


def _id():
    return ("id", models.BigAutoField(primary_key=True, serialize=False))


def _of(model):
    return models.ForeignKey(on_delete=CASCADE, related_name="+", to=f"directory.{model}")


def _picture():
    return [
        ("kind", models.TextField(choices=[("jpeg", "JPEG"), ("png", "PNG")])),
        ("content", models.BinaryField()),
        ("digest", models.TextField()),
        ("received_at", models.DateTimeField()),
        ("school", _of("school")),
    ]


class Migration(migrations.Migration):
    """Photos of pupils and the right to show them; the people of a school found from the school."""

    dependencies = [("directory", "0004_school_calendar")]

    operations = [
        migrations.CreateModel(
            name="ImageRight",
            fields=[
                _id(),
                ("is_granted", models.BooleanField()),
                ("answered_on", models.DateField()),
                ("school", _of("school")),
                ("pupil", _of("pupil")),
            ],
            options={
                "db_table": "image_right",
                "ordering": ("school_id", "pupil_id"),
                "constraints": [models.UniqueConstraint(fields=["school", "pupil"], name="image_right_once")],
            },
        ),
        migrations.CreateModel(
            name="Portrait",
            fields=[_id(), *_picture(), ("pupil", _of("pupil"))],
            options={
                "db_table": "portrait",
                "ordering": ("school_id", "pupil_id"),
                "constraints": [models.UniqueConstraint(fields=["school", "pupil"], name="portrait_once")],
            },
        ),
        migrations.CreateModel(
            name="UnpairedPortrait",
            fields=[_id(), *_picture(), ("folder", models.TextField()), ("name", models.TextField())],
            options={
                "db_table": "unpaired_portrait",
                "ordering": ("folder", "name", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=["school", "folder", "name"], name="unpaired_portrait_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["school", "pupil", "begins_on", "ends_on"], name="enrolment_of_school"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["school", "person", "begins_on", "ends_on"], name="post_of_school"),
        ),
        protect("image_right"),
        protect("portrait"),
        protect("unpaired_portrait"),
    ]
