from django.db import migrations

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Row security on the school-owned tables of this room."""

    dependencies = [("portal", "0001_initial")]
    operations = [protect("service_binding")]
