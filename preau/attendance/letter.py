"""The text of a letter: words and codes, each code replaced by what it stands for. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from preau.foundation.languages.bilingual import in_both, in_own
from preau.foundation.languages.offered import speaking
from preau.foundation.notices.sms import is_legible
from preau.kernel import clock, words
from preau.kernel.refusals import NotPossible

#: Each code, and what it becomes.
CODES = {
    "enfant": gettext_lazy("le prénom et le nom de l’élève"),
    "classe": gettext_lazy("sa classe"),
    "nombre": gettext_lazy("le nombre d’absences et de retards de la liste"),
    "liste": gettext_lazy("la liste, une ligne chacun"),
    "demi_journees": gettext_lazy("ses demi-journées injustifiées depuis la rentrée"),
    "destinataire": gettext_lazy("le nom de la personne à qui l’on écrit"),
    "etablissement": gettext_lazy("le nom de l’établissement"),
    "jour": gettext_lazy("la date du jour"),
}

#: What the school begins with, in French; a family that reads another language reads it there (`said_to`).
SUBJECT = gettext_noop("Absences de {enfant}")
LETTER = gettext_noop(
    "{destinataire},\n\n"
    "{enfant}, élève de {classe}, a des absences ou des retards qui attendent une explication\u202f:\n\n"
    "{liste}\n\n"
    "Vous pouvez les justifier dans Préau, page «\u202fAbsences et retards\u202f», ou répondre par écrit à la vie "
    "scolaire.\n\n"
    "{etablissement}, le {jour}\n"
)

SMS = gettext_noop("{enfant}\u202f: {nombre} absence(s) à justifier dans Préau. {etablissement}")

_CODE = re.compile(r"\{(\w*)\}")


def check_codes(text: str, *, field: str) -> None:
    """`NotPossible` names a code that does not exist."""
    for name in _CODE.findall(text):
        if name not in CODES:
            raise NotPossible(
                _("Le code {%(name)s} n’existe pas. Les codes sont\u202f: %(codes)s.")
                % {"name": name, "codes": ", ".join(f"{{{code}}}" for code in CODES)},
                field=field,
            )


def written(text: str, said: Mapping[str, str]) -> str:
    """The text with each code replaced; what replaces is never read again for codes."""
    return _CODE.sub(lambda found: said.get(found.group(1), ""), text)


def said_to(language: str, model: str, said: Mapping[str, str], *, by_sms: bool = False) -> str:
    """The model filled for a family. The one that Préau offers is said in her language: alone when it fits in an
    SMS, with French below otherwise; what the school changed is in the words of the school.
    """

    offered = next((one for one in (SUBJECT, LETTER, SMS) if _same(one, model)), "")

    def filled() -> str:
        today = {"jour": words.full_day(clock.today())}
        text = _(offered) if offered else model
        return written(text, {**said, **today})

    return in_own(language, filled, fits=is_legible) if by_sms else in_both(language, filled)


def subject_to(language: str, model: str, said: Mapping[str, str]) -> str:
    """The subject, in one language: hers when it is the one that Préau offers."""
    with speaking(language):
        return written(_(SUBJECT) if _same(SUBJECT, model) else model, said)


def _same(one: str, other: str) -> bool:
    """A form sends lines its own way, and none that is empty at the end."""
    return one.split() == other.split()
