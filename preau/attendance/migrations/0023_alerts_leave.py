from django.db import migrations


class Migration(migrations.Migration):
    """How one is told outside of the page is decided in one place, `outreach`: the table stays, its room changes."""

    dependencies = [("attendance", "0022_measures_kept")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("AlertChoice")]),
    ]
