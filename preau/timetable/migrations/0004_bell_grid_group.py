import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Which classes and groups follow which grid of bells."""

    dependencies = [("timetable", "0003_decided_by_hand"), ("directory", "0008_new_year")]

    operations = [
        migrations.CreateModel(
            name="BellGridGroup",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="timetable.bellgrid"
                    ),
                ),
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
            ],
            options={
                "db_table": "bell_grid_group",
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=["group"], name="bell_grid_group_once")],
            },
        ),
        protect("bell_grid_group"),
    ]
