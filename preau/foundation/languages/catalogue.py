"""Catalogues of sentences, as gettext's `.po` files write them: read, written, nothing else. Pure.

A catalogue is keyed by the French sentence. One that has a plural is keyed by the sentence for one thing, and its
translations follow the plural rule that the head of the file gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr)(?:\[(\d)\])? )?"(.*)"$')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile(r'\\([\\"nt])')
_MEANT = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A French sentence, its plural when it has one, and its translations: one, or one for each plural form.
    No translation, or an empty one: the sentence stays French.
    """

    french: str
    plural: str = ""
    said: tuple[str, ...] = ()

    @property
    def is_translated(self) -> bool:
        """True when every form is said."""
        return bool(self.said) and all(self.said)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The head of a file (`Plural-Forms`, `Language`…) and its entries by French sentence."""

    head: Mapping[str, str]
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def plural_forms(self) -> int:
        """How many forms a translation with a plural has."""
        found = re.search(r"nplurals=(\d)", self.head.get("Plural-Forms", ""))
        return int(found.group(1)) if found else 2


def read(text: str) -> Catalogue:
    """A catalogue from the text of its file; `ValueError` names a line that is none."""
    entries: dict[str, Entry] = {}
    head: dict[str, str] = {}
    for parts in _blocks(text):
        said = tuple(value for (word, _form), value in sorted(parts.items()) if word == "msgstr")
        entry = Entry(parts.get(("msgid", 0), ""), parts.get(("msgid_plural", 0), ""), said)
        if entry.french:
            entries[entry.french] = entry
        else:
            head = dict(line.split(": ", 1) for line in "".join(said).splitlines() if ": " in line)
    return Catalogue(head, entries)


def written(catalogue: Catalogue) -> str:
    """The text of the file: its head, then the sentences in the order of the alphabet."""
    head = "".join(f"{name}: {value}\n" for name, value in catalogue.head.items())
    blocks = [f'msgid ""\nmsgstr {_quoted(head)}\n']
    for french in sorted(catalogue.entries):
        entry = catalogue.entries[french]
        lines = [f"msgid {_quoted(french)}"]
        if entry.plural:
            forms = [*entry.said, *[""] * catalogue.plural_forms][: catalogue.plural_forms]
            lines.append(f"msgid_plural {_quoted(entry.plural)}")
            lines += [f"msgstr[{form}] {_quoted(said)}" for form, said in enumerate(forms)]
        else:
            lines.append(f"msgstr {_quoted(entry.said[0] if entry.said else '')}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def variables(sentence: str) -> frozenset[str]:
    """What a sentence is filled with: `%(name)s` and the `{code}` of letters."""
    return frozenset(re.findall(r"%\(\w+\)[sd]|\{\w+\}", sentence))


def _blocks(text: str) -> Iterator[dict[tuple[str, int], str]]:
    """Each entry as what its lines say: (word, plural form) -> text."""
    parts: dict[tuple[str, int], str] = {}
    last = ("", 0)
    for line in (one.strip() for one in [*text.splitlines(), ""]):
        if not line:
            if parts:
                yield parts
            parts = {}
        elif not line.startswith("#"):
            found = _LINE.fullmatch(line)
            if found is None:
                raise ValueError(line)
            word, form, quoted = found.groups()
            last = (word, int(form or 0)) if word else last
            parts[last] = parts.get(last, "") + _ESCAPED.sub(lambda one: _MEANT[one.group(1)], quoted)


def _quoted(text: str) -> str:
    """A text of several lines is written under one another."""
    pieces = text.splitlines(keepends=True)
    quoted = ['"' + "".join(_ESCAPES.get(sign, sign) for sign in piece) + '"' for piece in pieces] or ['""']
    return quoted[0] if len(quoted) == 1 else "\n".join(['""', *quoted])


def merged(catalogue: Catalogue, sentences: Iterable[tuple[str, str]]) -> Catalogue:
    """The same catalogue in step with the code: `sentences` are (French, plural or nothing); what the code says no
    more goes, what is new waits for its translation, what is translated stays.
    """
    entries = {}
    for french, plural in sentences:
        known = catalogue.entries.get(french)
        fits = known is not None and bool(known.plural) == bool(plural)
        entries[french] = Entry(french, plural, known.said if known is not None and fits else ())
    return Catalogue(catalogue.head, entries)
