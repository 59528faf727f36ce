from django.db import migrations, models


class Migration(migrations.Migration):
    """Exit regimes have a colour."""

    dependencies = [
        ("attendance", "0018_safety_and_measures"),
        ("directory", "0013_broadcast_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="exitregime",
            name="hue",
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="exitregime",
            constraint=models.CheckConstraint(condition=models.Q(("hue__range", (0, 9))), name="exit_regime_hue"),
        ),
    ]
