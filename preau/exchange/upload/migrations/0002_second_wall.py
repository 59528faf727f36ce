from django.db import migrations

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """Row security on what schools upload."""

    dependencies = [("upload", "0001_initial"), ("directory", "0002_second_wall")]
    operations = [protect("school_import"), protect("uploaded_file"), protect("import_pairing")]
