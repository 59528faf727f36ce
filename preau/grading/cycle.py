"""The cycle of a group: 6e ends cycle 3; 5e, 4e and 3e are cycle 4; a lycée has none, 0 (code de l’éducation,
D311-10).

Pieces of SQL, so that the rule has one home.
"""

from __future__ import annotations

#: The cycle of group `g` of school `h` on `%(today)s`: that of most of its pupils; where the feed says nothing of
#: them, the first figure of its name. A collège that says neither: cycle 4.
CYCLE_OF_GROUP = """
CASE WHEN starts_with(h.kind, 'lycee') THEN 0
     ELSE CASE left(regexp_replace(
               coalesce((SELECT mode() WITHIN GROUP (ORDER BY u.level)
                           FROM membership cm JOIN pupil u ON u.person_id = cm.pupil_id AND u.level <> ''
                          WHERE cm.group_id = g.id AND cm.begins_on <= %(today)s
                            AND (cm.ends_on IS NULL OR cm.ends_on > %(today)s)), g.code), '^[^0-9]*', ''), 1)
          WHEN '6' THEN 3 WHEN '5' THEN 4 WHEN '4' THEN 4 WHEN '3' THEN 4
          ELSE CASE h.kind WHEN 'college' THEN 4 ELSE 0 END END
END
"""
