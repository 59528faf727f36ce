"""In which language somebody is written to: asked of the room that keeps accounts, which registers at start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from preau.foundation.languages.offered import FRENCH, is_offered

Reader = Callable[[Iterable[int]], Mapping[int, str]]
_readers: list[Reader] = []


def reads_languages(reader: Reader) -> Reader:
    """Register who knows: `reader(person ids)` gives the language of those who chose another than French."""
    _readers[:] = [reader]
    return reader


def by_language(people: Iterable[int]) -> Mapping[str, list[int]]:
    """These persons by the language they are written to; French for who never chose. One statement at most."""
    wanted = list(people)
    chosen = _readers[0](wanted) if _readers and wanted else {}
    groups: dict[str, list[int]] = defaultdict(list)
    for person_id in wanted:
        code = chosen.get(person_id, FRENCH)
        groups[code if is_offered(code) else FRENCH].append(person_id)
    return groups


def language_to(person_id: int) -> str:
    """The language one person is written to."""
    return next(iter(by_language([person_id])))
