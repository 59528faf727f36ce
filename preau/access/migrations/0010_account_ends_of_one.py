from django.db import migrations

# The same function answers for everybody, each night, and for one person, on her page: only a plan made for what is
# asked reads one person by the indexes, and screens ask for plans that fit everything.
_ASKED = "ALTER FUNCTION account_ends(bigint[], date, date) SET plan_cache_mode = 'force_custom_plan'"
_BACK = "ALTER FUNCTION account_ends(bigint[], date, date) RESET plan_cache_mode"


class Migration(migrations.Migration):
    """One person’s account is looked for in a few rows."""

    dependencies = [("access", "0009_account_ends")]

    operations = [migrations.RunSQL(_ASKED, _BACK)]
