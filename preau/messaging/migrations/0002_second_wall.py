from django.db import migrations

from preau.foundation.tenancy.second_wall import protect, protect_shared


class Migration(migrations.Migration):
    """The second wall; what is kept once for several schools is open to each of them."""

    dependencies = [("messaging", "0001_initial")]
    operations = [
        *(
            protect(table)
            for table in (
                "thread",
                "message",
                "message_addressed",
                "message_copy",
                "message_draft",
                "writing_rule",
                "group_writing_rule",
                "messaging_settings",
            )
        ),
        *(protect_shared(table) for table in ("message_body", "message_attachment")),
    ]
