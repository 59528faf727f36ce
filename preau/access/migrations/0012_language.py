from django.db import migrations, models

# The door of sessions also says in which language the person reads: nothing else of it changes.
_DOOR = """
DO $patch$
DECLARE
    written text := pg_get_functiondef('open_session(bytea, timestamptz, date)'::regprocedure);
    pair text[];
BEGIN
    FOREACH pair SLICE 1 IN ARRAY ARRAY[
        ['mandates jsonb)', 'mandates jsonb, language text)'],
        ['FROM session o', ', a.language FROM session o']
    ] LOOP
        IF position(pair[1] IN written) = 0 THEN
            RAISE EXCEPTION 'access 0012: open_session no longer has « % »', pair[1];
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
    """The language chosen by a person."""

    dependencies = [("access", "0011_push_device")]
    operations = [
        migrations.AddField("account", "language", models.TextField(default="", db_default="")),
        migrations.RunSQL(_DOOR, migrations.RunSQL.noop),
    ]
