"""Which characters the bytes of a file stand for. Files of schools say it seldom, and sometimes wrongly.

In this order:

1. a byte order mark: UTF-8, or the UTF-16 of « Texte Unicode » in spreadsheets;
2. valid UTF-8 is UTF-8: no French text in another encoding happens to be;
3. a byte between 0x80 and 0x9F: Windows-1252, since ISO-8859 has only control characters there;
4. else ISO-8859-15, whose œ and € are likelier in a school than the fractions of ISO-8859-1.

A file where UTF-8 accents outnumber the bytes that are not UTF-8 was pasted together: it is refused with its
line, for guessing would write wrong names in the directory.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from preau.kernel.refusals import NotPossible

UTF8, LATIN, WINDOWS = "utf-8", "iso-8859-15", "cp1252"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIGH_CONTROLS = re.compile(rb"[\x80-\x9f]")
#: Bytes that Windows-1252 leaves undefined.
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LOW_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
#: First bytes of what is often sent instead of a table.
_SIGNATURES = {
    b"PK\x03\x04": "un classeur Excel, LibreOffice ou une archive",
    b"\xd0\xcf\x11\xe0": "un classeur d’une ancienne version d’Excel",
    b"%PDF": "un PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
}
_LOOKED_AT = 1 << 16


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """The text of a whole file, and the codec it was written in. Raises `NotPossible`."""
    if not content.strip():
        raise NotPossible(f"Le fichier « {name} » est vide. Choisissez un autre fichier.")
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise NotPossible(
                f"Le fichier « {name} » est {what}, pas un fichier CSV. Ouvrez-le dans votre tableur, choisissez "
                "« Enregistrer sous », type « CSV », puis déposez le fichier obtenu."
            )
    if content.startswith(_UTF16):
        return _strictly(content, "utf-16", name), "utf-16"
    if _LOW_CONTROLS.search(content, 0, _LOOKED_AT) and _is_binary(content[:_LOOKED_AT]):
        raise NotPossible(
            f"Le fichier « {name} » n’est pas un fichier de texte. Choisissez un fichier CSV (texte séparé par "
            "des points-virgules, des virgules ou des tabulations)."
        )
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig", name), UTF8
    try:
        return content.decode(), UTF8
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    census = Census()
    census.add(content)
    if census.is_pasted:
        raise _mixed(name, line)
    return content.decode(census.latin_codec), census.latin_codec


@dataclass(slots=True)
class Census:
    """What bytes outside ASCII are like, counted chunk by chunk. A letter cut between two chunks counts as lone
    bytes: of no matter to a majority.
    """

    letters: int = 0
    lone: int = 0
    _has_high_controls: bool = False
    _has_undefined: bool = False

    def add(self, chunk: bytes) -> None:
        """Count the bytes of a chunk."""
        if chunk.isascii():
            return
        letters = _UTF8_LETTER.findall(chunk)
        self.letters += len(letters)
        self.lone += len(_HIGH.findall(chunk)) - sum(map(len, letters))
        self._has_high_controls = self._has_high_controls or _HIGH_CONTROLS.search(chunk) is not None
        self._has_undefined = self._has_undefined or _NOT_WINDOWS.search(chunk) is not None

    @property
    def is_pasted(self) -> bool:
        """True when most accents are UTF-8; said of bytes that are not all UTF-8."""
        return self.letters > self.lone

    @property
    def latin_codec(self) -> str:
        """The one-byte encoding of these bytes, which are not UTF-8."""
        return WINDOWS if self._has_high_controls and not self._has_undefined else LATIN


def _is_binary(head: bytes) -> bool:
    """A zero byte, or more control characters than one in ten: no text of a spreadsheet."""
    return b"\x00" in head or len(_LOW_CONTROLS.findall(head)) * 10 > len(head)


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _mixed(name, line) from error


def _mixed(name: str, line: int) -> NotPossible:
    return NotPossible(
        f"Le fichier « {name} », ligne {line} : le texte mélange plusieurs encodages, des noms seraient abîmés. "
        "Ouvrez-le dans votre tableur, corrigez cette ligne et enregistrez-le en « CSV UTF-8 »."
    )
