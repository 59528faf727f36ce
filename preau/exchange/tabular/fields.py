"""What single values mean: dates, yes and no, titles, addresses, numbers, kinship, functions.

None always means « not understood »: the caller tells it. Shared with the files of SIECLE.
"""

from __future__ import annotations

import re
from datetime import date

from preau.exchange.aaf.fields import date_of
from preau.exchange.aaf.relations import kinship_of
from preau.kernel.words import folded

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_YES = frozenset({"1", "true", "vrai", "oui", "o", "x", "yes"})
_NO = frozenset({"0", "false", "faux", "non", "n", "no"})
#: « Mlle » left official forms in 2012.
_TITLES = {
    "m": "M.", "mr": "M.", "monsieur": "M.", "mme": "Mme", "madame": "Mme", "mlle": "Mme", "mademoiselle": "Mme",
}  # fmt: skip
_EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")
_PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{3,24}")
#: French mobile numbers, with or without their country.
_MOBILE = re.compile(r"(?:\+33|0033|0)\(?0?\)?[67]\d{8}")
_KINSHIPS = {
    "mere": 10, "maman": 10, "pere": 20, "papa": 20, "frere": 37, "soeur": 37, "fratrie": 37,
    "ascendant": 38, "grand mere": 38, "grand pere": 38, "grand parent": 38, "autre membre de la famille": 39,
    "educateur": 41, "educatrice": 41, "assistant familial": 42, "assistante familiale": 42,
    "famille d accueil": 42, "garde d enfant": 43, "tuteur": 50, "tutrice": 50, "ase": 51,
    "aide sociale a l enfance": 51, "eleve": 70, "eleve lui meme": 70, "lui meme": 70, "elle meme": 70,
    "autre": 90, "autre lien": 90,
}  # fmt: skip
_LEVELS = {
    "1": 1, "legal": 1, "representant legal": 1, "responsable legal": 1, "legal 1": 1, "legal 2": 1,
    "representant legal 1": 1, "representant legal 2": 1, "responsable legal 1": 1, "responsable legal 2": 1,
    "2": 2, "en charge": 2, "personne en charge": 2, "3": 3, "contact": 3, "simple contact": 3,
}  # fmt: skip
#: The codes of the directory feed (formats §1.3), and what schools write for them.
_FUNCTIONS = {
    "ENS": ("enseignant", "enseignante", "professeur", "professeure", "enseignement", "prof"),
    "DOC": ("documentaliste", "professeur documentaliste", "professeure documentaliste", "documentation", "cdi"),
    "DIR": (
        "direction", "principal", "principale", "proviseur", "proviseure", "chef d etablissement", "directeur",
        "directrice", "principal adjoint", "principale adjointe", "proviseur adjoint", "proviseure adjointe",
        "adjoint", "adjointe",
    ),
    "EDU": (
        "cpe", "education", "conseiller principal d education", "conseillere principale d education",
        "vie scolaire",
    ),
    "AED": ("assistant d education", "assistante d education", "surveillant", "surveillante"),
    "AEH": ("aesh", "accompagnant", "accompagnante", "avs"),
    "ADF": (
        "administratif", "administration", "secretaire", "secretariat", "gestionnaire", "intendant", "intendante",
        "intendance",
    ),
    "MDS": ("infirmier", "infirmiere", "medecin", "medico social", "assistant social", "assistante sociale"),
    "ORI": ("psyen", "psy en", "conseiller d orientation", "conseillere d orientation"),
}  # fmt: skip
_FUNCTION_OF_WORDS = {words: code for code, group in _FUNCTIONS.items() for words in (code.lower(), *group)}


def day_of(text: str) -> date | None:
    """`24/11/2026`, `24-11-2026`, `24.11.2026` or `2026-11-24`, between 1900 and 2100."""
    iso = _ISO.fullmatch(text)
    if iso:
        return date_of(f"{iso[3]}/{iso[2]}/{iso[1]}")
    return date_of(re.sub(r"[.-]", "/", text)) if len(text) <= 10 else None


def boolean_of(text: str) -> bool | None:
    """`1`, `true`, `oui`, `O`, `x` and their contraries: one file mixes them."""
    word = text.strip().lower()
    if word in _YES:
        return True
    return False if word in _NO else None


def title_of(text: str) -> str | None:
    """`MME`, `Madame`, `Mlle` → `Mme`; `MR`, `Monsieur` → `M.`."""
    return _TITLES.get(folded(text))


def email_of(text: str) -> str | None:
    """The address when it has the form of one."""
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else None


def phone_of(text: str) -> str | None:
    """A number, its blanks made single. Spreadsheets lose the first zero of French numbers: it is put back."""
    number = " ".join(text.split())
    if not _PHONE.fullmatch(number):
        return None
    bare = number.replace(" ", "")
    return f"0{number}" if len(bare) == 9 and bare.isdigit() and bare[0] != "0" else number


def is_mobile(number: str) -> bool:
    """True for a French mobile number: it can receive messages."""
    return _MOBILE.fullmatch(re.sub(r"[ ./-]", "", number)) is not None


def kinship_from(text: str) -> int | None:
    """A code of the old or the new list, or what families write, in the new list (formats §1.4)."""
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return kinship_of(int(text))
    return _KINSHIPS.get(folded(text))


def level_from(text: str) -> int | None:
    """1 legal representative, 2 in charge, 3 contact. « Légal 2 » is a legal representative as the first is."""
    return _LEVELS.get(folded(text))


def function_from(text: str) -> str:
    """The function code of the directory feed behind « CPE », « Direction », « AED »…; '' when none is known."""
    return _FUNCTION_OF_WORDS.get(folded(text), "")
