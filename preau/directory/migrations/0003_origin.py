from django.db import migrations, models


class Migration(migrations.Migration):
    """Which feed opened a group, a course, a form teacher: only that feed ends it."""

    dependencies = [("directory", "0002_second_wall")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="origin",
            field=models.TextField(db_default="", default=""),
        )
        for name in ("course", "formteacher", "group")
    ]
