from django.db import migrations

from preau.foundation.tenancy.second_wall import APP_ROLE

# An end-of-cycle report is given with the last report card of its year, once it is validated: its paper bears the
# school, the pupil, the class and the signatory that this card bears.
_NOW = """
DROP FUNCTION given_cycle_reports(bigint, timestamptz);
CREATE FUNCTION given_cycle_reports(p_pupil bigint, p_now timestamptz)
RETURNS TABLE (report_id bigint, year text, cycle smallint, levels jsonb, synthesis text, complement text,
               complement_level smallint, language text, language_level smallint, version integer,
               validated_at timestamptz, head jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.id, r.year_label, r.cycle, r.levels, r.synthesis, r.complement, r.complement_level, r.language,
           r.language_level, r.version, r.validated_at, k.head
      FROM cycle_report r
     CROSS JOIN LATERAL (
           SELECT jsonb_build_object(
                      'school', c.content->'school', 'pupil', c.content->'pupil',
                      'division', c.content->'term'->'division', 'signatory', c.content->'signatory',
                      'function', c.content->'function', 'regulation', c.content->'model'->'regulation') AS head
             FROM report_card c
             JOIN term t ON t.id = c.term_id
             JOIN school_year y ON y.id = t.year_id AND y.label = r.year_label
            WHERE c.pupil_id = r.pupil_id AND c.school_id = r.school_id AND c.published_at <= p_now
              AND NOT EXISTS (SELECT FROM term n WHERE n.group_id = t.group_id AND n.year_id = t.year_id
                                                   AND n.number > t.number)
            ORDER BY c.published_at DESC, c.number DESC LIMIT 1) k
     WHERE r.pupil_id = p_pupil AND r.validated_at <= p_now
     ORDER BY r.year_label DESC, r.id
$$;
"""
_FORMERLY = """
DROP FUNCTION given_cycle_reports(bigint, timestamptz);
CREATE FUNCTION given_cycle_reports(p_pupil bigint, p_now timestamptz)
RETURNS TABLE (school text, year text, cycle smallint, levels jsonb, synthesis text, complement text,
               complement_level smallint, language text, language_level smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.name, r.year_label, r.cycle, r.levels, r.synthesis, r.complement, r.complement_level, r.language,
           r.language_level
      FROM cycle_report r JOIN school s ON s.id = r.school_id
     WHERE r.pupil_id = p_pupil AND r.validated_at <= p_now
       AND EXISTS (SELECT FROM report_card c
                     JOIN term t ON t.id = c.term_id
                     JOIN school_year y ON y.id = t.year_id AND y.label = r.year_label
                    WHERE c.pupil_id = r.pupil_id AND c.school_id = r.school_id AND c.published_at <= p_now
                      AND NOT EXISTS (SELECT FROM term n WHERE n.group_id = t.group_id AND n.year_id = t.year_id
                                                           AND n.number > t.number))
     ORDER BY r.year_label DESC, r.id
$$;
"""
_GRANT = f"""
REVOKE ALL ON FUNCTION given_cycle_reports(bigint, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION given_cycle_reports(bigint, timestamptz) TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    """What a family reads of an end-of-cycle report is enough to print it."""

    dependencies = [("bulletins", "0004_contracts")]
    operations = [migrations.RunSQL(_NOW + _GRANT, _FORMERLY + _GRANT)]
