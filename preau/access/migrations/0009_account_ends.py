from django.db import migrations

# Who loses her last tie within a delay that is known: the worker speaks as screens do, behind the second wall. A tie
# without an end, or one that begins later and goes on, keeps the account open. `p_people` null: everybody.
_FUNCTION = """
CREATE FUNCTION account_ends(p_people bigint[], p_day date, p_until date)
RETURNS TABLE (person_id bigint, ends_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT t.who, max(t.until)
      FROM (SELECT p.person_id AS who, p.ends_on AS until FROM post p
             WHERE p.ends_on IS NULL OR p.ends_on > p_day
            UNION ALL
            SELECT e.pupil_id, e.ends_on FROM enrolment e WHERE e.ends_on IS NULL OR e.ends_on > p_day
            UNION ALL
            SELECT m.person_id, m.ends_on FROM mandate m WHERE m.ends_on IS NULL OR m.ends_on > p_day
            UNION ALL
            SELECT g.guardian_id, least(g.ends_on, e.ends_on)
              FROM guardianship g
              JOIN enrolment e ON e.pupil_id = g.pupil_id AND (e.ends_on IS NULL OR e.ends_on > p_day)
             WHERE g.ends_on IS NULL OR g.ends_on > p_day) t
     WHERE p_people IS NULL OR t.who = ANY(p_people)
     GROUP BY t.who
    HAVING bool_and(t.until IS NOT NULL) AND max(t.until) <= p_until;
END $$;
REVOKE ALL ON FUNCTION account_ends(bigint[], date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_ends(bigint[], date, date) TO preau_app;
"""


class Migration(migrations.Migration):
    """Whose account is about to close (capability C19)."""

    dependencies = [("access", "0008_arrivals"), ("directory", "0007_leavers")]

    operations = [migrations.RunSQL(_FUNCTION, "DROP FUNCTION account_ends(bigint[], date, date)")]
