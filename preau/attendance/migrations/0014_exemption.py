import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """When pupils are exempted from lessons."""

    dependencies = [
        ("attendance", "0013_collective_absence"),
        ("directory", "0013_broadcast_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exemption",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("weekday", models.SmallIntegerField(null=True)),
                ("starts_at", models.TimeField(null=True)),
                ("ends_at", models.TimeField(null=True)),
                (
                    "mondays",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), null=True, size=None),
                ),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("must_attend", models.BooleanField(default=False)),
                ("note", models.TextField(db_default="", default="")),
                ("comment", models.TextField(db_default="", default="")),
                ("version", models.IntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by_id", models.BigIntegerField(null=True)),
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
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.subject",
                    ),
                ),
            ],
            options={
                "db_table": "exemption",
                "ordering": ("begins_on", "id"),
                "indexes": [models.Index(fields=["pupil", "begins_on"], name="exemption_of_pupil")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="exemption_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_at", None),
                                ("starts_at", None),
                                ("subject__isnull", False),
                                ("weekday", None),
                            ),
                            models.Q(("ends_at__gt", models.F("starts_at")), ("subject", None)),
                            _connector="OR",
                        ),
                        name="exemption_of_one_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday", None), ("weekday__range", (1, 7)), _connector="OR"),
                        name="exemption_weekday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__isnull", False),
                            ("weekday__isnull", False),
                            ("ends_on", models.F("begins_on")),
                            _connector="OR",
                        ),
                        name="exemption_once_is_a_day",
                    ),
                ],
            },
        ),
        protect("exemption"),
    ]
