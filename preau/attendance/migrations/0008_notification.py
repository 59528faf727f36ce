import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """What is sent to families outside of Préau, and how each wants to be told."""

    dependencies = [
        ("attendance", "0007_roll_nudge"),
        ("directory", "0008_new_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertChoice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
                    ),
                ),
                ("by_mail", models.BooleanField()),
                ("by_sms", models.BooleanField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={"db_table": "alert_choice", "ordering": ("person_id",)},
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recipient_id", models.BigIntegerField()),
                ("channel", models.TextField(choices=[("courriel", "Courriel"), ("sms", "SMS")])),
                ("sent_to", models.TextField()),
                ("subject", models.TextField(default="")),
                ("text", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("initial", "À envoyer"),
                            ("en_cours", "Nouvel essai prévu"),
                            ("envoye", "Envoyé"),
                            ("echec", "Échec"),
                            ("annule", "Annulé"),
                        ],
                        default="initial",
                    ),
                ),
                ("attempts", models.SmallIntegerField(default=0)),
                ("result", models.TextField(default="")),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "absence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="attendance.absence",
                    ),
                ),
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
            options={
                "db_table": "notification",
                "ordering": ("made_at", "id"),
                "indexes": [models.Index(fields=["pupil", "made_at"], name="notification_of_pupil")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("absence", "recipient_id", "channel"), name="notification_once_per_absence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "envoye")),
                            models.Q(models.Q(("state", "envoye"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="notification_sent_at_some_time",
                    ),
                ],
            },
        ),
        protect("notification"),
    ]
