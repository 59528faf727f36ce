"""A night of the imaginary region: the delta that its académies deliver, drawn from their full delivery.

A share of the entries changes: of the pupils named, two in ten leave, three change class, two see a brother or a
sister arrive, the others become day pupils; relatives change telephone, staff change address. The same region,
seed and night always write the same bytes. Needs neither Django nor a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from preau.exchange.aaf.prolog import read_prolog
from preau.exchange.aaf.stream import Entry, read_entries
from preau.exchange.region.aaf_file import DTD, DTD_TEXT, Attributes, heading, values_of
from preau.exchange.region.aaf_file import entry as addition
from preau.exchange.region.calendar import DELIVERED_ON
from preau.exchange.region.drawing import drawer
from preau.exchange.region.generate import FOLDERS
from preau.kernel.refusals import NotPossible

MOST_PERCENT = 20
_ARRIVING = ("Camille", "Sacha", "Charlie", "Noa", "Andrea", "Lou", "Maxime", "Dominique")
_CATEGORIES = ("Eleve", "PersRelEleve", "PersEducNat")
_HEADER = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "{DTD}">\n<ficAlimMENESR>\n'


@dataclass(slots=True)
class Night:
    """What was written: entries by kind."""

    added: int = 0
    modified: int = 0
    deleted: int = 0
    #: School → its classes, with the programme of each.
    classes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def write_night(folder: Path, *, of: Path, percent: float, seed: int, night: int = 1) -> Night:
    """Write in `folder`, new or empty, the delta of the `night`-th night after the full delivery in `of`.

    Errors: `NotPossible` when `of` is no region, the percentage is out of bounds, or `folder` holds something.
    """
    sources = {source: of / name for source, name in FOLDERS.items() if (of / name).is_dir()}
    if not sources:
        raise NotPossible(f"« {of} » n’est pas une région imaginaire : écrivez-la avec « preau region generate ».")
    if not 0 < percent <= MOST_PERCENT:
        raise NotPossible(f"Une nuit change entre 0 et {MOST_PERCENT} % des fiches : changez --percent.")
    if folder.exists() and any(folder.iterdir()):
        raise NotPossible(
            f"Le dossier « {folder} » contient déjà autre chose : donnez un dossier nouveau ou vide."
        )
    written = Night()
    for source, full in sources.items():
        place = folder / FOLDERS[source]
        place.mkdir(parents=True)
        (place / DTD).write_text(DTD_TEXT)
        for category in _CATEGORIES:
            told = _Teller(written, percent, f"{seed}:{night}:{source}")
            day = f"{DELIVERED_ON + timedelta(days=night):%Y%m%d}"
            with (place / f"ENT_Delta_{day}_{category}_0000.xml").open("w", encoding="utf-8") as file:
                file.write(_HEADER)
                if category == "Eleve":
                    written.classes = _classes(full)
                for entry in _entries(full, category):
                    file.write(told.changes(category, entry))
                file.write("</ficAlimMENESR>\n")
    return written


def _entries(folder: Path, category: str) -> Iterator[Entry]:
    for path in sorted(folder.glob(f"*_{category}_[0-9]*.xml")):
        yield from read_entries(path, path.name, read_prolog(path, path.name))


def _classes(folder: Path) -> dict[str, list[tuple[str, str]]]:
    found = {}
    for entry in _entries(folder, "EtabEducNat"):
        declared = [value.split("$") for value in entry.attributes.get("ENTStructureClasses", [])]
        found[entry.identifier] = [(parts[0], parts[2]) for parts in declared if len(parts) > 2]
    return found


class _Teller:
    """Draws what happens to each entry, and writes it."""

    def __init__(self, written: Night, percent: float, seed: str) -> None:
        self._written = written
        self._share = percent / 100
        self._seed = seed
        self._of: dict[str, Callable[[Entry, Random], str]] = {
            "Eleve": self._pupil,
            "PersRelEleve": self._relative,
            "PersEducNat": self._staff,
        }

    def changes(self, category: str, entry: Entry) -> str:
        """The request about this entry, if any."""
        rng = drawer("night", self._seed, category, entry.identifier)
        return self._of[category](entry, rng) if rng.random() < self._share else ""

    def _pupil(self, entry: Entry, rng: Random) -> str:
        what = rng.random()
        if what < 0.2:
            self._written.deleted += 1
            return f"<deleteRequest>\n{heading('Eleve', entry.identifier)}</deleteRequest>\n"
        if what < 0.4:
            return self._sibling(entry, rng)
        school = entry.attributes["ENTPersonStructRattach"][0]
        here = entry.attributes["ENTEleveClasses"][0].partition("$")[2]
        classes = self._written.classes.get(school, [])
        mef = dict(classes).get(here)
        others = [code for code, programme in classes if programme == mef and code != here]
        if what < 0.7 and others:
            return self._modified(
                "Eleve",
                entry,
                [
                    ("ENTEleveClasses", f"{school}${rng.choice(others)}"),
                    ("ENTEleveDateEntreeClasses", ""),
                ],
            )
        return self._modified("Eleve", entry, [("ENTEleveRegime", "EXTERNE LIBRE")])

    def _sibling(self, entry: Entry, rng: Random) -> str:
        key = f"99{entry.identifier}"
        changed = {
            "ENTPersonJointure": [key],
            "ENTEleveINE": [],
            "ENTEleveStructRattachId": [],
            "ENTEleveStructureRattachIdMEN": [],
            "givenName": [rng.choice(_ARRIVING)],
            "ENTPersonAutresPrenoms": [],
        }
        self._written.added += 1
        return addition("Eleve", key, list({**entry.attributes, **changed}.items()))

    def _relative(self, entry: Entry, rng: Random) -> str:
        mobile = f"063998{rng.randrange(10_000):04d}"
        return self._modified("PersRelEleve", entry, [("mobile", mobile), ("ENTPersonMobileSMS", mobile)])

    def _staff(self, entry: Entry, rng: Random) -> str:
        mail = f"agent{rng.randrange(1_000_000)}@academie.example"
        return self._modified("PersEducNat", entry, [("mail", mail)])

    def _modified(self, category: str, entry: Entry, attributes: Attributes) -> str:
        self._written.modified += 1
        changes = "".join(
            f'<modification name="{name}" operation="replace">{values_of(given)}</modification>\n'
            for name, given in attributes
        )
        return (
            f"<modifyRequest>\n{heading(category, entry.identifier)}<modifications>\n{changes}</modifications>\n"
            "</modifyRequest>\n"
        )
