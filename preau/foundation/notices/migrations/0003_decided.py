from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether somebody decided if a notice leaves the page: those of before do not."""

    dependencies = [("notices", "0002_profile_and_path")]
    operations = [
        migrations.AddField("notice", "decided_at", models.DateTimeField(null=True)),
        migrations.RunSQL("UPDATE notice SET decided_at = at", migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddIndex(
            "notice",
            models.Index(fields=["id"], condition=models.Q(decided_at__isnull=True), name="notice_undecided"),
        ),
    ]
