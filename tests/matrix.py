"""The permission matrix: for every screen, who of the cast it opens to. Everybody else meets a 404.

A screen absent from `EXPECTED` fails the tests. `args` names what the URL is about; `post` is what is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from preau.timetable.tests.week import own_course
from tests.cast import Cast

EVERYBODY = frozenset(
    [
        "lea",
        "noe",
        "tom",
        "jumelle",
        "marc",
        "sofia",
        "double",
        "durand",
        "petit",
        "cpe",
        "chef",
        "secretaire",
        "jumeau_prof",
        "jumeau_cpe",
        "jumeau_chef",
        "jumeau_parent",
        "agent",
    ]
)
#: `oncle` is a contact without access: his session opens nothing, he is nobody.
NOBODY = frozenset({"anonyme", "oncle"})


@dataclass(frozen=True)
class Answer:
    """`opens_to` gets a page; with `public`, passers-by too. `status` is what openers get.

    `is_download`: what they get is a file or an image, no page to look at.
    """

    opens_to: frozenset[str]
    args: Callable[[Cast], dict[str, Any]] = field(default=lambda cast: {})
    post: Callable[[Cast], dict[str, Any]] | None = None
    status: tuple[int, ...] = (200,)
    public: bool = False
    is_download: bool = False


def who(names: str) -> frozenset[str]:
    """`who("durand cpe")`."""
    return frozenset(names.split())


def at_college(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    """URL arguments: the collège of the cast, and what else."""
    return lambda cast: {"uai": cast.schools["college"].uai, **{k: get(cast) for k, get in more.items()}}


MATHS = at_college(lesson_id=lambda cast: cast.lessons["maths"].pk)
CHORALE = at_college(group_id=lambda cast: cast.groups["CHORALE"].pk)
UNDER_WAY = at_college(import_id=lambda cast: cast.imports["under_way"].pk)
APPLIED = at_college(import_id=lambda cast: cast.imports["applied"].pk)
WITH_LESSONS = EVERYBODY - who("cpe chef secretaire jumeau_cpe jumeau_chef agent")
TO_COME = at_college(lesson_id=lambda cast: cast.lessons["espagnol"].pk)
TAP = at_college(lesson_id=lambda cast: cast.lessons["maths"].pk, pupil_id=lambda cast: cast.lea.pk)
FILE = at_college(pupil_id=lambda cast: cast.noe.pk)
REASON = at_college(reason_id=lambda cast: cast.periods["noe"].reason_id)
REGISTER = at_college(group_id=lambda cast: cast.groups["4B"].pk, month=lambda cast: "2026-11")
PERIOD = at_college(period_id=lambda cast: cast.periods["noe"].pk)

EXPECTED: dict[str, Answer] = {
    "home": Answer(EVERYBODY, public=True),
    "home-card": Answer(who("durand petit double jumeau_prof"), args=lambda cast: {"name": "cours-du-jour"}),
    "home-child": Answer(who("marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "home-news": Answer(EVERYBODY),
    "home-news-read": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "live-renew": Answer(frozenset()),
    "gallery": Answer(EVERYBODY, public=True),
    "legal": Answer(EVERYBODY, args=lambda cast: {"name": "accessibilite"}, public=True),
    "access:sign-in": Answer(EVERYBODY, public=True, status=(200, 302)),
    "access:sign-out": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "access:sign-out-everywhere": Answer(EVERYBODY, post=lambda cast: {}, status=(302,)),
    "access:activate": Answer(EVERYBODY, public=True),
    "access:forgotten": Answer(EVERYBODY, public=True),
    "access:new-password": Answer(EVERYBODY, public=True),
    "access:account": Answer(EVERYBODY),
    "access:change-password": Answer(EVERYBODY),
    "access:change-email": Answer(EVERYBODY),
    "access:confirm-email": Answer(EVERYBODY),
    "access:profiles": Answer(EVERYBODY),
    "access:accounts": Answer(who("chef secretaire"), args=at_college()),
    "access:staff-accounts": Answer(who("chef secretaire"), args=at_college()),
    "access:class-accounts": Answer(
        who("chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "access:renew": Answer(
        who("chef secretaire"), args=at_college(),
        post=lambda cast: {"personne": cast.noe.pk, "classe": cast.groups["4B"].pk},
    ),
    "access:sheets": Answer(who("chef secretaire"), args=at_college(), post=lambda cast: {}),
    "console:copy-settings": Answer(who("agent")),
    "console:projects": Answer(who("agent")),
    "console:add-project": Answer(who("agent")),
    # No project and no collectivity is known of the cast (`console/tests/test_network.py`).
    "console:project": Answer(frozenset(), args=lambda cast: {"project_id": 0}),
    "console:collectivities": Answer(who("agent")),
    "console:collectivity-logo": Answer(frozenset()),
    "console:collectivity-image": Answer(frozenset(), is_download=True),
    "directory:lists": Answer(
        who("lea noe marc sofia durand petit double cpe chef secretaire"), args=at_college()
    ),
    "directory:add-list": Answer(who("cpe chef secretaire"), args=at_college()),
    # The cast has no list (`directory/tests/test_broadcast.py`).
    "directory:change-list": Answer(frozenset(), args=at_college(list_id=lambda cast: 0)),
    "directory:my-majority": Answer(who("lea noe tom jumelle")),
    "directory:opposition": Answer(
        who("chef secretaire"), args=at_college(person_id=lambda cast: cast.lea.pk)
    ),
    "directory:change-logo": Answer(who("chef secretaire"), args=at_college()),
    # The cast has no logo (`directory/tests/test_logo.py`).
    "directory:logo": Answer(frozenset(), args=at_college(), is_download=True),
    "directory:collectivity-logo": Answer(frozenset(), args=at_college(), is_download=True),
    # She made no copy yet: there is no report (`console/tests/test_copy_settings.py`).
    "console:settings-report": Answer(frozenset(), args=lambda cast: {"copy_id": 1}),
    "console:settings-report-csv": Answer(frozenset(), args=lambda cast: {"copy_id": 1}, is_download=True),
    "directory:mine": Answer(who("lea noe tom jumelle marc sofia jumeau_parent")),
    "directory:calendar": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:add-closure": Answer(who("chef secretaire"), args=at_college()),
    "directory:remove-closure": Answer(
        who("chef secretaire"), args=at_college(closure_id=lambda cast: cast.closures["college"].pk)
    ),
    "directory:new-year": Answer(who("chef secretaire"), args=at_college()),
    # No coming year is known of the cast: there is nothing to prepare (`console/tests/test_new_year.py`).
    "directory:prepare-new-year": Answer(frozenset(), args=at_college(), post=lambda cast: {}),
    "directory:my-new-year": Answer(
        who("lea noe tom jumelle marc sofia jumeau_parent durand petit double jumeau_prof")
    ),
    "directory:settings": Answer(who("chef secretaire"), args=at_college()),
    "directory:terms": Answer(who("chef secretaire"), args=at_college()),
    "directory:councils": Answer(who("chef secretaire"), args=at_college()),
    "directory:school": Answer(who("chef secretaire"), args=at_college()),
    "directory:give-back-school": Answer(
        who("chef secretaire"), args=at_college(), post=lambda cast: {}, status=(302,)
    ),
    "directory:people": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:person": Answer(
        who("durand cpe chef secretaire"), args=at_college(person_id=lambda cast: cast.lea.pk)
    ),
    "directory:portrait": Answer(
        who("durand cpe chef secretaire"), args=at_college(person_id=lambda cast: cast.noe.pk), is_download=True
    ),
    "directory:groups": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "directory:group": Answer(
        who("durand cpe chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "directory:export-group": Answer(
        who("durand cpe chef secretaire"),
        args=at_college(group_id=lambda cast: cast.groups["4B"].pk, kind=lambda cast: "ods"),
        is_download=True,
    ),
    "directory:add-group": Answer(who("cpe chef secretaire"), args=at_college()),
    "directory:change-group": Answer(who("cpe chef secretaire"), args=CHORALE),
    "directory:archive-group": Answer(who("cpe chef secretaire"), args=CHORALE),
    "directory:add-members": Answer(who("cpe chef secretaire"), args=CHORALE),
    "directory:end-membership": Answer(
        who("cpe chef secretaire"),
        args=at_college(
            group_id=lambda cast: cast.groups["CHORALE"].pk,
            membership_id=lambda cast: cast.memberships["CHORALE"].pk,
        ),
    ),
    "directory:image-rights": Answer(
        who("cpe chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "directory:portraits": Answer(who("cpe chef secretaire"), args=at_college()),
    "directory:pair-portrait": Answer(
        who("cpe chef secretaire"), args=at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk)
    ),
    "directory:waiting-image": Answer(
        who("cpe chef secretaire"),
        args=at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk),
        is_download=True,
    ),
    "attendance:offline": Answer(EVERYBODY, public=True, is_download=True),
    "attendance:roll": Answer(who("durand cpe chef secretaire"), args=MATHS),
    "attendance:tap": Answer(
        who("durand cpe chef"), args=TAP, post=lambda cast: {"etat": "absent"}, status=(302,)
    ),
    "attendance:remarks": Answer(who("durand cpe chef"), args=TAP),
    "attendance:say-present": Answer(
        who("durand cpe chef"), args=TAP, post=lambda cast: {}, status=(302,)
    ),
    "attendance:close": Answer(who("durand cpe chef"), args=MATHS, post=lambda cast: {}, status=(302,)),
    "attendance:desk": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:note-period": Answer(who("cpe chef secretaire"), args=at_college()),
    "attendance:period": Answer(who("cpe chef secretaire"), args=PERIOD),
    "attendance:follow-period": Answer(
        who("cpe chef secretaire"), args=PERIOD, post=lambda cast: {"fait": "appel_recu"}, status=(302,)
    ),
    "attendance:withdraw-period": Answer(
        who("cpe chef secretaire"), args=PERIOD, post=lambda cast: {"pourquoi": "erreur"}, status=(302,)
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
    "attendance:letter-sheets": Answer(frozenset(), args=at_college(batch=lambda cast: UUID(int=1))),
    "attendance:stop-letters": Answer(
        frozenset(), args=at_college(batch=lambda cast: UUID(int=1)), post=lambda cast: {}
    ),
    "attendance:alerts": Answer(who("marc sofia jumeau_parent")),
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
    "timetable:mine": Answer(EVERYBODY - {"agent"}, status=(200, 302)),
    "timetable:agenda": Answer(WITH_LESSONS),
    "timetable:close-agenda": Answer(WITH_LESSONS, post=lambda cast: {}, status=(302,)),
    "timetable:agenda-file": Answer(
        EVERYBODY, args=lambda cast: {"token": "agenda-de-lea"}, public=True, is_download=True
    ),
    "timetable:pupil": Answer(
        who("lea marc sofia durand petit double cpe chef secretaire"),
        args=lambda cast: {"pupil_id": cast.lea.pk},
    ),
    "timetable:school": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "timetable:together": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "timetable:bells": Answer(who("chef secretaire"), args=at_college()),
    "timetable:rooms": Answer(who("chef secretaire"), args=at_college()),
    "timetable:add-lesson": Answer(who("chef secretaire"), args=at_college()),
    "timetable:courses": Answer(who("chef secretaire"), args=at_college()),
    "timetable:add-course": Answer(who("chef secretaire"), args=at_college()),
    "timetable:course": Answer(who("chef secretaire"), args=at_college(course_id=own_course)),
    "timetable:stop-course": Answer(who("chef secretaire"), args=at_college(course_id=own_course)),
    "timetable:lesson": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:cancel-lesson": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:move-lesson": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:replace-teacher": Answer(who("chef secretaire"), args=TO_COME),
    "timetable:restore-lesson": Answer(
        who("chef secretaire"), args=TO_COME, post=lambda cast: {}, status=(400, 409, 422)
    ),
    "timetable:replacements": Answer(who("chef secretaire"), args=at_college()),
    "timetable:shorten-replacement": Answer(
        who("chef secretaire"), args=at_college(replacement_id=lambda cast: cast.replacements["durand"].pk)
    ),
    "upload:list": Answer(who("chef secretaire"), args=at_college()),
    "upload:file": Answer(who("chef secretaire"), args=at_college()),
    "upload:template": Answer(
        who("chef secretaire"), args=at_college(kind=lambda cast: "eleves"), is_download=True
    ),
    "upload:matching": Answer(who("chef secretaire"), args=UNDER_WAY),
    "upload:checks": Answer(who("chef secretaire"), args=UNDER_WAY),
    "upload:checks-csv": Answer(who("chef secretaire"), args=UNDER_WAY, is_download=True),
    "upload:effect": Answer(who("chef secretaire"), args=UNDER_WAY),
    "upload:report": Answer(who("chef secretaire"), args=APPLIED),
    "upload:report-csv": Answer(who("chef secretaire"), args=APPLIED, is_download=True),
    "upload:give-up": Answer(who("chef secretaire"), args=UNDER_WAY, post=lambda cast: {}, status=(302,)),
    "portal:launcher": Answer(EVERYBODY),
    "portal:favourite": Answer(
        who("lea noe tom jumelle marc sofia jumeau_parent durand petit double jumeau_prof cpe chef "
            "jumeau_cpe jumeau_chef"),
        args=lambda cast: {"service": "appel"}, post=lambda cast: {"geste": "epingler"}, status=(302,),
    ),
    "portal:services": Answer(who("chef"), args=at_college()),
    "portal:bind": Answer(who("chef"), args=at_college(service=lambda cast: "appel")),
    "portal:rights": Answer(EVERYBODY),
    "console:region": Answer(who("agent")),
    "aaf:notes": Answer(who("agent")),
    "aaf:reattachment": Answer(
        who("chef secretaire"), args=at_college(reattachment_id=lambda cast: cast.reattachments["durand"].pk)
    ),
    "console:desk": Answer(who("chef secretaire"), args=at_college()),
    "console:recount": Answer(who("chef secretaire"), args=at_college(), post=lambda cast: {}, status=(302,)),
    "console:kind": Answer(who("chef secretaire"), args=at_college(code=lambda cast: "groupes-vides")),
    "console:export": Answer(who("chef secretaire"), args=at_college(), is_download=True),
    "console:keep": Answer(
        who("chef secretaire"),
        args=at_college(code=lambda cast: "groupes-vides", keys=lambda cast: cast.groups["5A"].pk),
    ),
    "console:kept": Answer(who("chef secretaire"), args=at_college()),
    "console:show-again": Answer(frozenset(), args=at_college(kept_id=lambda cast: 0), post=lambda cast: {}),
    "console:across": Answer(who("agent")),
    "console:merge-across": Answer(
        frozenset(), args=lambda cast: {"request_id": 0}, post=lambda cast: {"garder": cast.marc.pk}
    ),
    "console:refuse-merge": Answer(
        frozenset(), args=lambda cast: {"request_id": 0}, post=lambda cast: {"refusal": "x"}
    ),
    "console:part-across": Answer(frozenset(), args=lambda cast: {"merge_id": 0}, post=lambda cast: {}),
    "console:ask-merge": Answer(
        who("chef secretaire"), args=at_college(), status=(302,),
        post=lambda cast: {"first": cast.marc.pk, "second": cast.oncle.pk, "reason": "C’est le même"},
    ),
    "console:compare": Answer(
        who("chef secretaire"),
        args=at_college(first_id=lambda cast: cast.lea.pk, second_id=lambda cast: cast.noe.pk),
    ),
    "console:merges": Answer(who("chef secretaire"), args=at_college()),
    "console:merge": Answer(
        who("chef secretaire"), args=at_college(), status=(302,),
        post=lambda cast: {"garder": cast.lea.pk, "fondre": cast.noe.pk},
    ),
    "console:unmerge": Answer(frozenset(), args=at_college(merge_id=lambda cast: 0), post=lambda cast: {}),
}  # fmt: skip
