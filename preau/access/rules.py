"""The numbers and rules of access, each with its reason."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from preau.kernel.actor import Profile
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded

ACTIVATION_LIFE = timedelta(days=90)
#: Codes sent by e-mail: long enough to open one's mailbox, five tries each.
MAILED_CODE_LIFE = timedelta(minutes=20)
MAILED_CODE_TRIES = 5
SESSION_LIFE = timedelta(hours=12)
#: A family's or a pupil's own phone may stay signed in; a shared staff-room computer may not.
KEPT_SESSION_LIFE = timedelta(days=30)
MAY_STAY = frozenset({Profile.GUARDIAN, Profile.PUPIL})

#: Free tries before the door closes for a while, and how long it closes: one minute, doubling up to a quarter.
FREE_TRIES = 5
#: A device that already opened an account has more: a whole class signs in on the computers of one room.
FREE_TRIES_OF_KNOWN_DEVICE = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
#: Failures older than this are forgotten.
FAILURES_FADE = timedelta(hours=1)

#: How long rows are kept once they serve no more (`forget_expired`).
ENDED_SESSIONS_KEPT = timedelta(days=30)
SPENT_CODES_KEPT = timedelta(days=30)
ATTEMPTS_KEPT = timedelta(days=1)

LEAST_LENGTH = 10
MOST_LENGTH = 200
#: Words that French speakers choose first; alone, doubled or followed by figures they protect nothing.
_TOO_COMMON = frozenset({
    "abcdefghij", "abcdefghijkl", "administrateur", "anniversaire", "azerty", "azertyuiop", "bonjour",
    "bonsoir", "bordeaux", "camille", "caramel", "carcassonne", "chocolat", "chouchou", "college", "coucou",
    "doudou", "football", "hellokitty", "iloveyou", "jetadore", "jetaime", "loulou", "louloute", "lycee",
    "maman", "marseille", "mdp", "montpellier", "motdepasse", "naruto", "nicolas", "nimes", "nounours",
    "occitanie", "ordinateur", "papa", "password", "perpignan", "pokemon", "preau", "princesse", "provisoire",
    "qsdfghjklm", "qwerty", "qwertyuiop", "soleil", "sophie", "tarbes", "toulouse", "vacances", "wxcvbn",
})  # fmt: skip


def check_new_password(password: str, *, login: str, names: str) -> None:
    """Refuse what is guessed first: under 10 characters, figures alone (dates, telephones), fewer than four
    different characters, common words, the login or the names, even doubled or followed by figures.
    """
    if len(password) < LEAST_LENGTH:
        raise NotPossible(
            _("Choisissez un mot de passe d’au moins %(least)s caractères. Une phrase convient très bien.")
            % {"least": LEAST_LENGTH},
            field="password",
        )
    if len(password) > MOST_LENGTH:
        raise NotPossible(
            _("Ce mot de passe est trop long : %(most)s caractères au plus.") % {"most": MOST_LENGTH},
            field="password",
        )
    letters = "".join(c for c in folded(password) if c.isalpha())
    if not letters or len(set(password)) < 4 or _is_made_of(letters, _TOO_COMMON | _words(login, names)):
        raise NotPossible(
            _("Ce mot de passe se devine trop vite. Choisissez par exemple une phrase que vous seul connaissez."),
            field="password",
        )


def _words(login: str, names: str) -> frozenset[str]:
    """The words of a login and of a person's names, from three letters on."""
    found = re.findall(r"[^\W\d_]+", f"{folded(login)} {folded(names)}")
    return frozenset(word for word in found if len(word) > 2)


def _is_made_of(letters: str, words: frozenset[str]) -> bool:
    """True when these letters are one to three of the words, one after another, and nothing more."""
    rests = {letters}
    for _turn in range(3):
        rests = {rest[len(word) :] for rest in rests for word in words if rest.startswith(word)}
        if "" in rests:
            return True
    return False


def wait_after(failures: int, free: int = FREE_TRIES) -> timedelta | None:
    """How long the door stays closed after so many failures in a row: nothing before the `free`-th, one minute at
    that one, doubling, a quarter of an hour at most.
    """
    if failures < free:
        return None
    return min(FIRST_WAIT * (1 << min(failures - free, 10)), LONGEST_WAIT)


#: C19, « reminder to export before closing »: from so long before the day on which an account opens no more.
CLOSING_TOLD_WITHIN = timedelta(days=30)
