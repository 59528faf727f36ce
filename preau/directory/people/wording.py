"""French words for functions, kinship and regimes, as the screens of the directory print and search them."""

from __future__ import annotations

#: Codes of the feeds (formats §1.3): how a line says it, and the words people type for it.
_FUNCTIONS = {
    "ENS": ("Enseignement", "professeur prof enseignant enseignante"),
    "DOC": ("Documentation", "professeur documentaliste cdi"),
    "DIR": ("Direction", "chef principal principale proviseur proviseure adjoint adjointe"),
    "EDU": ("Conseil d’éducation (CPE)", "cpe vie scolaire conseiller conseillere principal principale"),
    "AED": ("Assistance d’éducation", "aed assistant assistante surveillant surveillante vie scolaire"),
    "SUR": ("Surveillance", "surveillant surveillante vie scolaire"),
    "ADF": ("Administration", "secretariat secretaire gestion gestionnaire intendance"),
    "MDS": ("Santé et social", "infirmier infirmiere infirmerie medecin assistant assistante social sociale"),
    "ORI": ("Orientation", "psyen psychologue"),
    "AES": ("Accompagnement (AESH)", "aesh accompagnant accompagnante"),
    "LAB": ("Laboratoire", ""),
    "OUV": ("Agents", "entretien cuisine restauration accueil"),
}
#: SIECLE's list (formats §1.4).
_KINSHIPS = {
    10: "mère",
    20: "père",
    37: "frère ou sœur",
    38: "grand-parent",
    39: "autre membre de la famille",
    41: "éducatrice ou éducateur",
    42: "assistante ou assistant familial",
    43: "garde d’enfant",
    50: "tutrice ou tuteur",
    51: "aide sociale à l’enfance",
    70: "l’élève en personne",
}
#: The profiles of a school, in the plural.
PROFILE_NAMES = {
    "direction": "direction",
    "vie_scolaire": "vie scolaire",
    "enseignant": "enseignants",
    "personnel": "autres personnels",
    "responsable": "responsables",
    "eleve": "élèves",
}
_REGIMES = (("DEMI-PENSIONNAIRE", "Demi-pension"), ("INTERNE", "Internat"), ("EXTERNE", "Externat"))


def function_label(code: str, label: str, discipline: str) -> str:
    """`Enseignement, mathématiques`; the feed's own label for a code that we do not know."""
    said = _FUNCTIONS[code][0] if code in _FUNCTIONS else (label.capitalize() or code)
    more = discipline.lower() if discipline.isupper() else discipline
    return f"{said}, {more}" if more and more.casefold() not in said.casefold() else said


def function_words(code: str) -> str:
    """The words by which people look for a function."""
    return " ".join(_FUNCTIONS.get(code, ("", "")))


def kinship_label(code: int) -> str:
    """`mère`; `autre lien` for what no list says."""
    return _KINSHIPS.get(code, "autre lien")


def regime_label(regime: str) -> str:
    """`Demi-pension`, from the words of the feed; those words when they say something else."""
    for start, said in _REGIMES:
        if regime.upper().startswith(start):
            return said
    return regime.capitalize()
