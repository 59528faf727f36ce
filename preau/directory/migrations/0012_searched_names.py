from django.db import migrations

# As `kernel.words.folded` does: no accent, no ligature, lower case, single blanks. Kept by PostgreSQL, whoever writes
# the person; empty when the name of birth is the usual one. The two indexes hold everything the search of a school
# reads of a person and of a guardianship.
_FORWARD = r"""
ALTER TABLE person ADD COLUMN searched_birth_name text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN birth_name = last_name THEN ''
         ELSE btrim(regexp_replace(
              lower(regexp_replace(
                  normalize(replace(replace(replace(replace(birth_name, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'),
                            NFKD),
                  '[\u0300-\u036f]', '', 'g')),
              '[^a-z0-9]+', ' ', 'g'))
    END) STORED;
CREATE INDEX person_searched ON person (id) INCLUDE (sorting_name, searched_birth_name, born_on);
CREATE INDEX guardianship_searched ON guardianship (pupil_id) INCLUDE (guardian_id, begins_on, ends_on);
"""
_BACK = """
DROP INDEX guardianship_searched;
DROP INDEX person_searched;
ALTER TABLE person DROP COLUMN searched_birth_name;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_adult_opposition")]

    operations = [
        migrations.RunSQL(_FORWARD, _BACK),
    ]
