import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Reminders of forgotten rolls."""

    dependencies = [
        ("attendance", "0006_absence_proof"),
        ("directory", "0008_new_year"),
        ("timetable", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RollNudge",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("nudged_at", models.DateTimeField()),
                ("nudged_by_id", models.BigIntegerField()),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="timetable.lesson"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "roll_nudge", "ordering": ("nudged_at", "id")},
        ),
        migrations.AddIndex(
            model_name="rollnudge",
            index=models.Index(fields=["lesson", "nudged_at"], name="roll_nudge_of_lesson"),
        ),
        protect("roll_nudge"),
    ]
