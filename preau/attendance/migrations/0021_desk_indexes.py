from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """The desk reads what is to follow, never the year of what is settled."""

    dependencies = [
        ("attendance", "0020_uncertain_sending"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="absenceperiod", name="absence_period_to_follow"),
        migrations.AddIndex(
            model_name="absenceperiod",
            index=models.Index(
                fields=["school", "first_on"],
                include=["id"],
                condition=Q(withdrawn_at=None, followed_at=None, collective=None) & ~Q(admissibility="acceptee"),
                name="absence_period_to_follow",
            ),
        ),
        migrations.AddIndex(
            model_name="absenceperiod",
            index=models.Index(fields=["school", "last_on"], name="absence_period_last_day"),
        ),
        migrations.AddIndex(
            model_name="absenceperiod",
            index=models.Index(
                fields=["school", "reason"],
                condition=Q(withdrawn_at=None, followed_at=None, admissibility="acceptee", proof_received_at=None),
                name="absence_period_without_proof",
            ),
        ),
    ]
