import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_logos")]

    operations = [
        migrations.CreateModel(
            name="AdultOpposition",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("asked_on", models.DateField(null=True)),
                ("asked_reason", models.TextField(default="")),
                ("is_emancipated", models.BooleanField(default=False)),
                ("begins_on", models.DateField(null=True)),
                ("reason", models.TextField(default="")),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("ends_on", models.DateField(null=True)),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.pupil"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "adult_opposition",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)), fields=("pupil",), name="adult_opposition_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_on__isnull", False), ("begins_on__isnull", False), _connector="OR"
                        ),
                        name="adult_opposition_asked_or_recorded",
                    ),
                ],
            },
        ),
    ]
