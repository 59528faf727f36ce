from django.db import migrations, models


class Migration(migrations.Migration):
    """Where a session signed in from, and whether its browser had never opened the account (capability C14)."""

    dependencies = [("access", "0013_page_bands")]

    operations = [
        migrations.AddField(
            model_name="session", name="address", field=models.TextField(db_default="", default="")
        ),
        migrations.AddField(
            model_name="session",
            name="is_new_device",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
