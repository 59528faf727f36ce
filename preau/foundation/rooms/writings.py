"""What people write and others read: kinds of writings, brought by the manifests of rooms (C31, C36, C14).

On a bad day somebody looks for writings in all rooms at once, withdraws them, restores those withdrawn by mistake,
and keeps evidence. A room answers for its own, set-based: one message read by a hundred thousand is one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from preau.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, in these schools: writings of `author_ids` (empty: of anybody) whose text has `text`
    (folded by `kernel.words.folded`; empty: any), written from `since` on and before `until`. The newest first,
    `most` at most. With neither author nor text nothing is found. The scope of the schools is open.

    `profiles`: the hats under which they were written (empty: any).
    """

    school_ids: tuple[int, ...]
    since: datetime
    until: datetime
    author_ids: tuple[int, ...] = ()
    text: str = ""
    profiles: tuple[str, ...] = ()
    most: int = 500


@dataclass(frozen=True, slots=True)
class FoundWriting:
    """A writing found. `recipients` have it, `readers` opened it; `is_withdrawn` when nobody reads it any more."""

    id: int
    school_id: int
    author_id: int
    author_profile: str
    written_at: datetime
    title: str
    extract: str
    recipients: int
    readers: int
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ReportedWriting:
    """A writing as somebody who may read it shows it: what she reports, and where it is read."""

    id: int
    school_id: int
    author_id: int
    author_profile: str
    written_at: datetime
    title: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """Somebody who has a writing: since when, and when she opened it."""

    person_id: int
    profile: str
    role: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A writing whole, for an evidence file: `html` as it was written, `headers` what else is known of it (French
    label -> text), everybody who has it, and the files joined (name, SHA-256, bytes).
    """

    id: int
    school_id: int
    author_id: int
    author_profile: str
    written_at: datetime
    title: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    received: tuple[Received, ...] = ()
    files: tuple[tuple[str, str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A kind of writings. `name` is a French slug kept in tables and read in addresses (`message`), unique in the
    house; `label` names one (« message »).

    - `found(search)`.
    - `withdraw(actor, ids, event_id)`: nobody reads these any more (their author knows that they were withdrawn),
      what was told of them in the page, queued mails and pushes included, goes with them, open pages are touched
      with `event_id`. Returns how many copies. In the caller's transaction; twice is once. `restore` undoes it.
    - `evidence(ids)`: withdrawn or not, one after another (they may be large).
    - `wrote_to_many(school_ids, since, many)`: author id -> how many people her writings reached since then, for
      those that reached `many` at least.
    - `describe(actor, id)`: None when this actor may not read it, as the policies of the room say.

    The policies of who withdraws are the caller's (`vigilance`); the scope of the schools is open.
    """

    name: str
    label: str
    found: Callable[[Search], tuple[FoundWriting, ...]]
    evidence: Callable[[Sequence[int]], Iterator[EvidenceLine]]
    describe: Callable[[Actor, int], ReportedWriting | None]
    withdraw: Callable[[Actor, Sequence[int], int], int]
    restore: Callable[[Actor, Sequence[int], int], int]
    wrote_to_many: Callable[[Sequence[int], datetime, int], Mapping[int, int]] = lambda _schools, _since, _many: {}
