from django.db import migrations, models


class Migration(migrations.Migration):
    """Letters made together are messages like the others, on paper too."""

    dependencies = [("attendance", "0009_alert_reset")]

    operations = [
        migrations.AddField(model_name="notification", name="made_by_id", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="notification", name="batch", field=models.UUIDField(null=True)),
        migrations.AlterField(
            model_name="notification",
            name="channel",
            field=models.TextField(
                choices=[("courriel", "Courriel"), ("sms", "SMS"), ("papier", "Courrier papier")]
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(
                fields=("batch", "pupil", "recipient_id"), name="notification_once_per_batch"
            ),
        ),
    ]
