from django.db import migrations

from preau.foundation.tenancy.second_wall import APP_ROLE, protect
from preau.grading.catalogue import KINDS, LEVELS

_TABLES = (
    "grading_settings", "evaluation_kind", "gradebook", "gradebook_teacher", "sub_subject", "entry_permission",
    "evaluation", "mark", "mark_version", "term_lock", "term_result", "gradebook_figures", "skill", "skill_level",
    "evaluation_skill", "skill_mark", "skill_final",
)  # fmt: skip


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_KINDS = ", ".join(
    f"({_quoted(one.label)}, {position}, {one.is_formative}, {one.is_test}, {one.coefficient}, true)"
    for position, one in enumerate(KINDS)
)
_LEVELS = ", ".join(
    f"({one.level}, {_quoted(one.label)}, {_quoted(one.letter)}, {_quoted(one.colour)})" for one in LEVELS
)
_GIVE_KINDS = f"""
INSERT INTO evaluation_kind (school_id, label, position, is_formative, is_test, coefficient, is_offered)
SELECT {{school}}, v.* FROM (VALUES {_KINDS}) v
"""
_GIVE_LEVELS = f"""
INSERT INTO skill_level (school_id, level, label, letter, colour)
SELECT {{school}}, v.* FROM (VALUES {_LEVELS}) v
"""

_TRIGGER = f"""
CREATE FUNCTION give_grading_words() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    {_GIVE_KINDS.format(school="NEW.id")} ON CONFLICT DO NOTHING;
    {_GIVE_LEVELS.format(school="NEW.id")} ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER born_with_grading_words AFTER INSERT ON school
    FOR EACH ROW EXECUTE FUNCTION give_grading_words();
REVOKE ALL ON FUNCTION give_grading_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_grading_words() TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    """The second wall on every table of the room; every school, known or to come, has the starting words."""

    dependencies = [("grading", "0001_initial")]
    operations = [
        *(protect(table) for table in _TABLES),
        migrations.RunSQL(
            sql=[
                _GIVE_KINDS.format(school="school.id") + ", school",
                _GIVE_LEVELS.format(school="school.id") + ", school",
                _TRIGGER,
            ],
            reverse_sql=[
                "DROP TRIGGER born_with_grading_words ON school",
                "DROP FUNCTION give_grading_words()",
            ],
        ),
    ]
