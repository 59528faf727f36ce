import django.contrib.postgres.fields
from django.db import migrations, models

# The door of sessions also says which version of the bands stands (what is at the top of every page), and which of
# them the person put away: a page shows them without a statement of its own (ADR 0024). A version is never given
# twice, not even after a transaction that was undone: a process that keeps what stands trusts it.
_VERSION = """
CREATE SEQUENCE page_bands_versions;
CREATE TABLE page_bands (is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one), version bigint NOT NULL);
INSERT INTO page_bands (version) VALUES (0);
"""
_DOOR = """
DO $patch$
DECLARE
    written text := pg_get_functiondef('open_session(bytea, timestamptz, date)'::regprocedure);
    pair text[];
BEGIN
    FOREACH pair SLICE 1 IN ARRAY ARRAY[
        ['language text)', 'language text, put_away text[], bands bigint)'],
        [', a.language FROM session o', ', a.language, a.put_away, (SELECT v.version FROM page_bands v) FROM session o']
    ] LOOP
        IF position(pair[1] IN written) = 0 THEN
            RAISE EXCEPTION 'access 0013: open_session no longer has « % »', pair[1];
        END IF;
        written := replace(written, pair[1], pair[2]);
    END LOOP;
    DROP FUNCTION open_session(bytea, timestamptz, date);
    EXECUTE written;
    REVOKE ALL ON FUNCTION open_session(bytea, timestamptz, date) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION open_session(bytea, timestamptz, date) TO preau_app;
END $patch$;
"""


class Migration(migrations.Migration):
    """What stands at the top of every page, and what a person put away."""

    dependencies = [("access", "0012_language")]
    operations = [
        migrations.AddField(
            "account",
            "put_away",
            django.contrib.postgres.fields.ArrayField(models.TextField(), default=list, db_default=[]),
        ),
        migrations.RunSQL(_VERSION, "DROP TABLE page_bands; DROP SEQUENCE page_bands_versions"),
        migrations.RunSQL(_DOOR, migrations.RunSQL.noop),
    ]
