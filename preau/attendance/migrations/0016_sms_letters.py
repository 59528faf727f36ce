from django.db import migrations, models


class Migration(migrations.Migration):
    """How many letters a school sends by SMS in a month."""

    dependencies = [
        ("attendance", "0015_year_end"),
        ("directory", "0013_broadcast_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="attendancesettings",
            name="sms_a_month",
            field=models.SmallIntegerField(db_default=300, default=300),
        ),
        migrations.AddConstraint(
            model_name="attendancesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("sms_a_month__range", (0, 20000))), name="attendance_settings_sms"
            ),
        ),
    ]
