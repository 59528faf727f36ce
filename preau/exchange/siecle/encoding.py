"""Which encoding an export is read in, once its whole length has been looked at.

ISO-8859-15 is what SIECLE writes and announces. In this order:

1. announced as UTF-8, or not announced: UTF-8, strictly; a byte that does not fit is a refusal with its line;
2. announced as ISO-8859 but every accent is UTF-8: UTF-8, told (files saved again by an editor);
3. announced as ISO-8859 with bytes it has no letter for: Windows-1252, told;
4. most accents in UTF-8 and some not: a refusal, for names would be spoilt.
"""

from __future__ import annotations

import codecs

from preau.exchange.places import Place
from preau.exchange.siecle.export import ExportFile
from preau.exchange.siecle.head import is_utf8_name
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.tabular.charsets import UTF8, WINDOWS, Census
from preau.kernel.refusals import NotPossible

_CHUNK = 1 << 20


def codec_of(file: ExportFile, notes: ReadingNotes) -> str:
    """The Python codec to read `file` with. Raises `NotPossible`."""
    census, broken = _looked_at(file)
    place = Place(file.name, 1)
    if is_utf8_name(file.head.declared):
        if broken is None:
            return UTF8
        raise NotPossible(
            f"Le fichier « {file.name} », ligne {broken} : le texte n’est pas en UTF-8 alors que le "
            "fichier s’annonce ainsi (il a sans doute été enregistré par un autre logiciel). Rien n’a été "
            "importé : refaites l’export dans SIECLE et déposez-le sans l’ouvrir."
        )
    announced = file.head.declared.upper()
    if broken is None:
        if census.letters:
            notes.tell(place, f"le fichier s’annonce en {announced} mais il est écrit en UTF-8 : lu en UTF-8")
        return UTF8
    if census.is_pasted:
        raise NotPossible(
            f"Le fichier « {file.name} », ligne {broken} : le texte mélange plusieurs encodages, des "
            "noms seraient abîmés. Rien n’a été importé : refaites l’export dans SIECLE."
        )
    if census.latin_codec == WINDOWS:
        notes.tell(place, f"le fichier s’annonce en {announced} mais il est écrit en Windows-1252 : lu ainsi")
    return census.latin_codec


def _looked_at(file: ExportFile) -> tuple[Census, int | None]:
    """Every byte, in bounded memory; and the first line that is not UTF-8, None when all is."""
    census, line = Census(), 1
    broken: int | None = None
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.opened() as stream:
        while chunk := stream.read(_CHUNK):
            if broken is None:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    broken = line + error.object.count(b"\n", 0, error.start)
            line += chunk.count(b"\n")
            census.add(chunk)
    if broken is None and decoder.getstate()[0]:
        broken = line
    return census, broken
