"""What the report cards of a class say for a term (capability C95): everything, for all its pupils at once.

Marks, projects, plans, school life and decisions are read by the queries of those who write them, so that the
grid, the council, the report card and the national record say the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.bulletins.cards.layout import Layout, ordered, starting_layout
from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.accompaniments import Plan, accompaniments_of
from preau.bulletins.queries.council import Decision, decisions_of
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of
from preau.bulletins.queries.projects import ProjectLine, projects_of
from preau.bulletins.queries.school_life import SchoolLifeLine, school_life_of
from preau.grading.cycle import CYCLE_OF_GROUP
from preau.grading.queries.skill_levels import domain_levels, skill_levels
from preau.grading.queries.term_results import ClassResults, class_results


def signatory_on(day: str) -> str:
    """In SQL, who signs on this day for the school `h` with its settings `z`: who was named, or its head."""
    return f"""coalesce(nullif(z.signatory, ''), (SELECT p.first_name || ' ' || p.last_name
                  FROM post o JOIN person p ON p.id = o.person_id
                 WHERE o.school_id = h.id AND o.profile = 'direction' AND o.begins_on <= {day}
                   AND (o.ends_on IS NULL OR o.ends_on > {day})
                 ORDER BY o.function <> 'DIR', o.begins_on, o.id LIMIT 1), '')"""  # noqa: S608 - our own pieces


# The school and the class of that day, the layout the school chose, and who signs: who was named, or its head.
_HEAD = f"""
SELECT h.uai, h.name, h.kind, h.street, h.postal_code, h.town, h.phone, h.email, h.academie, y.label,
       ARRAY(SELECT p.first_name || ' ' || p.last_name
               FROM form_teacher f JOIN person p ON p.id = f.person_id
              WHERE f.group_id = g.id AND f.school_id = h.id AND f.begins_on <= least(%(today)s, %(until)s)
                AND (f.ends_on IS NULL OR f.ends_on > least(%(today)s, %(until)s))
              ORDER BY p.sorting_name, p.id),
       coalesce((SELECT c.text FROM class_comment c WHERE c.term_id = %(term)s), ''),
       m.id, m.label, m.options, m.regulation,
       {signatory_on("%(today)s")},
       coalesce(z.function, ''), {CYCLE_OF_GROUP}
  FROM school h
  JOIN pupil_group g ON g.id = %(group)s AND g.school_id = h.id
  JOIN school_year y ON y.id = %(year)s
  LEFT JOIN bulletin_settings z ON z.school_id = h.id
  LEFT JOIN bulletin_model m ON m.school_id = h.id AND m.is_default AND m.removed_at IS NULL
 WHERE h.id = %(school)s
"""  # noqa: S608 - our own pieces

_PUPILS = f"""
WITH {CLASS_PAIRS}
SELECT p.id, p.last_name, p.first_name, p.born_on FROM pupils u JOIN person p ON p.id = u.pupil_id
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

# Who is informed of each pupil (rule B8); of one who came of age and opposes it, the pupil herself.
# To whom a card is written, and whether somebody who may read it lives elsewhere.
_PEOPLE = """
WITH opposed AS (
    SELECT o.pupil_id FROM adult_opposition o
     WHERE o.pupil_id = ANY(%(pupils)s) AND o.begins_on <= %(today)s
       AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
), that_day AS (
    SELECT g.* FROM guardianship g
     WHERE g.pupil_id = ANY(%(pupils)s) AND g.begins_on <= %(today)s
       AND (g.ends_on IS NULL OR g.ends_on > %(today)s)
), told AS (
    SELECT DISTINCT g.pupil_id, g.guardian_id AS person_id FROM that_day g
     WHERE g.is_informed AND g.guardian_id <> g.pupil_id AND g.pupil_id NOT IN (SELECT pupil_id FROM opposed)
       AND NOT EXISTS (SELECT FROM that_day n
                        WHERE n.pupil_id = g.pupil_id AND n.guardian_id = g.guardian_id AND n.no_contact)
    UNION SELECT pupil_id, pupil_id FROM opposed
)
SELECT t.pupil_id, p.id, trim(p.title || ' ' || p.first_name || ' ' || p.last_name), p.address,
       EXISTS (SELECT FROM that_day g JOIN person q ON q.id = g.guardian_id
                WHERE g.pupil_id = t.pupil_id AND (g.is_informed OR g.may_consult)
                  AND trim(q.address) <> trim(p.address))
  FROM told t JOIN person p ON p.id = t.person_id
 ORDER BY t.pupil_id, p.sorting_name, p.id
"""

_WORDS = """
SELECT a.gradebook_id, a.pupil_id, a.text FROM appreciation a
 WHERE a.term_id = %(term)s AND a.school_id = %(school)s AND a.text <> ''
"""

_BOOKS = """
SELECT b.id, s.code,
       ARRAY(SELECT e.text FROM programme_element e
              WHERE e.gradebook_id = b.id AND e.kind = %(kind)s AND e.number = %(number)s
              ORDER BY e.position, e.id)
  FROM gradebook b JOIN subject s ON s.id = b.subject_id
 WHERE b.id = ANY(%(books)s) AND b.school_id = %(school)s
"""


