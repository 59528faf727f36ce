import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_settings_copy")]

    operations = [
        migrations.CreateModel(
            name="CollectivityLogo",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("collectivity", models.TextField(unique=True)),
                ("content", models.BinaryField()),
                ("digest", models.TextField()),
                ("received_at", models.DateTimeField()),
            ],
            options={"db_table": "collectivity_logo", "ordering": ("collectivity",)},
        ),
        migrations.CreateModel(
            name="SchoolLogo",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.school",
                    ),
                ),
                ("content", models.BinaryField()),
                ("digest", models.TextField()),
                ("received_at", models.DateTimeField()),
            ],
            options={"db_table": "school_logo", "ordering": ("school_id",)},
        ),
        protect("school_logo"),
    ]
