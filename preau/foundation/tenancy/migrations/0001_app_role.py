from django.db import migrations

from preau.foundation.tenancy.second_wall import create_app_role


class Migration(migrations.Migration):
    """First of all, so that every table made afterwards is open to the role of screens."""

    initial = True
    run_before = [("procrastinate", "0001_initial")]
    operations = [create_app_role()]
