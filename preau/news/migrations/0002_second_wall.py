from django.db import migrations

from preau.foundation.tenancy.second_wall import APP_ROLE, protect, protect_shared

_OWNED = ("news_thread", "news_right", "news_target", "news_reading", "news_comment")
_SHARED = ("news_item", "news_item_version", "news_file", "news_banner")

# A school is born with two threads. Who may do what is a start: the school sets it.
_THREADS = """
WITH made AS (
    INSERT INTO news_thread (school_id, label, comments)
    SELECT s.id, t.label, false
      FROM {schools} s
      CROSS JOIN LATERAL (VALUES
           (CASE WHEN s.kind = 'college' THEN 'Vie du collège'
                 WHEN s.kind LIKE 'lycee%' THEN 'Vie du lycée' ELSE 'Vie de l’établissement' END),
           ('CDI')) t(label)
        ON CONFLICT DO NOTHING
    RETURNING id, school_id, label
)
INSERT INTO news_right (school_id, thread_id, "right", profile, function)
SELECT m.school_id, m.id, r.can, r.profile, r.function
  FROM made m
  JOIN (VALUES ('', 'gerer', 'direction', ''), ('', 'publier', 'vie_scolaire', ''),
               ('', 'publier', 'personnel', ''), ('', 'contribuer', 'enseignant', ''),
               ('CDI', 'gerer', 'direction', ''), ('CDI', 'publier', '', 'DOC'),
               ('CDI', 'contribuer', 'enseignant', ''), ('CDI', 'contribuer', 'vie_scolaire', ''))
       r(thread, can, profile, function) ON (r.thread = 'CDI') = (m.label = 'CDI')
    ON CONFLICT DO NOTHING
"""

_TRIGGER = f"""
CREATE FUNCTION give_news_threads() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    {_THREADS.format(schools="(SELECT NEW.id, NEW.kind)")};
    RETURN NULL;
END $$;
CREATE TRIGGER born_with_news_threads AFTER INSERT ON school
    FOR EACH ROW EXECUTE FUNCTION give_news_threads();
REVOKE ALL ON FUNCTION give_news_threads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_news_threads() TO {APP_ROLE};
"""

# What stands at the top of pages, of every school, kept by each process: sentences, no person.
_STANDING = f"""
CREATE FUNCTION standing_banners(p_now timestamptz)
RETURNS TABLE (id bigint, schools bigint[], origin text, said text, level text, audience text[],
               begins_at timestamptz, ends_at timestamptz, version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT b.id, b.schools, b.origin, b.text, b.level, b.audience, b.begins_at, b.ends_at, b.version
      FROM news_banner b WHERE b.withdrawn_at IS NULL AND b.ends_at > p_now
     ORDER BY b.begins_at DESC, b.id DESC
$$;
REVOKE ALL ON FUNCTION standing_banners(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_banners(timestamptz) TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    """The second wall; every school, known or to come, has its two threads; what stands at the top of pages."""

    dependencies = [("news", "0001_initial")]
    operations = [
        *(protect(table) for table in _OWNED),
        *(protect_shared(table) for table in _SHARED),
        migrations.RunSQL(
            sql=[_THREADS.format(schools="school"), _TRIGGER],
            reverse_sql=["DROP TRIGGER born_with_news_threads ON school", "DROP FUNCTION give_news_threads()"],
        ),
        migrations.RunSQL(_STANDING, "DROP FUNCTION standing_banners(timestamptz)"),
    ]
