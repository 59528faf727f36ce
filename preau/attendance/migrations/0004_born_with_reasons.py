from django.db import migrations

from preau.attendance.catalogue import EFFECTS, STARTING_REASONS
from preau.foundation.tenancy.second_wall import APP_ROLE, protect

_COLUMNS = (*EFFECTS.values(), "is_shown_to_families")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _starting() -> str:
    """The starting catalogue as rows of SQL."""
    lines = []
    for position, reason in enumerate(STARTING_REASONS):
        effects = [str(reason.column(column)) for column in EFFECTS.values()]
        said = [_quoted(reason.code), _quoted(reason.label), _quoted(reason.kind), str(position)]
        lines.append(f"({', '.join([*said, *effects, 'true'])})")
    return ", ".join(lines)


_GIVE = f"""
INSERT INTO absence_reason (school_id, code, label, kind, position, {", ".join(_COLUMNS)})
SELECT {{school}}, v.* FROM (VALUES {_starting()}) v
"""

_TRIGGER = f"""
CREATE FUNCTION give_absence_reasons() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    {_GIVE.format(school="NEW.id")} ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER born_with_absence_reasons AFTER INSERT ON school
    FOR EACH ROW EXECUTE FUNCTION give_absence_reasons();
REVOKE ALL ON FUNCTION give_absence_reasons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_absence_reasons() TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    """The second wall on the new tables; every school, known or to come, has the starting reasons."""

    dependencies = [("attendance", "0003_absence_life")]
    operations = [
        protect("absence_reason"),
        protect("absence_period"),
        protect("absence_period_version"),
        protect("follow_up"),
        protect("attendance_settings"),
        migrations.RunSQL(
            sql=[
                _GIVE.format(school="school.id") + ", school",
                _TRIGGER,
            ],
            reverse_sql=[
                "DROP TRIGGER born_with_absence_reasons ON school",
                "DROP FUNCTION give_absence_reasons()",
            ],
        ),
    ]
