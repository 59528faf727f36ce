"""From bytes to elements, in bounded memory: the entries of the sections of DONNEES, one by one.

Only an element that stands exactly where it should is an entry (root / DONNEES / section / entry): what is nested
deeper never is. An entry is forgotten as soon as it has been used. Sections and elements that nobody knows are
counted, told once, and dropped as they come, whatever their size.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from preau.exchange.places import Place
from preau.exchange.siecle.encoding import codec_of
from preau.exchange.siecle.export import ExportFile
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.siecle.telling import REDO, syntax_refusal
from preau.exchange.siecle.vocabulary import REQUIRED, SECTIONS, UNUSED
from preau.exchange.xml_caution import CAREFUL, line_of
from preau.kernel.refusals import NotPossible

_CHUNK = 1 << 16
_LONGEST_ENTRY = 8 << 20
_TOP = frozenset({"PARAMETRES", "DONNEES"})


def read_entries(file: ExportFile, notes: ReadingNotes) -> Iterator[tuple[str, etree._Element]]:
    """(section, element) for every entry of the file. An element is emptied when the next one is asked for.

    Raises `NotPossible`, perhaps after entries: use nothing before the end.
    """
    codec = codec_of(file, notes)
    reading = _Reading(file, notes)
    parser = etree.XMLPullParser(events=("start", "end"), tag=reading.watched, **CAREFUL)
    try:
        parser.feed(b"\n" * file.head.lines)
        with file.opened() as stream:
            stream.read(file.head.body_at)
            while chunk := stream.read(_CHUNK):
                parser.feed(chunk if codec == "utf-8" else chunk.decode(codec, "replace").encode())
                yield from reading.entries(parser)
                reading.check_progress(len(chunk))
        parser.close()
        yield from reading.entries(parser)
    except etree.XMLSyntaxError as error:
        raise syntax_refusal(file.name, error, file.head.lines + 1) from error
    reading.check_sections()


class _Reading:
    """What is known while one file streams by."""

    def __init__(self, file: ExportFile, notes: ReadingNotes) -> None:
        self._file = file
        self._notes = notes
        self._sections = SECTIONS[file.kind]
        self._seen: set[str] = set()
        self._root: etree._Element | None = None
        self._fed = 0
        #: What the parser wakes us for. The root and DONNEES are among them, to be held from their start.
        self.watched = (
            file.head.root,
            "DONNEES",
            *(entry or section for section, entry in self._sections.items()),
        )

    def entries(self, parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
        """The entries ended since the last call; then what nobody reads is dropped."""
        for event, element in parser.read_events():
            if element is None or isinstance(element, tuple):
                continue
            if self._root is None:
                self._root = element
            section = self._section_of(element) if event == "end" else None
            if section is not None:
                self._seen.add(section)
                yield section, element
                self._forget(element)
        self._drop_unread()

    def check_progress(self, fed: int) -> None:
        """An entry that never ends must not fill the memory."""
        self._fed += fed
        if self._fed > _LONGEST_ENTRY:
            raise NotPossible(
                f"Le fichier « {self._file.name} » contient un élément de plus de {_LONGEST_ENTRY >> 20} Mo, ce "
                f"qui n’est pas plausible. {REDO}"
            )

    def check_sections(self) -> None:
        """A file without its main sections would empty the school: it is refused."""
        missing = sorted(REQUIRED[self._file.kind] - self._seen)
        if missing:
            unknown = [name for parent, name in self._notes.unknown_elements if parent == "DONNEES"]
            instead = f" (on y trouve : {', '.join(unknown)[:200]})" if unknown else ""
            raise NotPossible(
                f"Le fichier « {self._file.name} » n’a pas la rubrique {' ni '.join(missing)}{instead} : il n’est "
                f"pas complet. {REDO}"
            )

    def _section_of(self, element: etree._Element) -> str | None:
        """The section whose entry this is, None when it is none."""
        parent, tag = element.getparent(), str(element.tag)
        if parent is None:
            return None
        if self._is_top(parent) and self._sections.get(tag, "") is None:
            return tag
        section = str(parent.tag)
        is_entry = self._sections.get(section) == tag
        above = parent.getparent()
        return section if is_entry and above is not None and self._is_top(above) else None

    def _is_top(self, element: etree._Element) -> bool:
        return element.tag == "DONNEES" and element.getparent() is self._root

    def _forget(self, element: etree._Element) -> None:
        """Empty an entry that was used; what stood before it in its section goes."""
        self._fed = 0
        section = element.getparent()
        element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs know lxml 4 only
        if section is None or self._is_top(section):
            return
        before = element.getprevious()
        while before is not None:
            self._see(section, before)
            section.remove(before)
            before = element.getprevious()

    def _drop_unread(self) -> None:
        """Drop what has ended and is no entry. The last child of each element may still be open: it stays."""
        if self._root is None:
            return
        for top in self._root:
            if top.tag not in _TOP:
                self._see(self._root, top)
                self._drop_children(top)
        for donnees in self._root.iterchildren("DONNEES"):
            for section in donnees:
                self._seen.add(str(section.tag))
                if section.tag not in self._sections and section.tag not in UNUSED:
                    self._see(donnees, section)
                if self._sections.get(str(section.tag), "") is not None:
                    self._drop_children(section)
            self._drop_children(donnees, tell=False)
        self._drop_children(self._root, tell=False)

    def _drop_children(self, parent: etree._Element, *, tell: bool = True) -> None:
        for child in list(parent)[:-1]:
            if tell and str(parent.tag) in self._sections:
                self._see(parent, child)
            parent.remove(child)
            self._fed = 0

    def _see(self, parent: etree._Element, child: etree._Element) -> None:
        """Count an element that is not the entry of its section; the first time, tell it."""
        if self._sections.get(str(parent.tag)) == child.tag:
            return
        section, name = str(parent.tag), str(child.tag)
        if self._notes.see_unknown(section, name):
            place = Place(self._file.name, line_of(child))
            self._notes.tell(
                place, f"l’élément {name[:60]} n’est pas attendu dans {section[:60]} : ignoré", name[:60]
            )
