from django.db import migrations

# The same door as in 0004: each school comes with the names of its logo and of its collectivity's, last.
_ATTACHMENTS = """
    (SELECT jsonb_agg(jsonb_build_array(s.id, s.uai, s.name, p.profile, p.function, coalesce((SELECT l.digest FROM school_logo l WHERE l.school_id = s.id), ''),
                                        coalesce((SELECT k.digest FROM collectivity_logo k
                                                   WHERE k.collectivity = s.collectivity), '')) ORDER BY s.name, s.id)
       FROM post p JOIN school s ON s.id = p.school_id
      WHERE p.person_id = {person} AND p.begins_on <= p_day AND (p.ends_on IS NULL OR p.ends_on > p_day)
        AND s.is_open),
    (SELECT jsonb_agg(jsonb_build_array(s.id, s.uai, s.name, coalesce((SELECT l.digest FROM school_logo l WHERE l.school_id = s.id), ''),
                                        coalesce((SELECT k.digest FROM collectivity_logo k
                                                   WHERE k.collectivity = s.collectivity), '')) ORDER BY s.name, s.id)
       FROM enrolment e JOIN school s ON s.id = e.school_id
      WHERE e.pupil_id = {person} AND e.begins_on <= p_day AND (e.ends_on IS NULL OR e.ends_on > p_day)
        AND s.is_open),
    (SELECT jsonb_agg(jsonb_build_array(g.pupil_id, c.first_name, g.is_informed, g.may_consult, g.may_decide,
                                        s.id, s.uai, s.name,
                                        (SELECT coalesce(nullif(d.label, ''), d.code)
                                           FROM membership m
                                           JOIN pupil_group d ON d.id = m.group_id AND d.kind = 'division'
                                          WHERE m.pupil_id = g.pupil_id AND m.school_id = s.id
                                            AND m.begins_on <= p_day
                                            AND (m.ends_on IS NULL OR m.ends_on > p_day)
                                          ORDER BY m.begins_on DESC, m.id LIMIT 1), coalesce((SELECT l.digest FROM school_logo l WHERE l.school_id = s.id), ''),
                                        coalesce((SELECT k.digest FROM collectivity_logo k
                                                   WHERE k.collectivity = s.collectivity), ''))
                      ORDER BY c.born_on, g.pupil_id, s.name)
       FROM guardianship g
       JOIN person c ON c.id = g.pupil_id
       JOIN enrolment e ON e.pupil_id = g.pupil_id
                       AND e.begins_on <= p_day AND (e.ends_on IS NULL OR e.ends_on > p_day)
       JOIN school s ON s.id = e.school_id AND s.is_open
      WHERE g.guardian_id = {person} AND g.guardian_id <> g.pupil_id
        AND g.begins_on <= p_day AND (g.ends_on IS NULL OR g.ends_on > p_day)
        AND (g.is_informed OR g.may_consult)
        AND NOT EXISTS (SELECT FROM guardianship n
                         WHERE n.guardian_id = g.guardian_id AND n.pupil_id = g.pupil_id AND n.no_contact
                           AND n.begins_on <= p_day AND (n.ends_on IS NULL OR n.ends_on > p_day))),
    (SELECT jsonb_agg(m.label ORDER BY m.label)
       FROM mandate m
      WHERE m.person_id = {person} AND m.begins_on <= p_day AND (m.ends_on IS NULL OR m.ends_on > p_day))
"""

_REPLACE = f"""
CREATE OR REPLACE FUNCTION open_session(p_digest bytea, p_now timestamptz, p_day date)
RETURNS TABLE (session_id bigint, account_id bigint, person_id bigint, profile text, seen_at timestamptz,
               first_name text, last_name text,
               posts jsonb, enrolments jsonb, wards jsonb, mandates jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT o.id, o.account_id, a.person_id, o.profile, o.seen_at, h.first_name, h.last_name,
           {_ATTACHMENTS.format(person="a.person_id")}
      FROM session o
      JOIN account a ON a.id = o.account_id
      JOIN person h ON h.id = a.person_id
     WHERE o.digest = p_digest AND o.ended_at IS NULL AND o.expires_at > p_now AND a.blocked_at IS NULL;
END $$;

CREATE OR REPLACE FUNCTION attachments_of(p_person bigint, p_day date)
RETURNS TABLE (posts jsonb, enrolments jsonb, wards jsonb, mandates jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT {_ATTACHMENTS.format(person="p_person")};
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_mandate_perimeter"), ("directory", "0010_logos")]
    operations = [migrations.RunSQL(_REPLACE, migrations.RunSQL.noop)]
