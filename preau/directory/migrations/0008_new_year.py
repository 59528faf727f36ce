import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


def _of(model: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=f"directory.{model}"
    )


class Migration(migrations.Migration):
    """The coming year, prepared beside the one in course."""

    dependencies = [
        ("directory", "0007_leavers"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearOpening",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("profile", models.TextField()),
                ("opens_on", models.DateField()),
                ("school", _of("school")),
                ("year", _of("schoolyear")),
            ],
            options={
                "db_table": "year_opening",
                "ordering": ("school_id", "year_id", "profile"),
                "constraints": [
                    models.UniqueConstraint(fields=["school", "year", "profile"], name="year_opening_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPreparation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("prepared_at", models.DateTimeField()),
                ("pupils_before", models.IntegerField()),
                ("staying", models.IntegerField()),
                ("arriving", models.IntegerField()),
                ("pupils_after", models.IntegerField()),
                ("school", _of("school")),
                ("year", _of("schoolyear")),
            ],
            options={
                "db_table": "year_preparation",
                "ordering": ("school_id", "year_id"),
                "constraints": [
                    models.UniqueConstraint(fields=["school", "year"], name="year_preparation_once"),
                    models.CheckConstraint(
                        condition=models.Q(pupils_after=models.F("staying") + models.F("arriving"))
                        & models.Q(pupils_before__gte=models.F("staying")),
                        name="year_preparation_loses_nobody",
                    ),
                ],
            },
        ),
        protect("year_opening"),
        protect("year_preparation"),
    ]
