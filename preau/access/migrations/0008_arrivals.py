from django.db import migrations

# Who begins with the coming year is somebody of her new school from the day on which it opens the year to her profile
# (`directory/new_year/days.py`): so a date that has not come counts as come when `has_arrived` says so. Days before
# the first one, when the school chose nothing: those of `OPENS_BEFORE`; the direction as its colleagues. A fortnight
# around the first day: returns are spread, and a pupil who comes in winter is no arrival.
_ARRIVED = """
CREATE FUNCTION has_arrived(p_school bigint, p_profile text, p_begins date, p_day date) RETURNS boolean
LANGUAGE sql STABLE COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM school_year y
          LEFT JOIN year_opening o ON o.year_id = y.id AND o.school_id = p_school AND o.profile = p_profile
         WHERE y.starts_on > p_day AND p_begins >= y.starts_on AND p_begins < y.starts_on + 15
           AND p_day >= coalesce(o.opens_on,
                                 y.starts_on - CASE WHEN p_profile IN ('eleve', 'responsable') THEN 1 ELSE 4 END))
$$;
REVOKE ALL ON FUNCTION has_arrived(bigint, text, date, date) FROM PUBLIC;
"""

# The two doors keep everything they have but these conditions; whoever will work somewhere is somebody who works,
# so that a card given to her as a parent cannot open her coming post.
_DOORS = """
DO $patch$
DECLARE
    door text;
    written text;
    pair text[];
BEGIN
    FOREACH door IN ARRAY ARRAY['open_session(bytea, timestamptz, date)', 'attachments_of(bigint, date)'] LOOP
        written := pg_get_functiondef(door::regprocedure);
        FOREACH pair SLICE 1 IN ARRAY ARRAY[
            ['p.begins_on <= p_day',
             '(p.begins_on <= p_day OR has_arrived(p.school_id, p.profile, p.begins_on, p_day))'],
            ['WHERE e.pupil_id = {person} AND e.begins_on <= p_day',
             'WHERE e.pupil_id = {person} AND (e.begins_on <= p_day OR has_arrived(e.school_id, ''eleve'', e.begins_on, p_day))'],
            ['ON e.pupil_id = g.pupil_id
                       AND e.begins_on <= p_day',
             'ON e.pupil_id = g.pupil_id
                       AND (e.begins_on <= p_day OR has_arrived(e.school_id, ''responsable'', e.begins_on, p_day))'],
            ['AND g.begins_on <= p_day',
             'AND (g.begins_on <= p_day OR has_arrived(e.school_id, ''responsable'', g.begins_on, p_day))'],
            ['AND n.begins_on <= p_day AND (n.ends_on IS NULL OR n.ends_on > p_day)',
             'AND n.begins_on <= greatest(p_day, g.begins_on, e.begins_on)
                           AND (n.ends_on IS NULL OR n.ends_on > p_day)']
        ] LOOP
            pair[1] := replace(pair[1], '{person}', CASE WHEN door LIKE 'open%' THEN 'a.person_id' ELSE 'p_person' END);
            pair[2] := replace(pair[2], '{person}', CASE WHEN door LIKE 'open%' THEN 'a.person_id' ELSE 'p_person' END);
            IF position(pair[1] IN written) = 0 THEN
                RAISE EXCEPTION 'access 0008: % no longer has « % »', door, pair[1];
            END IF;
            written := replace(written, pair[1], pair[2]);
        END LOOP;
        EXECUTE written;
    END LOOP;
    written := pg_get_functiondef('working_among(bigint[], date)'::regprocedure);
    written := replace(written, 'p.person_id = ANY (p_people) AND p.begins_on <= p_day AND',
                       'p.person_id = ANY (p_people) AND');
    EXECUTE written;
END $patch$;
"""


class Migration(migrations.Migration):
    """Who arrives with the coming year signs in from the day her school opens it to her profile (C20)."""

    dependencies = [("access", "0007_adult_opposition"), ("directory", "0008_new_year")]
    operations = [migrations.RunSQL([_ARRIVED, _DOORS], migrations.RunSQL.noop)]
