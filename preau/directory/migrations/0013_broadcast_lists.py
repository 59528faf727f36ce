import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_searched_names")]

    operations = [
        migrations.CreateModel(
            name="BroadcastList",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                (
                    "seen_by",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "written_by",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("ends_on", models.DateField(null=True)),
                ("is_archived", models.BooleanField(default=False)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "broadcast_list",
                "ordering": ("label", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("written_by__contained_by", models.F("seen_by"))),
                        name="broadcast_list_writers_see",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BroadcastAudience",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "who",
                    models.TextField(
                        choices=[
                            ("eleves", "élèves"),
                            ("responsables", "responsables"),
                            ("enseignants", "enseignants"),
                            ("personnels", "personnels"),
                        ]
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.group",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.broadcastlist"
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
                "db_table": "broadcast_audience",
                "ordering": ("of_id", "who", "group_id", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "who", "group"), name="broadcast_audience_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("who", "personnels"), _negated=True), ("group", None), _connector="OR"
                        ),
                        name="broadcast_audience_staff",
                    ),
                ],
            },
        ),
        protect("broadcast_list"),
        protect("broadcast_audience"),
    ]
