"""Write what is done about the absenteeism of a pupil in a month."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.attendance.events_measures import MeasuresWritten
from preau.attendance.measuring import KEPT, MeasureWords, SignatureWords, signatures_of, signers_of, words_kept
from preau.attendance.models import AbsenteeismMeasures, MeasuresSignature, MeasuresVersion
from preau.attendance.policies import may_treat_absences
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.directory.models import Person, Post
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

LONGEST = 2000


@action
def write_measures(
    *, actor: Actor, school_id: int, pupil_id: int, month: date, said: MeasureWords, seen: int = 0
) -> None:
    """Write it, or change what was written (`seen`: the version on the screen, 0 for none); what it was before is
    kept. The same words again change nothing. A referent who left stays until another is named.

    Errors: `NotAllowed` for who treats no absence here, a pupil of another school, a new referent who does not
    work here, or a signature of who is not asked for one; `NotPossible` for a month or a day to come, a text
    too long, a signature without its day, or when somebody wrote meanwhile.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    enrolled_pupil(school_id, pupil_id, or_was=True)
    first = month.replace(day=1)
    # Two people may write the first words of a month at the same instant.
    Person.objects.select_for_update(no_key=True).filter(pk=pupil_id).first()
    held = AbsenteeismMeasures.objects.filter(school_id=school_id, pupil_id=pupil_id, month=first).first()
    if (held.version if held else 0) != seen:
        raise NotPossible(_("Quelqu’un a écrit ces mesures entre-temps\u202f: rechargez la page."))
    _check(first, said)
    _check_referent(school_id, said.referent_id, held)
    signatures = _signatures(actor, school_id, pupil_id, said, held)
    written = held or AbsenteeismMeasures(school_id=school_id, pupil_id=pupil_id, month=first, version=0)
    before = words_kept(held) if held else None
    for name in KEPT:
        value = getattr(said, name)
        setattr(written, name, value.strip() if isinstance(value, str) else value)
    if before is not None and held is not None:
        if before == {**words_kept(written), "signatures": _plain(signatures)}:
            return
        MeasuresVersion.objects.create(
            school_id=school_id,
            measures=held,
            version=held.version,
            before=before,
            written_at=held.written_at,
            written_by_id=held.written_by_id,
        )
    written.version += 1
    written.written_at, written.written_by_id = clock.now(), actor.person_id
    written.save()
    _sign(written, signatures)
    record(MeasuresWritten(school_id, pupil_id), actor=actor)


def _sign(written: AbsenteeismMeasures, signatures: tuple[SignatureWords, ...]) -> None:
    MeasuresSignature.objects.filter(school_id=written.school_id, measures=written).delete()
    MeasuresSignature.objects.bulk_create(
        MeasuresSignature(
            school_id=written.school_id,
            measures=written,
            guardian_id=one.guardian_id,
            state=one.state,
            signed_on=one.signed_on,
        )
        for one in signatures
    )


def _signatures(
    actor: Actor, school_id: int, pupil_id: int, said: MeasureWords, held: AbsenteeismMeasures | None
) -> tuple[SignatureWords, ...]:
    """What is written of signatures once this is said: of who is no longer asked, what was known stays. Without an
    agreement nobody has anything to sign.
    """
    known = {one.guardian_id: one for one in signatures_of(held)} if held else {}
    if said.signatures is not None:
        asked = {*signers_of(actor, school_id, pupil_id), *known}
        if any(one.guardian_id not in asked for one in said.signatures):
            raise NotAllowed
        known |= {one.guardian_id: one for one in said.signatures}
    is_agreed = said.agreed_on is not None or bool(said.agreement.strip())
    written = (one for _pk, one in sorted(known.items()))
    return tuple(one for one in written if is_agreed or one.state != MeasuresSignature.State.TO_SIGN)


def _plain(signatures: tuple[SignatureWords, ...]) -> list[list[object]]:
    """As `words_kept` writes them."""
    return [
        [one.guardian_id, one.state, one.signed_on.isoformat() if one.signed_on else None] for one in signatures
    ]


def _check(first: date, said: MeasureWords) -> None:
    today = clock.today()
    if first > today:
        raise NotPossible(_("Ce mois n’est pas encore venu."))
    for field, day in (("agreed_on", said.agreed_on), ("met_on", said.met_on)):
        if day is not None and day > today:
            raise NotPossible(_("Ce jour n’est pas encore venu."), field=field)
    for field, text in (("agreement", said.agreement), ("measures", said.measures)):
        if len(text) > LONGEST:
            raise NotPossible(_("%(most)s caractères au plus.") % {"most": LONGEST}, field=field)
    for one in said.signatures or ():
        _check_signature(one, today)


def _check_signature(one: SignatureWords, today: date) -> None:
    field = f"signe-le-{one.guardian_id}"
    if one.state not in MeasuresSignature.State.values:
        raise NotAllowed
    is_signed = one.state == MeasuresSignature.State.SIGNED
    if is_signed and one.signed_on is None:
        raise NotPossible(_("Écrivez le jour où cette personne a signé."), field=field)
    if not is_signed and one.signed_on is not None:
        raise NotPossible(
            _("Seule une signature a un jour\u202f: choisissez «\u202fSigné\u202f», ou effacez le jour."),
            field=field,
        )
    if one.signed_on is not None and one.signed_on > today:
        raise NotPossible(_("Ce jour n’est pas encore venu."), field=field)


def _check_referent(school_id: int, referent_id: int | None, held: AbsenteeismMeasures | None) -> None:
    if referent_id is None or (held is not None and held.referent_id == referent_id):
        return
    today = clock.today()
    posts = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), school_id=school_id)
    if not posts.filter(person_id=referent_id, begins_on__lte=today).exists():
        raise NotAllowed
