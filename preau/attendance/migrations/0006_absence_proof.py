import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """What families join to explain an absence."""

    dependencies = [
        ("attendance", "0005_sheet_remarks"),
        ("directory", "0008_new_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="AbsenceProof",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("mime", models.TextField(choices=[("application/pdf", "PDF"), ("image/jpeg", "image")])),
                ("content", models.BinaryField()),
                ("digest", models.TextField()),
                ("sent_at", models.DateTimeField()),
                ("sent_by_id", models.BigIntegerField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attendance.absenceperiod",
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
                "db_table": "absence_proof",
                "ordering": ("sent_at", "id"),
                "indexes": [models.Index(fields=["school", "period"], name="absence_proof_of_period")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("period", "sent_by_id", "digest"),
                        name="absence_proof_once",
                    )
                ],
            },
        ),
        protect("absence_proof"),
    ]
