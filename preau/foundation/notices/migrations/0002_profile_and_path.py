from django.db import migrations, models


class Migration(migrations.Migration):
    """A notice is told to one hat of a person; one fact may tell her of two pages; what was told of a pupil at a
    page is found without reading the table.
    """

    dependencies = [("notices", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="notice", name="profile", field=models.TextField(db_default="", default="")
        ),
        migrations.RemoveConstraint(model_name="notice", name="notice_told_once"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("event_id", "recipient_id", "path"), name="notice_told_once"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("about_pupil_id__isnull", False)),
                fields=["about_pupil_id", "path"],
                name="notice_about_pupil",
            ),
        ),
    ]
