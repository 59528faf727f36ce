"""Who the screens of `attendance` open to."""

from __future__ import annotations

from uuid import UUID

from tests.matrix.answer import Answer, at_college, who

MATHS = at_college(lesson_id=lambda cast: cast.lessons["maths"].pk)
TAP = at_college(lesson_id=lambda cast: cast.lessons["maths"].pk, pupil_id=lambda cast: cast.lea.pk)
FILE = at_college(pupil_id=lambda cast: cast.noe.pk)
REASON = at_college(reason_id=lambda cast: cast.periods["noe"].reason_id)
REGISTER = at_college(group_id=lambda cast: cast.groups["4B"].pk, month=lambda cast: "2026-11")
OUTING = at_college(collective_id=lambda cast: cast.outings["musee"].pk)
PERIOD = at_college(period_id=lambda cast: cast.periods["noe"].pk)

SCREENS: dict[str, Answer] = {
    "attendance:roll": Answer(who("durand cpe chef secretaire"), args=MATHS),
    "attendance:tap": Answer(
        who("durand cpe chef"), args=TAP, post=lambda cast: {"etat": "absent"}, status=(302,)
    ),
    "attendance:remarks": Answer(who("durand cpe chef"), args=TAP),
    "attendance:say-present": Answer(
        who("durand cpe chef"), args=TAP, post=lambda cast: {}, status=(302,)
    ),
    "attendance:close": Answer(who("durand cpe chef"), args=MATHS, post=lambda cast: {}, status=(302,)),
    "attendance:assembly": Answer(who("cpe chef"), args=at_college()),
    "attendance:measures": Answer(
        who("cpe chef secretaire"), args=lambda cast: {**FILE(cast), "month": "2026-11"}
    ),
    "attendance:past-years": Answer(who("cpe chef secretaire"), args=at_college()),
    # The cast has one year, which is not over (`attendance/tests/test_year_end.py`).
    "attendance:past-years-csv": Answer(frozenset(), args=at_college(), is_download=True),
    "attendance:year-end": Answer(frozenset(), args=at_college(year_id=lambda cast: 0)),
    "attendance:end-year": Answer(frozenset(), args=at_college(year_id=lambda cast: 0), post=lambda cast: {}),
    "attendance:exemptions": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:write-exemption": Answer(who("cpe chef secretaire"), args=at_college()),
    # The cast has no exemption (`attendance/tests/test_exemptions.py`).
    "attendance:exemption": Answer(frozenset(), args=at_college(exemption_id=lambda cast: 0)),
    "attendance:withdraw-exemption": Answer(
        frozenset(), args=at_college(exemption_id=lambda cast: 0), post=lambda cast: {}
    ),
    "attendance:desk": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:note-period": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:period": Answer(who("cpe chef secretaire"), args=PERIOD),
    "attendance:follow-period": Answer(
        who("cpe chef secretaire"), args=PERIOD, post=lambda cast: {"fait": "appel_recu"}, status=(302,)
    ),
    "attendance:withdraw-period": Answer(
        who("cpe chef secretaire"), args=PERIOD, post=lambda cast: {"pourquoi": "erreur"}, status=(302,)
    ),
    "attendance:collectives": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:make-collective": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:collective": Answer(who("cpe chef secretaire"), args=OUTING),
    "attendance:change-collective": Answer(who("cpe chef secretaire"), args=OUTING),
    "attendance:add-to-collective": Answer(
        who("cpe chef secretaire"), args=OUTING, post=lambda cast: {"eleve": cast.lea.pk}, status=(302,)
    ),
    "attendance:cancel-collective": Answer(
        who("cpe chef secretaire"), args=OUTING, post=lambda cast: {"pourquoi": "grève"}, status=(302,)
    ),
    "attendance:collective-sheet": Answer(who("cpe chef secretaire"), args=OUTING),
    "attendance:collective-csv": Answer(who("cpe chef secretaire"), args=OUTING, is_download=True),
    # Nobody goes yet (`attendance/tests/test_collective_page.py`).
    "attendance:collective-pupil": Answer(
        frozenset(), args=lambda cast: {**OUTING(cast), "pupil_id": cast.lea.pk}
    ),
    "attendance:leave-collective": Answer(
        frozenset(), args=lambda cast: {**OUTING(cast), "pupil_id": cast.lea.pk},
        post=lambda cast: {"pourquoi": "malade"},
    ),
    "attendance:thresholds": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:file": Answer(who("cpe chef secretaire"), args=FILE),
    "attendance:reset-alert": Answer(
        who("cpe chef secretaire"), args=FILE, post=lambda cast: {"kind": "absence"}, status=(302,)
    ),
    "attendance:statistics": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:statistics-csv": Answer(who("cpe chef secretaire"), args=at_college(), is_download=True),
    # The form teacher of the class too, whom the cast has not (`attendance/tests/test_register.py`).
    "attendance:registers": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:register": Answer(who("cpe chef secretaire"), args=REGISTER),
    "attendance:register-csv": Answer(who("cpe chef secretaire"), args=REGISTER, is_download=True),
    "attendance:register-pupil": Answer(
        who("cpe chef secretaire"), args=lambda cast: {**REGISTER(cast), "pupil_id": cast.noe.pk}
    ),
    "attendance:settings": Answer(who("cpe chef"), args=at_college()),
    "attendance:add-reason": Answer(who("cpe chef"), args=at_college()),
    "attendance:reason": Answer(who("cpe chef"), args=REASON),
    "attendance:offer-reason": Answer(
        who("cpe chef"), args=REASON, post=lambda cast: {"propose": "non"}, status=(302,)
    ),
    "attendance:move-reason": Answer(
        who("cpe chef"), args=REASON, post=lambda cast: {"sens": "bas"}, status=(302,)
    ),
    "attendance:nudge": Answer(
        who("cpe chef"),
        args=at_college(lesson_id=lambda cast: cast.lessons["francais"].pk),
        post=lambda cast: {},
        status=(302,),
    ),
    "attendance:passages": Answer(who("cpe chef"), args=at_college()),
    "attendance:passage-arrive": Answer(
        who("cpe chef"), args=at_college(place=lambda cast: "infirmerie"), status=(302,),
        post=lambda cast: {"eleve": cast.lea.pk},
    ),
    # Nobody is elsewhere in the cast (`attendance/tests/test_passages.py`).
    "attendance:passage-leave": Answer(
        frozenset(), args=at_college(passage_id=lambda cast: 0), post=lambda cast: {"vers": "cours"}
    ),
    "attendance:passage-withdraw": Answer(
        frozenset(), args=at_college(passage_id=lambda cast: 0), post=lambda cast: {}
    ),
    "attendance:evacuation": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:paper-register": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:free-roll": Answer(who("durand petit double cpe chef"), args=at_college()),
    "attendance:regimes": Answer(who("cpe chef"), args=at_college()),
    # The cast has no regime (`attendance/tests/test_regimes.py`).
    "attendance:regime": Answer(frozenset(), args=at_college(regime_id=lambda cast: 0)),
    "attendance:regime-classes": Answer(who("cpe chef"), args=at_college()),
    "attendance:assign-regime": Answer(
        who("cpe chef"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "attendance:study": Answer(who("cpe chef"), args=at_college()),
    "attendance:call-study": Answer(
        who("cpe chef"), args=at_college(), post=lambda cast: {"eleves": [cast.lea.pk]}, status=(302,)
    ),
    "attendance:end-study": Answer(who("cpe chef"), args=at_college(), post=lambda cast: {}, status=(302,)),
    "attendance:conflicts": Answer(who("cpe chef"), args=at_college()),
    "attendance:settle-conflict": Answer(
        frozenset(), args=at_college(absence_id=lambda cast: 0), post=lambda cast: {"etait": "present"}
    ),
    "attendance:board": Answer(who("cpe chef"), args=at_college()),
    "attendance:moment": Answer(who("cpe chef"), args=at_college()),
    "attendance:pupil": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "attendance:letters": Answer(who("cpe chef secretaire"), args=at_college()),
    # Nothing was written to the families of the cast (`attendance/tests/test_letters.py`).
    "attendance:batch": Answer(frozenset(), args=at_college(batch=lambda cast: UUID(int=1))),
    "attendance:letter-sheets": Answer(
        frozenset(), args=at_college(batch=lambda cast: UUID(int=1)), is_download=True
    ),
    "attendance:stop-letters": Answer(
        frozenset(), args=at_college(batch=lambda cast: UUID(int=1)), post=lambda cast: {}
    ),
    "attendance:year": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "attendance:declare": Answer(who("marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "attendance:justify": Answer(
        who("marc"), args=lambda cast: {"pupil_id": cast.tom.pk, "period_id": cast.periods["tom"].pk}
    ),
    "attendance:cancel-declaration": Answer(
        who("marc"), args=lambda cast: {"pupil_id": cast.tom.pk, "period_id": cast.periods["tom"].pk},
        post=lambda cast: {}, status=(302,),
    ),
    "attendance:own-proof": Answer(
        who("marc"), args=lambda cast: {"pupil_id": cast.tom.pk, "proof_id": cast.proofs["tom"].pk},
        is_download=True,
    ),
    "attendance:withdraw-proof": Answer(
        who("marc"), args=lambda cast: {"pupil_id": cast.tom.pk, "proof_id": cast.proofs["tom"].pk},
        post=lambda cast: {}, status=(302,),
    ),
    "attendance:proof": Answer(
        who("cpe chef secretaire"), args=at_college(proof_id=lambda cast: cast.proofs["noe"].pk), is_download=True
    ),
}  # fmt: skip
