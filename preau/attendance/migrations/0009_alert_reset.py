import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Alerts that vie scolaire has dealt with."""

    dependencies = [
        ("attendance", "0008_notification"),
        ("directory", "0008_new_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertReset",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("words", models.TextField(default="")),
                ("reset_at", models.DateTimeField()),
                ("reset_by_id", models.BigIntegerField()),
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
            ],
            options={"db_table": "alert_reset", "ordering": ("reset_at", "id")},
        ),
        migrations.AddConstraint(
            model_name="alertreset",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["absence", "retard"])), name="alert_reset_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="alertreset",
            index=models.Index(fields=["pupil", "kind", "reset_at"], name="alert_reset_of_pupil"),
        ),
        protect("alert_reset"),
    ]
