"""What is said of the absenteeism of a pupil in a month, who signs it, and what a version keeps of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from preau.attendance.models import AbsenteeismMeasures, MeasuresSignature
from preau.directory.adults import majority_of
from preau.directory.queries import guardians_of_disturbance
from preau.kernel import clock, words
from preau.kernel.actor import Actor

#: What a version keeps of the words.
KEPT = ("referent_id", "agreed_on", "agreement", "met_on", "measures")


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """What somebody who is asked to sign did of the agreement."""

    guardian_id: int
    state: str = MeasuresSignature.State.TO_SIGN
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What is said: see the model. `signatures` None: those that are written stay."""

    referent_id: int | None = None
    agreed_on: date | None = None
    agreement: str = ""
    met_on: date | None = None
    measures: str = ""
    signatures: tuple[SignatureWords, ...] | None = None


def signers_of(actor: Actor, school_id: int, pupil_id: int) -> list[int]:
    """Who is asked to sign: whoever is told of a serious disturbance of her schooling; the pupil herself, and she
    alone, once she is of age or emancipated (rule B8).
    """
    told = majority_of(actor, school_id, pupil_id)
    if told.is_of_age or told.is_emancipated:
        return [pupil_id]
    return guardians_of_disturbance(pupil_id, clock.today())


def signatures_of(held: AbsenteeismMeasures) -> tuple[SignatureWords, ...]:
    """Those that are written, in a steady order."""
    rows = MeasuresSignature.objects.filter(school_id=held.school_id, measures=held).order_by("guardian_id")
    return tuple(SignatureWords(*row) for row in rows.values_list("guardian_id", "state", "signed_on"))


def spoken_measures(
    *, referent: str, agreed_on: date | None, agreement: str, signatures: Iterable[tuple[str, str, date | None]],
    met_on: date | None, measures: str,
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Each thing that was written, in order, under its name. `signatures`: who, which state, the day."""
    said = (
        (_("Adulte référent"), referent),
        (_("Accord avec la famille"), words.full_day(agreed_on) if agreed_on else ""),
        (_("Ce qui a été convenu"), agreement),
        (_("Signatures"), ", ".join(_spoken_signature(*one) for one in signatures)),
        (_("Réunion de la communauté éducative"), words.full_day(met_on) if met_on else ""),
        (_("Mesures décidées"), measures),
    )
    return tuple(one for one in said if one[1])


def _spoken_signature(who: str, state: str, signed_on: date | None) -> str:
    label = str(MeasuresSignature.State(state).label).lower()
    if signed_on is None:
        return _("%(who)s (%(state)s)") % {"who": who, "state": label}
    return _("%(who)s (%(state)s le %(day)s)") % {"who": who, "state": label, "day": words.full_day(signed_on)}


def words_kept(held: AbsenteeismMeasures) -> dict[str, Any]:
    """The words as a version keeps them."""
    before = {name: _plain(getattr(held, name)) for name in KEPT}
    signed = [[one.guardian_id, one.state, _plain(one.signed_on)] for one in signatures_of(held)]
    return {**before, "signatures": signed}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
