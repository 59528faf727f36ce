from django.db import migrations

from preau.bulletins.catalogue import MENTIONS
from preau.foundation.tenancy.second_wall import APP_ROLE, protect

_TABLES = (
    "bulletin_settings", "bulletin_model", "mention", "appreciation", "appreciation_version",
    "appreciation_correction", "programme_element", "class_comment", "teaching_project", "teaching_project_part",
    "project_comment", "accompaniment", "council", "council_decision", "council_decision_version",
    "council_snapshot", "school_life", "report_card", "report_card_batch", "cycle_report",
)  # fmt: skip


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_MENTIONS = ", ".join(
    f"({_quoted(one.label)}, {position}, {one.is_warning}, true)" for position, one in enumerate(MENTIONS)
)
_GIVE = f"""
INSERT INTO mention (school_id, label, position, is_warning, is_offered)
SELECT {{school}}, v.* FROM (VALUES {_MENTIONS}) v
"""

_TRIGGER = f"""
CREATE FUNCTION give_mentions() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    {_GIVE.format(school="NEW.id")} ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER born_with_mentions AFTER INSERT ON school
    FOR EACH ROW EXECUTE FUNCTION give_mentions();
REVOKE ALL ON FUNCTION give_mentions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_mentions() TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    """The second wall on every table of the room; every school, known or to come, has the starting mentions."""

    dependencies = [("bulletins", "0001_initial")]
    operations = [
        *(protect(table) for table in _TABLES),
        migrations.RunSQL(
            sql=[_GIVE.format(school="school.id") + ", school", _TRIGGER],
            reverse_sql=["DROP TRIGGER born_with_mentions ON school", "DROP FUNCTION give_mentions()"],
        ),
    ]
