from django.db import migrations

from preau.foundation.tenancy.second_wall import APP_ROLE

# Only the owner of a table may take its figures: the role of screens asks through this function, which reads no row
# of anybody. The share is that of autovacuum, which would do the same a minute later. One at a time.
_LEARN = f"""
CREATE FUNCTION learn_sizes() RETURNS SETOF text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    changed text;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('learn_sizes')) THEN
        RETURN;
    END IF;
    FOR changed IN
        SELECT format('%I.%I', s.schemaname, s.relname)
          FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
         WHERE s.schemaname = 'public' AND s.n_mod_since_analyze > 50 + greatest(c.reltuples, 0) / 10
         ORDER BY 1
    LOOP
        EXECUTE 'ANALYZE ' || changed;
        RETURN NEXT changed;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION learn_sizes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION learn_sizes() TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    """What has just come in by mass is measured at once, by whoever brought it in."""

    dependencies = [("tenancy", "0001_app_role")]
    operations = [migrations.RunSQL(sql=_LEARN, reverse_sql="DROP FUNCTION learn_sizes()")]
