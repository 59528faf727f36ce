import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_new_year")]

    operations = [
        migrations.CreateModel(
            name="SettingsCopy",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.UUIDField(unique=True)),
                ("groups", models.JSONField()),
                ("report", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={"db_table": "settings_copy", "ordering": ("-made_at", "-id")},
        ),
    ]
