"""The end-of-cycle report: what it is made of, and whose it is (capability C90, rule B4).

Domains, complements and languages bear the codes of the national record, which the exporter sends as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

CYCLES = (3, 4)
DOMAINS = {
    "CPD_FRA": gettext_noop("Langue française à l’oral et à l’écrit"),
    "CPD_ETR": gettext_noop("Langues étrangères ou régionales"),
    "CPD_SCI": gettext_noop("Langages mathématiques, scientifiques et informatiques"),
    "CPD_ART": gettext_noop("Langages des arts et du corps"),
    "MET_APP": gettext_noop("Méthodes et outils pour apprendre"),
    "FRM_CIT": gettext_noop("Formation de la personne et du citoyen"),
    "SYS_NAT": gettext_noop("Systèmes naturels et systèmes techniques"),
    "REP_MND": gettext_noop("Représentations du monde et activité humaine"),
}
#: The only domain from which a pupil may be exempted (rule B4).
EXEMPTIBLE = "CPD_ETR"
EXEMPT = 0
LEVELS = {
    1: gettext_noop("Maîtrise insuffisante"),
    2: gettext_noop("Maîtrise fragile"),
    3: gettext_noop("Maîtrise satisfaisante"),
    4: gettext_noop("Très bonne maîtrise"),
}
COMPLEMENTS = {
    "LCA": gettext_noop("Langues et cultures de l’Antiquité"),
    "LCE": gettext_noop("Langues et cultures européennes"),
    "LCR": gettext_noop("Langue et culture régionales"),
    "CHK": gettext_noop("Chant choral"),
    "PRO": gettext_noop("Découverte professionnelle"),
    "LSF": gettext_noop("Langue des signes française"),
    "LVE": gettext_noop("Langue vivante étrangère"),
}
COMPLEMENT_LEVELS = {1: gettext_noop("Objectifs atteints"), 2: gettext_noop("Objectifs dépassés")}
#: Those of Occitanie first.
LANGUAGES = {
    "OCI": gettext_noop("Occitan"),
    "CAT": gettext_noop("Catalan"),
    "BAQ": gettext_noop("Basque"),
    "BRE": gettext_noop("Breton"),
    "COS": gettext_noop("Corse"),
    "CPF": gettext_noop("Créole"),
    "FUD": gettext_noop("Futunien"),
    "GAL": gettext_noop("Gallo"),
    "GSW": gettext_noop("Alsacien"),
    "MEL": gettext_noop("Langues mélanésiennes"),
    "MOL": gettext_noop("Langues mosellanes"),
    "TAH": gettext_noop("Tahitien"),
    "WLS": gettext_noop("Wallisien"),
}
LANGUAGE_LEVELS = {1: gettext_noop("Niveau A2 non atteint"), 2: gettext_noop("Niveau A2 atteint")}


@dataclass(frozen=True, slots=True)
class CycleWords:
    """What is said of a pupil. `levels`: 1 to 4 by domain, 0 exempt, absent not decided. '' is none."""

    levels: Mapping[str, int] = field(default_factory=dict)
    synthesis: str = ""
    complement: str = ""
    complement_level: int | None = None
    language: str = ""
    language_level: int | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What keeps it from going out, in words; empty when it is whole."""
        left = len(DOMAINS) - sum(1 for domain in DOMAINS if self.levels.get(domain) is not None)
        return (
            *([_("domaines à positionner\u202f: %(n)s") % {"n": left}] if left else []),
            *([] if self.synthesis else [_("la synthèse")]),
            *(
                [_("le niveau de l’enseignement de complément")]
                if self.complement and not self.complement_level
                else []
            ),
            *([_("le niveau de la langue régionale")] if self.language and not self.language_level else []),
        )


@dataclass(frozen=True, slots=True)
class CycleClass:
    """A class at the end of a cycle, this year; who is its form teacher today."""

    group_id: int
    school_id: int
    division: str
    cycle: int
    year_label: str
    form_teacher_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CyclePupil:
    """A pupil of the class and her report. `version` 0: nothing is written yet."""

    pupil_id: int
    last_name: str
    first_name: str
    words: CycleWords
    version: int
    validated_at: datetime | None
    by_whom: str
    report_id: int | None

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


_CLASS = """
SELECT coalesce(nullif(g.label, ''), g.code), y.label,
       ARRAY(SELECT f.person_id FROM form_teacher f
              WHERE f.group_id = g.id AND f.school_id = g.school_id
                AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s))
  FROM pupil_group g
  JOIN school_year y ON %(today)s BETWEEN y.starts_on AND y.ends_on
 WHERE g.id = %(group)s AND g.school_id = %(school)s AND g.kind = 'division'
"""

_PUPILS = """
SELECT p.id, p.last_name, p.first_name, r.levels, r.synthesis, r.complement, r.complement_level, r.language,
       r.language_level, coalesce(r.version, 0), r.validated_at, coalesce(w.first_name || ' ' || w.last_name, ''),
       r.id
  FROM membership m
  JOIN person p ON p.id = m.pupil_id
  LEFT JOIN cycle_report r ON r.school_id = m.school_id AND r.pupil_id = m.pupil_id AND r.cycle = %(cycle)s
                          AND r.year_label = %(year)s
  LEFT JOIN person w ON w.id = r.written_by_id
 WHERE m.group_id = %(group)s AND m.school_id = %(school)s
   AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
 ORDER BY p.sorting_name, p.id
"""


def load_cycle_class(group_id: int, cycle: int, *, school_id: int) -> CycleClass:
    """The class of this school, for a cycle. The caller decides by `policies`.

    Errors: `NotAllowed` when this school has no such class, or the year none, or the cycle does not exist.
    """
    asked: dict[str, Any] = {"group": group_id, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        row = cursor.execute(_CLASS, asked).fetchone()
    if row is None or cycle not in CYCLES:
        raise NotAllowed
    division, year_label, form_teachers = row
    return CycleClass(group_id, school_id, division, cycle, year_label, frozenset(form_teachers))


def pupils_of(one: CycleClass) -> tuple[CyclePupil, ...]:
    """The pupils of the class today, with what is written of them."""
    asked: dict[str, Any] = {
        "group": one.group_id, "school": one.school_id, "cycle": one.cycle, "year": one.year_label,
        "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_PUPILS, asked).fetchall()
    return tuple(_pupil(*row) for row in rows)


def _pupil(*row: Any) -> CyclePupil:
    levels, synthesis, complement, complement_level, language, language_level = row[3:9]
    words = CycleWords(
        json.loads(levels or "{}"),
        synthesis or "",
        complement or "",
        complement_level,
        language or "",
        language_level,
    )
    return CyclePupil(*[*row[:3], words, *row[9:]])
