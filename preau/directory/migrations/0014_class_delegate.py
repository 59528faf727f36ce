import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Who speaks for a class: the delegates of its pupils and of its parents."""

    dependencies = [("directory", "0013_broadcast_lists")]
    operations = [
        migrations.CreateModel(
            name="ClassDelegate",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "profile",
                    models.TextField(
                        choices=[("eleve", "Délégué des élèves"), ("responsable", "Délégué des parents")]
                    ),
                ),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.group"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
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
                "db_table": "class_delegate",
                "ordering": ("group_id", "profile", "id"),
                "indexes": [models.Index(fields=["person", "school"], name="class_delegate_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("group", "person", "profile"),
                        name="class_delegate_open_once",
                    )
                ],
            },
        ),
        protect("class_delegate"),
    ]
