"""A file that somebody attaches, from the form to what may be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from preau.foundation.files.antivirus import Verdict, scan
from preau.foundation.files.images import Unusable, decoded, flat, jpeg, kind_of_image, png
from preau.foundation.files.kinds import JPEG, PNG, kind_of, name_of_kind
from preau.foundation.screens.request import Request
from preau.foundation.screens.uploads import is_too_large
from preau.kernel.refusals import NotPossible

#: In bytes: one file, and what one sending may carry in all.
LARGEST, LARGEST_SENDING = 10 << 20, 25 << 20
#: Files of one message, one news item, one deposit.
MOST = 10
_LONGEST_NAME = 120
#: In pixels: a photographed page stays readable when printed.
_BOX = (2400, 2400)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came: the name its sender gave it, its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that may be kept: its name ends as its content is, `kind` is a MIME type."""

    name: str
    kind: str
    content: bytes
    verdict: Verdict

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def sent_files(request: Request, field: str = "fichiers") -> tuple[SentFile, ...]:
    """The files of this field of a form, in order. Errors: `NotPossible` when they were too heavy."""
    if is_too_large(request):
        raise NotPossible(
            _("Ces fichiers sont trop lourds\u202f: 10\u202fMo chacun, 25\u202fMo ensemble."), field=field
        )
    sent = request.FILES.getlist(field)[: MOST + 1]
    return tuple(SentFile(file.name or "", file.read()) for file in sent if file.size)


def read_files(files: Sequence[SentFile], *, field: str = "fichiers", most: int = MOST) -> tuple[Attached, ...]:
    """Those that may be kept, looked at by the antivirus; `NotPossible` names the one that cannot."""
    if len(files) > most:
        raise NotPossible(_("Joignez %(most)d fichiers au plus.") % {"most": most}, field=field)
    return tuple(_read(file, field) for file in files)


def _read(file: SentFile, field: str) -> Attached:
    name = plain_name(file.name)
    if len(file.content) > LARGEST:
        raise NotPossible(_("«\u202f%(name)s\u202f» dépasse 10\u202fMo.") % {"name": name}, field=field)
    try:
        kind = kind_of(file.content)
        content = drawn_again(file.content) if kind in {JPEG, PNG} else file.content
    except Unusable as why:
        said = _("«\u202f%(name)s\u202f» ne peut pas être joint\u202f: %(why)s.")
        raise NotPossible(said % {"name": name, "why": why.args[0]}, field=field) from None
    verdict = scan(file.content)
    if verdict is Verdict.INFECTED:
        said = _("«\u202f%(name)s\u202f» est refusé\u202f: l’antivirus y a trouvé un programme dangereux.")
        raise NotPossible(said % {"name": name}, field=field)
    if kind is JPEG:
        name = name.removesuffix(".webp")
    return Attached(name_of_kind(name, kind), kind.mime, content, verdict)


def drawn_again(content: bytes) -> bytes:
    """The same image without what a camera wrote beside it (its place, its day), no larger than a page."""
    drawing = decoded(content, _BOX)
    return png(drawing) if kind_of_image(content) == "PNG" else jpeg(flat(drawing), 85)


def plain_name(name: str) -> str:
    """The name alone, printable, bounded, without the signs that turn a line round."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-_LONGEST_NAME:].strip(". ") or _("document")
