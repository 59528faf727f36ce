"""Whether a guardian still answers for the child that a notice is about (rule B8)."""

from __future__ import annotations

from preau.directory.people.audience import INFORMED

#: A condition on a notice (row `x`, parameter `day`): about nobody, or told under another hat than that of a
#: guardian, or told to a guardian who is informed of the child that day and whom nothing keeps from it.
TIE_STANDS = f"""(x.about_pupil_id IS NULL OR x.profile <> 'responsable' OR EXISTS (
    SELECT FROM guardianship w
     WHERE w.guardian_id = x.recipient_id AND w.pupil_id = x.about_pupil_id AND {INFORMED}))"""

#: The children each of these persons (`people`) is informed of that day (`day`).
WARDS = f"""SELECT w.guardian_id, w.pupil_id FROM guardianship w
 WHERE w.guardian_id = ANY(%(people)s) AND {INFORMED}"""  # noqa: S608
