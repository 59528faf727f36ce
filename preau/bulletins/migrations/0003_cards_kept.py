from django.db import migrations, models

from preau.foundation.tenancy.second_wall import APP_ROLE

# A version is what was given: nobody changes what it says. Who it is of follows two records that become one.
_KEPT = """
CREATE FUNCTION refuse_changed_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a report card that was made never changes' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER report_card_never_changes
    BEFORE UPDATE OF content, pdf, digest, number, why, made_at, term_id ON report_card
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_card();
"""

# The report cards of a pupil in every school she went to: the last version published of each term, and no other.
# Who may read them was decided before: the pupil, and who is informed of her.
_EVERYWHERE = """
CREATE FUNCTION published_report_cards(p_pupil bigint, p_now timestamptz)
RETURNS TABLE (card_id bigint, school_id bigint, school text, year text, division text, kind text,
               term_number smallint, starts_on date, version smallint, published_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT ON (t.starts_on, t.id) c.id, c.school_id, s.name, y.label, coalesce(nullif(g.label, ''), g.code),
           t.kind, t.number, t.starts_on, c.number, c.published_at
      FROM report_card c
      JOIN term t ON t.id = c.term_id
      JOIN school s ON s.id = c.school_id
      JOIN school_year y ON y.id = t.year_id
      JOIN pupil_group g ON g.id = t.group_id
     WHERE c.pupil_id = p_pupil AND c.published_at <= p_now
     ORDER BY t.starts_on, t.id, c.number DESC
$$;
CREATE FUNCTION published_report_card(p_pupil bigint, p_card bigint, p_now timestamptz)
RETURNS TABLE (version smallint, made_at timestamptz, published_at timestamptz, digest text, content jsonb,
               pdf bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.number, c.made_at, c.published_at, c.digest, c.content, c.pdf
      FROM report_card c
     WHERE c.id = p_card AND c.pupil_id = p_pupil AND c.published_at <= p_now
       AND NOT EXISTS (SELECT FROM report_card n
                        WHERE n.pupil_id = c.pupil_id AND n.term_id = c.term_id AND n.number > c.number
                          AND n.published_at <= p_now)
$$;
-- An end-of-cycle report is given with the last report card of its year, once it is validated.
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
REVOKE ALL ON FUNCTION published_report_cards(bigint, timestamptz),
                       published_report_card(bigint, bigint, timestamptz),
                       given_cycle_reports(bigint, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION published_report_cards(bigint, timestamptz),
                          published_report_card(bigint, bigint, timestamptz),
                          given_cycle_reports(bigint, timestamptz) TO {role};
"""
_DROP = """
DROP FUNCTION given_cycle_reports(bigint, timestamptz);
DROP FUNCTION published_report_card(bigint, bigint, timestamptz);
DROP FUNCTION published_report_cards(bigint, timestamptz);
DROP TRIGGER report_card_never_changes ON report_card;
DROP FUNCTION refuse_changed_card();
"""


class Migration(migrations.Migration):
    """Batches know which classes are done, cards when they were announced; a card never changes; a pupil's cards
    are read wherever she went to school.
    """

    dependencies = [("bulletins", "0002_born_with_mentions"), ("directory", "0001_initial")]
    operations = [
        migrations.AddField("reportcardbatch", "done", models.JSONField(default=list)),
        migrations.AddField("reportcard", "announced_at", models.DateTimeField(null=True)),
        migrations.RunSQL(_KEPT + _EVERYWHERE.replace("{role}", APP_ROLE), _DROP),
    ]
