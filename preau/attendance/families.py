"""What a family may say of an absence: who may, with which reasons, joined by which files (rules B1, B8)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from preau.attendance.models import AbsencePeriod, AbsenceProof, AbsenceReason
from preau.attendance.policies import may_justify_absences_of
from preau.attendance.reason_kinds import reason_kind
from preau.attendance.rules import LARGEST_PROOF, LONGEST_WORDS, MOST_PROOFS
from preau.directory.adults import own_majority
from preau.directory.models import Guardianship
from preau.directory.photos.image import Unusable, paper_of
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible

_LONGEST_NAME = 120
#: A whole PDF says so in its first and last bytes; readers accept a little noise around.
_PDF_HEAD, _PDF_TAIL = 1024, 2048


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came: the name its sender gave it, its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadProof:
    """A file that may be kept."""

    name: str
    mime: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:16]


def check_may_justify(actor: Actor, pupil_id: int, school_id: int) -> None:
    """`NotAllowed` for who may not explain the absences of this pupil in this school."""
    is_hers = actor.is_a(Profile.PUPIL) and actor.person_id == pupil_id
    if not actor.in_school(school_id):
        raise NotAllowed
    if not may_justify_absences_of(actor, pupil_id, is_adult=is_hers and _is_adult(actor)):
        raise NotAllowed


def _is_adult(actor: Actor) -> bool:
    told = own_majority(actor)
    is_emancipated = told.is_emancipated and told.begins_on is not None and told.begins_on <= clock.today()
    return told.is_of_age or is_emancipated


def family_reasons(school_id: int, kind: str) -> tuple[tuple[int, str], ...]:
    """Those offered, in the order of the school."""
    offered = AbsenceReason.objects.filter(
        school_id=school_id, is_for_families=True, kind=reason_kind(kind), hidden_at=None
    )
    return tuple(offered.order_by("position", "id").values_list("pk", "label"))


def is_said_by_school(period: AbsencePeriod) -> bool:
    """True when somebody of the school explained it, and no family did."""
    if period.said_by_id is None or period.said_by_id == period.pupil_id:
        return False
    of_family = Guardianship.objects.filter(pupil_id=period.pupil_id, guardian_id=period.said_by_id)
    return not of_family.exists()


def checked_words(words: str) -> str:
    """What was written, bounded."""
    if len(words) > LONGEST_WORDS:
        raise NotPossible(_("Votre explication ne peut dépasser 1\u202f000 caractères."), field="mots")
    return words.strip().replace("\x00", "")


def read_proofs(files: Sequence[SentFile]) -> list[ReadProof]:
    """The files, recognised by their bytes; `NotPossible` names the one that cannot be kept."""
    if len(files) > MOST_PROOFS:
        raise NotPossible(_("Joignez %(most)d fichiers au plus.") % {"most": MOST_PROOFS}, field="fichiers")
    return [_read(file) for file in files]


def _read(file: SentFile) -> ReadProof:
    name = _plain(file.name)
    if len(file.content) > LARGEST_PROOF:
        raise NotPossible(_("«\u202f%(name)s\u202f» dépasse 5\u202fMo.") % {"name": name}, field="fichiers")
    if b"%PDF-" in file.content[:_PDF_HEAD]:
        if b"%%EOF" not in file.content[-_PDF_TAIL:]:
            raise NotPossible(
                _("«\u202f%(name)s\u202f» n’est pas un PDF entier\u202f: envoyez-le de nouveau.") % {"name": name},
                field="fichiers",
            )
        return ReadProof(name, AbsenceProof.Mime.PDF, file.content)
    try:
        return ReadProof(name, AbsenceProof.Mime.JPEG, paper_of(file.content).content)
    except Unusable as why:
        raise NotPossible(
            _("«\u202f%(name)s\u202f» ne peut pas être gardé\u202f: %(why)s, ni un PDF.")
            % {"name": name, "why": why.args[0]},
            field="fichiers",
        ) from None


def _plain(name: str) -> str:
    """The name alone, printable, bounded."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-_LONGEST_NAME:] or _("document")


def keep_proofs(period: AbsencePeriod, proofs: Sequence[ReadProof], *, by_id: int) -> bool:
    """Keep them; the same file by the same person is kept once. True when one came."""
    kept = AbsenceProof.objects.filter(school_id=period.school_id, period=period, withdrawn_at=None)
    known = set(kept.filter(sent_by_id=by_id).values_list("digest", flat=True))
    new = {proof.digest: proof for proof in proofs if proof.digest not in known}
    if kept.count() + len(new) > MOST_PROOFS:
        raise NotPossible(
            _("Il y a déjà %(kept)d fichiers pour cette absence\u202f: %(most)d au plus.")
            % {"kept": kept.count(), "most": MOST_PROOFS},
            field="fichiers",
        )
    for digest, proof in new.items():
        AbsenceProof.objects.create(
            school_id=period.school_id,
            period=period,
            name=proof.name,
            mime=proof.mime,
            content=proof.content,
            digest=digest,
            sent_at=clock.now(),
            sent_by_id=by_id,
        )
    return bool(proofs)
