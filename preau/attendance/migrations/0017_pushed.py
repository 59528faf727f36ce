from django.db import migrations, models


class Migration(migrations.Migration):
    """Messages may be pushed to devices."""

    dependencies = [
        ("attendance", "0016_sms_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="channel",
            field=models.TextField(
                choices=[
                    ("courriel", "Courriel"),
                    ("sms", "SMS"),
                    ("pousse", "Notification"),
                    ("papier", "Courrier papier"),
                ]
            ),
        ),
    ]
