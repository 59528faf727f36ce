import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """What a school keeps as it is, and how many anomalies each one has."""

    initial = True
    dependencies = [("directory", "0004_school_calendar")]

    operations = [
        migrations.CreateModel(
            name="KeptAsIs",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("state", models.TextField(default="")),
                ("reason", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("kept_by_id", models.BigIntegerField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by_id", models.BigIntegerField(null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "kept_as_is",
                "ordering": ("-kept_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("school", "code", "keys"),
                        name="kept_as_is_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnomalyCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("count", models.IntegerField()),
                ("counted_at", models.DateTimeField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "anomaly_count",
                "ordering": ("school_id", "code"),
                "constraints": [models.UniqueConstraint(fields=("school", "code"), name="anomaly_count_once")],
            },
        ),
        protect("kept_as_is"),
        protect("anomaly_count"),
    ]
