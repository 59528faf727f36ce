import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """What is left of the presence of a year that is over."""

    dependencies = [
        ("attendance", "0014_exemption"),
        ("directory", "0013_broadcast_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="PresencePurge",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("put_off_until", models.DateField(null=True)),
                ("why", models.TextField(db_default="", default="")),
                ("asked_at", models.DateTimeField(null=True)),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("erased", models.JSONField(default=dict)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.schoolyear"
                    ),
                ),
            ],
            options={
                "db_table": "presence_purge",
                "ordering": ("-year_id",),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year"), name="presence_purge_once"),
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("asked_at__isnull", False), _connector="OR"),
                        name="presence_purge_asked_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PresenceSummary",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("view", models.TextField()),
                ("label", models.TextField()),
                ("position", models.SmallIntegerField()),
                ("is_rest", models.BooleanField(default=False)),
                ("pupils", models.IntegerField()),
                ("half_days", models.IntegerField()),
                ("unjustified", models.IntegerField()),
                ("minutes", models.IntegerField()),
                ("lessons", models.IntegerField()),
                ("late", models.IntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.schoolyear"
                    ),
                ),
            ],
            options={
                "db_table": "presence_summary",
                "ordering": ("view", "position", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "view", "label", "is_rest"), name="presence_summary_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pupils__gte", 5)), name="presence_summary_names_nobody"
                    ),
                ],
            },
        ),
        protect("presence_summary"),
        protect("presence_purge"),
    ]
