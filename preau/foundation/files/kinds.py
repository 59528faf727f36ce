"""What a file is, by what it holds: its name says nothing, and is made to say the same. Pure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from preau.foundation.files.images import Unusable, kind_of_image


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that people may attach: its MIME type, the endings of its name, the usual one first."""

    mime: str
    endings: tuple[str, ...]


PDF = FileKind("application/pdf", ("pdf",))
JPEG = FileKind("image/jpeg", ("jpg", "jpeg"))
PNG = FileKind("image/png", ("png",))
TEXT = FileKind("text/plain", ("txt", "csv", "md", "tex", "ics", "srt"))
ZIP = FileKind("application/zip", ("zip", "ggb", "sb3", "odb"))
_OOXML = "application/vnd.openxmlformats-officedocument."
#: Office documents of today, by the folder of their zip.
_OFFICE = {
    "word/": FileKind(_OOXML + "wordprocessingml.document", ("docx",)),
    "xl/": FileKind(_OOXML + "spreadsheetml.sheet", ("xlsx",)),
    "ppt/": FileKind(_OOXML + "presentationml.presentation", ("pptx", "ppsx")),
}
_ODF = "application/vnd.oasis.opendocument."
#: Open documents, by the type they say first.
_OPEN = {
    f"{_ODF}text": FileKind(f"{_ODF}text", ("odt",)),
    f"{_ODF}spreadsheet": FileKind(f"{_ODF}spreadsheet", ("ods",)),
    f"{_ODF}presentation": FileKind(f"{_ODF}presentation", ("odp",)),
    f"{_ODF}graphics": FileKind(f"{_ODF}graphics", ("odg",)),
    "application/epub+zip": FileKind("application/epub+zip", ("epub",)),
}
#: Office documents of before 2007, by the stream they hold.
_OLD = {
    "WordDocument": FileKind("application/msword", ("doc",)),
    "Workbook": FileKind("application/vnd.ms-excel", ("xls",)),
    "PowerPoint Document": FileKind("application/vnd.ms-powerpoint", ("ppt", "pps")),
}

#: A whole PDF says so in its first and last bytes; readers accept a little noise around.
_PDF_HEAD, _PDF_TAIL = 1024, 2048
_MOST_ENTRIES = 5_000
#: Endings that a machine would run.
_RUN = frozenset(
    [
        "apk", "app", "bat", "cmd", "com", "cpl", "dll", "dmg", "docm", "dotm", "exe", "hta", "htm", "html", "iso",
        "jar", "js", "jse", "lnk", "msi", "msp", "pptm", "ps1", "reg", "scr", "sh", "url", "vbe", "vbs", "wsf",
        "xlam", "xll", "xlsm",
    ]
)  # fmt: skip
#: What a browser is told to offer; the bytes decide.
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.csv,.docx,.xlsx,.pptx,.odt,.ods,.odp,.odg,.doc,.xls,.ppt,.zip,.epub"


def kind_of(content: bytes) -> FileKind:
    """The kind of these bytes; `Unusable`, with the end of a sentence, for what Préau does not carry."""
    if b"%PDF-" in content[:_PDF_HEAD]:
        if b"%%EOF" not in content[-_PDF_TAIL:]:
            raise Unusable(_("ce PDF n’est pas entier"))
        return PDF
    image = kind_of_image(content)
    if image:
        return PNG if image == "PNG" else JPEG
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(content)
    if _is_text(content):
        return TEXT
    raise Unusable(_("ce n’est ni un PDF, ni une image, ni un document bureautique, ni un texte, ni un ZIP"))


def name_of_kind(name: str, kind: FileKind) -> str:
    """The name, ending as its kind does: what is a text is never called a page or a program."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return name if ending in kind.endings else f"{name}.{kind.endings[0]}"


def _zipped(content: bytes) -> FileKind:
    """An office document of today, or a plain archive; neither may hold what a machine runs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            said = _first_words(archive, entries)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, LookupError):
        raise Unusable(_("cette archive n’est pas entière")) from None
    if len(entries) > _MOST_ENTRIES:
        raise Unusable(_("cette archive contient trop de fichiers"))
    names = [one.filename for one in entries]
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        raise Unusable(_("ce document contient des macros\u202f: enregistrez-le sans elles"))
    if said in _OPEN:
        return _OPEN[said]
    if "[Content_Types].xml" in names:
        found = next((kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in names)), None)
        if found:
            return found
    if any(PurePath(name).suffix.lower().removeprefix(".") in _RUN for name in names):
        raise Unusable(_("cette archive contient un programme"))
    return ZIP


def _first_words(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """What an open document says of itself in its first entry, never packed."""
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.file_size > 100:
        return ""
    return archive.read(first).decode("ascii", "replace").strip()


def _old_office(content: bytes) -> FileKind:
    streams = {name: name.encode("utf-16-le") in content for name in (*_OLD, "_VBA_PROJECT")}
    if streams["_VBA_PROJECT"]:
        raise Unusable(_("ce document contient des macros\u202f: enregistrez-le sans elles"))
    found = next((kind for name, kind in _OLD.items() if streams[name]), None)
    if found is None:
        raise Unusable(_("ce document bureautique n’est pas reconnu"))
    return found


def _is_text(content: bytes) -> bool:
    """Letters, in the encoding of today or of before, and no control sign."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        if "\ufffd" in text:
            return False
    return bool(text.strip()) and not any(sign < " " and sign not in "\t\n\r\f" for sign in text)
