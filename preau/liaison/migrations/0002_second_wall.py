from django.db import migrations

from preau.foundation.tenancy.second_wall import protect

_OWNED = (
    "liaison_word", "liaison_word_pupil", "liaison_word_version", "liaison_reply", "liaison_reply_version",
    "liaison_deposit", "liaison_usual_word", "liaison_settings",
)  # fmt: skip


class Migration(migrations.Migration):
    """The second wall."""

    dependencies = [("liaison", "0001_initial")]
    operations = [protect(table) for table in _OWNED]