@dataclass(frozen=True, slots=True)
class ClassHead:
    """What is common to the cards of a class. `cycle` 0: a class that has none."""

    uai: str
    school: str
    kind: str
    address: str
    phone: str
    email: str
    academie: str
    year: str
    form_teachers: tuple[str, ...]
    comment: str
    layout: Layout
    signatory: str
    function: str
    cycle: int


@dataclass(frozen=True, slots=True)
class CardPupil:
    """A pupil of the class, and whom her card is sent to: (person, name, address)."""

    pupil_id: int
    last_name: str
    first_name: str
    born_on: str
    people: tuple[tuple[int, str, str], ...]
    is_apart: bool


@dataclass(frozen=True, slots=True)
class ClassReport:
    """Everything that the cards of a class say, by who writes it. `words`: by gradebook and pupil; `before`: the
    results of the former terms, in the last one of the year, where the layout shows the average of the year.
    """

    term: ClassTerm
    head: ClassHead
    pupils: tuple[CardPupil, ...]
    results: ClassResults
    before: tuple[ClassResults, ...]
    words: dict[tuple[int, int], str]
    codes: dict[int, str]
    elements: dict[int, list[str]]
    projects: tuple[ProjectLine, ...]
    plans: dict[int, tuple[Plan, ...]]
    life: dict[int, SchoolLifeLine]
    decisions: dict[int, Decision]
    domains: dict[int, list[tuple[str, int]]]


def read_class(term: ClassTerm, *, layout: Layout | None = None) -> ClassReport:
    """The report cards of a class for a term, whatever its pupils in sixteen statements
    (one more for each former term where the average of the year is shown). The caller has decided
    that the actor may read them. `layout`: another one than the school's, to see what it gives.
    """
    asked: dict[str, Any] = asked_of(term)
    results = class_results(term.term_id, school_id=term.school_id)
    books = {line.subject.gradebook_id for pupil_id in results.pupil_ids for line in results.of(pupil_id)}
    with connection.cursor() as cursor:
        head = _head(cursor.execute(_HEAD, asked).fetchone(), layout)
        rows = cursor.execute(_PUPILS, asked).fetchall()
        ids = [row[0] for row in rows]
        people = cursor.execute(_PEOPLE, {**asked, "pupils": ids}).fetchall()
        words = cursor.execute(_WORDS, asked).fetchall()
        taught = cursor.execute(_BOOKS, {**asked, "books": sorted(books)}).fetchall()
    told: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    apart = set()
    for pupil_id, person_id, name, address, is_apart in people:
        told[pupil_id].append((person_id, name, address))
        if is_apart:
            apart.add(pupil_id)
    return ClassReport(
        term=term,
        head=head,
        pupils=tuple(
            CardPupil(pk, last, first, born.isoformat() if born else "", tuple(told[pk]), pk in apart)
            for pk, last, first, born in rows
        ),
        results=results,
        before=_before(term, head),
        words={(book, pupil_id): text for book, pupil_id, text in words},
        codes={book: code for book, code, _elements in taught},
        elements={book: list(elements) for book, _code, elements in taught},
        projects=projects_of(term),
        plans=dict(accompaniments_of(term, ids)),
        life=dict(school_life_of(term, ids)),
        decisions=dict(decisions_of(term)),
        domains=_domains(term, head, ids),
    )


def _head(row: Any, layout: Layout | None) -> ClassHead:
    uai, name, kind, street, postal_code, town, phone, email, academie, year, leaders, comment = row[:12]
    model_id, label, options, regulation, signatory, function, cycle = row[12:]
    chosen = layout
    if chosen is None:
        kept = isinstance(label, str)
        chosen = Layout(label, ordered(options), regulation, model_id) if kept else starting_layout(kind)
    address = "\n".join(line for line in (street, f"{postal_code} {town}".strip()) if line)
    return ClassHead(
        uai, name, kind, address, phone, email, academie, year, tuple(leaders), comment, chosen, signatory,
        function, cycle,
    )  # fmt: skip


def _before(term: ClassTerm, head: ClassHead) -> tuple[ClassResults, ...]:
    others = [term_id for term_id, _kind, _number in term.terms if term_id != term.term_id]
    if "annual" not in head.layout.options or term.number != len(term.terms):
        return ()
    return tuple(class_results(term_id, school_id=term.school_id) for term_id in others)


def _domains(term: ClassTerm, head: ClassHead, pupil_ids: list[int]) -> dict[int, list[tuple[str, int]]]:
    """What skills say of each domain, where the layout shows them and the class has a cycle."""
    if "skills" not in head.layout.options or not head.cycle:
        return {}
    found = domain_levels(skill_levels(term.school_id, head.cycle, pupil_ids))
    return {
        pupil_id: [(domain, standing.level) for domain, standing in domains.items() if standing.level]
        for pupil_id, domains in found.items()
    }
