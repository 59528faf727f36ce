import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """What the columns of a school's tables mean, remembered from one import to the next."""

    dependencies = [("upload", "0002_second_wall")]

    operations = [
        migrations.CreateModel(
            name="KeptColumns",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("signature", models.TextField()),
                ("kind", models.TextField()),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("default_level", models.SmallIntegerField()),
                ("used_at", models.DateTimeField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "import_columns",
                "ordering": ("-used_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "signature"), name="import_columns_once")
                ],
            },
        ),
        protect("import_columns"),
    ]
