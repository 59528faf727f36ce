from django.db import migrations

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """The second wall on the quiet hours of schools; all the rest follows a person, and belongs to no school."""

    dependencies = [("outreach", "0001_initial")]
    operations = [protect("outreach_settings")]
