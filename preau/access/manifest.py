"""What access brings to the house."""

from __future__ import annotations

from preau.access.duties import DUTIES
from preau.access.home import accounts_cards
from preau.access.policies import ISSUE_CODES, acts_for_others
from preau.foundation.rooms.manifest import Capability, Functions, HomeCard, Manifest, MenuItem
from preau.foundation.rooms.menu import SCHOOL
from preau.kernel.actor import Profile

_OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})
#: The profile « personnel » also holds nurses, AESH, laboratories, kitchens: a code opens an account of somebody
#: else, so only the office has them (rule B1, column « Secretariat »).
_SECRETARIAT = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="access",
    label="Comptes",
    menu=(
        MenuItem(
            "Comptes",
            "access:accounts",
            "key",
            _OFFICE,
            order=70,
            per_school=True,
            capability=ISSUE_CODES,
            group=SCHOOL,
        ),
    ),
    home=(HomeCard("comptes", frozenset({Profile.STAFF}), "access/home/accounts.html", accounts_cards, order=40),),
    capabilities=(
        Capability(
            ISSUE_CODES,
            "Imprimer les fiches d’activation des comptes",
            _OFFICE,
            only={Profile.STAFF: _SECRETARIAT},
        ),
    ),
    retention={
        "account": "tant que la personne a un rôle dans un établissement, puis trois mois "
        "(arrêté du 30 novembre 2006, art. 6)",
        "activation_code": "trente jours après son terme",
        "reset_code": "trente jours après son terme",
        "email_code": "trente jours après son terme",
        "session": "trente jours après sa fin",
        "push_device": "avec sa session",
        "sign_in_attempts": "un jour",
        "mandate": "tant que le compte existe",
    },
    holds_apart=(acts_for_others,),
    duties=DUTIES,
)
