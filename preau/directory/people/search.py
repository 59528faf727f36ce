"""Find somebody in a school: by the start of any word of a name, by a class or a group, by a function; the office
also by a name of birth, and a pupil by her birth date.

Two statements: what the school calls its classes and functions, then the people. Who is of the school is read by
the indexes of enrolments and posts, then met in `person_searched`, an index that holds all that is compared: the
size of the Region does not matter, and only the persons of the page are read from their table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection

from preau.directory.people.reach import asked, during, families_in, pupils_in
from preau.directory.people.tokens import KnownFunction, KnownGroup, Token, dates_in, tokens_of
from preau.directory.people.wording import function_label
from preau.directory.policies import Reach, may_search_by_birth, reach_to_families, reach_to_pupils
from preau.kernel import clock
from preau.kernel.actor import Actor

PAGE_LENGTH = 30


class Kind(StrEnum):
    """What a person is in a school; the value is what an address says (`?profil=eleve`)."""

    PUPIL = "eleve"
    STAFF = "personnel"
    GUARDIAN = "responsable"


_BITS = {Kind.PUPIL: 1, Kind.STAFF: 2, Kind.GUARDIAN: 4}

_KNOWN = f"""
SELECT 'groupe', g.id::text, g.code, g.label, '' FROM pupil_group g
 WHERE g.school_id = %(school)s AND (g.closed_on IS NULL OR g.closed_on > %(day)s)
 UNION ALL
SELECT DISTINCT 'fonction', o.function || '|' || o.label || '|' || o.discipline, o.function, o.label, o.discipline
  FROM post o WHERE o.school_id = %(school)s AND {during("o")}
 ORDER BY 1, 3, 2
"""  # noqa: S608 - our own constants

_OF_GROUPS = f"""
SELECT m.pupil_id FROM membership m WHERE m.group_id = ANY(%(groups{{n}})s) AND {during("m")}
 UNION ALL
SELECT c.teacher_id FROM course c WHERE c.group_id = ANY(%(groups{{n}})s) AND {during("c")}
 UNION ALL
SELECT f.person_id FROM form_teacher f WHERE f.group_id = ANY(%(groups{{n}})s) AND {during("f")}
 UNION ALL
SELECT w.guardian_id FROM membership m JOIN guardianship w ON w.pupil_id = m.pupil_id AND {during("w")}
 WHERE m.group_id = ANY(%(groups{{n}})s) AND {during("m")} AND m.pupil_id IN (SELECT pupil_id FROM families)
"""  # noqa: S608 - same

_OF_FUNCTIONS = f"""
SELECT o.person_id FROM post o
 WHERE o.school_id = %(school)s AND {during("o")}
   AND o.function || '|' || o.label || '|' || o.discipline = ANY(%(functions{{n}})s)
"""  # noqa: S608 - same

#: What a person is in the school; the pieces that are not asked are not read.
_KINDS = {
    Kind.PUPIL: "SELECT pupil_id AS id, 1 AS kind FROM {pupils} reached",
    Kind.STAFF: "SELECT o.person_id AS id, 2 AS kind FROM post o WHERE o.school_id = %(school)s AND {post_open}",
    Kind.GUARDIAN: """
        SELECT w.guardian_id AS id, 4 AS kind
          FROM families JOIN guardianship w USING (pupil_id) WHERE {guardianship_open}""",
}

_PEOPLE = """
WITH families AS MATERIALIZED ({families}),
people AS ({people}), kept AS MATERIALIZED (
    SELECT id, bit_or(kind) AS kinds FROM people GROUP BY id
), found AS (
    SELECT k.id, k.kinds, p.sorting_name, count(*) OVER () AS remaining
      FROM kept k JOIN person p ON p.id = k.id
     WHERE (p.sorting_name, p.id) > (%(after_name)s, %(after)s){conditions}
     ORDER BY p.sorting_name, p.id LIMIT %(most)s
)
SELECT f.id, f.kinds, f.sorting_name, q.last_name, q.first_name, f.remaining,
       CASE WHEN f.kinds & 2 > 0 OR reached.any THEN q.email ELSE '' END,
       CASE WHEN reached.any THEN coalesce(nullif(q.mobile, ''), q.phone) ELSE '' END,
       d.label, o.functions, w.children
  FROM found f
  JOIN person q ON q.id = f.id
  CROSS JOIN LATERAL (
       SELECT f.kinds & 4 > 0 OR (f.kinds & 1 > 0 AND f.id IN (SELECT pupil_id FROM families)) AS any) reached
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = f.id AND f.kinds & 1 > 0 AND m.school_id = %(school)s AND {membership_open}
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(ARRAY[o.function, o.label, o.discipline] ORDER BY o.begins_on, o.id) AS functions
         FROM post o
        WHERE o.person_id = f.id AND f.kinds & 2 > 0 AND o.school_id = %(school)s AND {post_open}) o ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(c.first_name || ' ' || c.last_name ORDER BY c.sorting_name, c.id) AS children
         FROM guardianship w JOIN person c ON c.id = w.pupil_id
        WHERE w.guardian_id = f.id AND f.kinds & 4 > 0 AND {guardianship_open}
          AND w.pupil_id IN (SELECT pupil_id FROM families)) w ON true
 ORDER BY f.sorting_name, f.id
