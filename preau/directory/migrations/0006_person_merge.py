import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect

# Three questions that pass the second wall, since what they ask may lie in another school; each answers with the
# least: yes or no, and ids of schools.
_DOORS = """
CREATE FUNCTION is_pupil_somewhere(p_pupil bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM enrolment e
                    WHERE e.pupil_id = p_pupil AND e.begins_on <= p_day AND (e.ends_on IS NULL OR e.ends_on > p_day))
$$;

-- Every school that has or had anything to do with her: as herself, or as the guardian of a pupil.
CREATE FUNCTION schools_of_person(p_person bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    owned record;
BEGIN
    FOR owned IN
        SELECT c.conrelid::regclass AS called, a.attname
          FROM pg_constraint c
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
          JOIN pg_attribute s ON s.attrelid = c.conrelid AND s.attname = 'school_id' AND NOT s.attisdropped
         WHERE c.contype = 'f' AND c.conparentid = 0
           AND c.confrelid IN ('public.person'::regclass, 'public.pupil'::regclass)
    LOOP
        RETURN QUERY EXECUTE format('SELECT DISTINCT school_id FROM %s WHERE %I = $1', owned.called, owned.attname)
            USING p_person;
    END LOOP;
    RETURN QUERY SELECT DISTINCT e.school_id FROM guardianship g JOIN enrolment e ON e.pupil_id = g.pupil_id
                  WHERE g.guardian_id = p_person;
END $$;

REVOKE ALL ON FUNCTION is_pupil_somewhere(bigint, date), schools_of_person(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_pupil_somewhere(bigint, date), schools_of_person(bigint) TO preau_app;
"""

_NO_DOORS = """
DROP FUNCTION schools_of_person(bigint);
DROP FUNCTION is_pupil_somewhere(bigint, date);
"""


class Migration(migrations.Migration):
    """Records of one person merged, and what parts them again (C5); what anomalies ask beyond one school."""

    dependencies = [("directory", "0005_school_office")]

    operations = [
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kept_id", models.BigIntegerField()),
                ("gone_id", models.BigIntegerField()),
                ("merged_at", models.DateTimeField()),
                ("merged_by_id", models.BigIntegerField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by_id", models.BigIntegerField(null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "person_merge",
                "ordering": ("-merged_at", "-id"),
                "indexes": [
                    models.Index(fields=["school", "-merged_at"], name="person_merge_of_school"),
                    models.Index(fields=["kept_id"], name="person_merge_kept"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("gone_id",), name="person_merge_gone_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_id", models.F("gone_id")), _negated=True),
                        name="person_merge_of_two_records",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRows",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("rank", models.SmallIntegerField()),
                ("table_name", models.TextField()),
                ("column_name", models.TextField()),
                (
                    "moved",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("removed", models.JSONField(default=list)),
                ("is_created", models.BooleanField(default=False)),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.personmerge"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "merged_rows",
                "ordering": ("merge_id", "rank"),
                "constraints": [models.UniqueConstraint(fields=("merge", "rank"), name="merged_rows_once")],
            },
        ),
        protect("person_merge"),
        protect("merged_rows"),
        migrations.RunSQL(_DOORS, _NO_DOORS),
    ]
