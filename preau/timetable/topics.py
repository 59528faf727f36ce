"""The words by which open pages listen to lessons: of a person, of a group, of a room. Ids only."""

from __future__ import annotations

import hashlib

from preau.kernel.actor import STAFF_PROFILES, Actor
from preau.timetable.queries.lines import Seen

_LETTERS = {Seen.BY_PUPIL: "p", Seen.BY_TEACHER: "p", Seen.BY_CLASS: "g", Seen.BY_GROUP: "g", Seen.BY_ROOM: "s"}


def topic_of(school_id: int, seen: Seen, key: int | str) -> str:
    """`seances:<school>:p12`, `g7` for a group, `s` and a digest for a room."""
    if seen is Seen.BY_ROOM:
        key = hashlib.sha256(str(key).encode()).hexdigest()[:12]
    return f"seances:{school_id}:{_LETTERS[seen]}{key}"


def may_listen_to_lessons(actor: Actor, rest: str) -> bool:
    """`seances:<school>:<what>`: staff of the school; a pupil and her guardians, to her own. The page asked again
    decides what is read.
    """
    school_id, _, what = rest.partition(":")
    if not school_id.isdigit() or not actor.in_school(int(school_id)):
        return False
    if actor.profile in STAFF_PROFILES:
        return True
    person_id = what[1:]
    if not what.startswith("p") or not person_id.isdigit():
        return False
    return actor.person_id == int(person_id) or actor.ward(int(person_id)) is not None