"""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody found: what she is in the school, and how to reach her as far as the actor may know it."""

    id: int
    name: str
    sorting_name: str
    kinds: tuple[Kind, ...]
    division: str
    functions: tuple[str, ...]
    children: tuple[str, ...]
    email: str
    phone: str

    @property
    def detail(self) -> str:
        """What tells two people of one name apart."""
        of_children = f"responsable de {', '.join(self.children)}" if self.children else ""
        pupil = (self.division or "élève sans classe") if Kind.PUPIL in self.kinds else ""
        said = " – ".join(part for part in (pupil, *self.functions, of_children) if part)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of results begins: after this person. The first page is after nobody."""

    name: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results. `remaining` counts those of this page and of the pages after it."""

    people: tuple[FoundPerson, ...]
    remaining: int

    @property
    def following(self) -> Place | None:
        """Where the next page begins, when there is one."""
        last = self.people[-1] if len(self.people) < self.remaining else None
        return Place(last.sorting_name, last.id) if last else None


def people_found(
    actor: Actor, school_id: int, typed: str, *, kind: Kind | None = None, after: Place | None = None
) -> Results:
    """The people of the school, today, that satisfy everything typed, by name; nothing typed: everybody.

    An actor finds the pupils she reaches, the guardians of families she reaches, and all the staff.
    """
    place = after or Place()
    parameters = asked(
        actor, school_id, clock.today(),
        after_name=place.name, after=place.id, most=PAGE_LENGTH,
    )  # fmt: skip
    by_birth = may_search_by_birth(actor, school_id)
    born_on, rest = dates_in(typed) if by_birth else ((), typed)
    conditions = [_born(n, day, parameters) for n, day in enumerate(born_on)]
    conditions += [
        _condition(n, token, parameters, by_birth=by_birth)
        for n, token in enumerate(_tokens(rest, actor, school_id))
    ]
    reach, families = reach_to_pupils(actor, school_id), reach_to_families(actor, school_id)
    open_rows = {"post_open": during("o"), "guardianship_open": during("w"), "membership_open": during("m")}
    # Who reaches the whole school reaches its families: their enrolments are read once.
    pupils = "families" if reach is families is Reach.SCHOOL else f"({pupils_in(reach)})"
    asked_kinds = (kind,) if kind else tuple(Kind)
    statement = _PEOPLE.format(
        families=families_in(families),
        people=" UNION ALL ".join(_KINDS[one].format(pupils=pupils, **open_rows) for one in asked_kinds),
        conditions="".join(conditions),
        **open_rows,
    )
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, parameters).fetchall()
    return Results(tuple(map(_line, rows)), rows[0][5] if rows else 0)


def _tokens(typed: str, actor: Actor, school_id: int) -> tuple[Token, ...]:
    if not typed.strip():
        return ()
    with connection.cursor() as cursor:
        rows = cursor.execute(_KNOWN, asked(actor, school_id, clock.today())).fetchall()
    return tokens_of(
        typed,
        tuple(KnownGroup(int(key), code, label) for sort, key, code, label, _none in rows if sort == "groupe"),
        tuple(KnownFunction(*rest) for sort, *rest in rows if sort == "fonction"),
    )


def _born(n: int, day: date | None, parameters: dict[str, Any]) -> str:
    """A pupil born on this day; nobody, on a day that is none."""
    parameters[f"born{n}"] = day
    return f" AND p.born_on = %(born{n})s::date AND k.kinds & 1 > 0"


def _condition(n: int, token: Token, parameters: dict[str, Any], *, by_birth: bool) -> str:
    """The condition of one token; its values join the parameters."""
    ways = []
    if token.word:
        parameters[f"word{n}"] = f"% {token.word}%"
        ways.append(f"' ' || p.sorting_name LIKE %(word{n})s")
        if by_birth:
            ways.append(f"' ' || p.searched_birth_name LIKE %(word{n})s")
    if token.groups:
        parameters[f"groups{n}"] = list(token.groups)
        ways.append(f"k.id IN ({_OF_GROUPS.format(n=n)})")
    if token.functions:
        parameters[f"functions{n}"] = list(token.functions)
        ways.append(f"k.id IN ({_OF_FUNCTIONS.format(n=n)})")
    return f" AND ({' OR '.join(ways)})"


def _line(row: tuple[Any, ...]) -> FoundPerson:
    pk, kinds, sorting_name, last, first, _remaining, email, phone, division, functions, children = row
    return FoundPerson(
        id=pk,
        name=f"{last} {first}",
        sorting_name=sorting_name,
        kinds=tuple(kind for kind, bit in _BITS.items() if kinds & bit),
        division=division or "",
        functions=tuple(dict.fromkeys(function_label(*function) for function in functions or ())),
        children=tuple(children or ()),
        email=email,
        phone=phone,
    )
