"""Where people live and what schools are called. Towns exist, schools and streets do not.

Départements carry the three figures of a UAI; académies those of a delivery (`016` Toulouse, `011`
Montpellier).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Town:
    """A town and its postal code."""

    name: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Departement:
    """A département: code as in a UAI (`031`), académie, how many schools of a thousand, towns."""

    code: str
    academie: str
    share: int
    towns: tuple[Town, ...]


_DEPARTEMENTS = """
009 016 26
  09000 Foix|09100 Pamiers|09200 Saint-Girons|09300 Lavelanet|09500 Mirepoix
  09400 Tarascon-sur-Ariège
011 011 63
  11400 Castelnaudary|11000 Carcassonne|11100 Narbonne|11300 Limoux|11200 Lézignan-Corbières
  11500 Quillan
012 016 47
  12000 Rodez|12100 Millau|12200 Villefranche-de-Rouergue|12300 Decazeville|12400 Saint-Affrique
  12500 Espalion
030 011 125
  30000 Nîmes|30100 Alès|30200 Bagnols-sur-Cèze|30300 Beaucaire|30400 Villeneuve-lès-Avignon
  30700 Uzès|30120 Le Vigan
031 016 230
  31290 Villefranche-de-Lauragais|31250 Revel|31000 Toulouse|31200 Toulouse|31300 Toulouse
  31770 Colomiers|31600 Muret|31800 Saint-Gaudens|31120 Portet-sur-Garonne|31190 Auterive
  31330 Grenade|31700 Blagnac|31110 Bagnères-de-Luchon
032 016 32
  32000 Auch|32100 Condom|32300 Mirande|32600 L’Isle-Jourdain|32500 Fleurance|32800 Eauze
034 011 200
  34000 Montpellier|34070 Montpellier|34090 Montpellier|34500 Béziers|34200 Sète|34400 Lunel
  34700 Lodève|34300 Agde|34120 Pézenas|34800 Clermont-l’Hérault|34600 Bédarieux
046 016 29
  46000 Cahors|46100 Figeac|46300 Gourdon|46400 Saint-Céré|46200 Souillac
048 011 13
  48000 Mende|48100 Marvejols|48200 Saint-Chély-d’Apcher|48300 Langogne|48400 Florac
065 016 38
  65000 Tarbes|65100 Lourdes|65200 Bagnères-de-Bigorre|65300 Lannemezan|65500 Vic-en-Bigorre
066 011 80
  66000 Perpignan|66100 Perpignan|66500 Prades|66400 Céret|66200 Elne|66700 Argelès-sur-Mer
  66600 Rivesaltes
081 016 65
  81700 Puylaurens|81000 Albi|81100 Castres|81200 Mazamet|81300 Graulhet|81600 Gaillac|81400 Carmaux
  81500 Lavaur
082 016 44
  82000 Montauban|82100 Castelsarrasin|82200 Moissac|82300 Caussade|82400 Valence
  82600 Verdun-sur-Garonne
"""


def _read(block: str) -> Departement:
    heading, *lines = block.splitlines()
    code, academie, share = heading.split()
    towns = (town.split(" ", 1) for line in lines for town in line.strip().split("|"))
    return Departement(code, academie, int(share), tuple(Town(name, postal) for postal, name in towns))


DEPARTEMENTS = MappingProxyType(
    {place.code: place for place in map(_read, re.split(r"\n(?=\d)", _DEPARTEMENTS.strip()))}
)

STREETS = (
    "rue des Tilleuls", "rue du Moulin", "avenue de la Gare", "chemin des Amandiers", "rue de la Fontaine",
    "place du Foirail", "rue des Écoles", "impasse des Mûriers", "rue du Pastel", "route de Toulouse",
    "avenue des Pyrénées", "rue de l’Église", "chemin de la Plaine", "rue des Capitouls", "rue du Barry",
    "boulevard de la République", "rue des Violettes", "allée des Platanes", "rue de l’Horte", "chemin du Causse",
    "rue des Vignes", "lotissement Les Garrigues", "rue de l’Autan", "quai du Canal", "rue des Troubadours",
    "chemin de Ronde", "rue du Four", "avenue du Languedoc", "rue des Remparts", "rue du Pont-Vieux", "rue Basse",
    "montée du Castel", "rue des Tanneurs", "rue du Lavoir", "traverse des Oliviers", "rue de la Halle",
    "chemin de Pech-David", "rue des Marronniers", "faubourg Saint-Roch", "hameau de Bellevue",
)  # fmt: skip
#: A second line some addresses have.
COMPLEMENTS = ("Bât. A", "Bât. B", "Résidence Les Cèdres", "Appt 12", "Lieu-dit Las Bordes", "Résidence du Lac")

#: Abroad: lines, postal code, town, country as the feed writes it.
ABROAD = (
    ("Carrer de la Pau 14", "08002", "Barcelona", "ESPAGNE"),
    ("Avinguda Meritxell 27", "AD500", "Andorra la Vella", "ANDORRE"),
    ("Rua das Flores 9", "4050-262", "Porto", "PORTUGAL"),
    ("Rue Ibn Battouta 31", "20250", "Casablanca", "MAROC"),
    ("Lindenstraße 5", "10969", "Berlin", "ALLEMAGNE"),
    ("12 Park Lane", "BS1 4ND", "Bristol", "ROYAUME-UNI"),
    ("Rue du Marché 3", "1204", "Genève", "SUISSE"),
    ("8 rue Didouche-Mourad", "16000", "Alger", "ALGERIE"),
)

#: What schools are called: landscapes, trees, rivers; no school of Occitanie is meant.
SCHOOL_NAMES = (
    "DES TROIS RIVIÈRES", "DE LA MONTAGNE NOIRE", "DU GRAND CHEMIN", "DE LA BELLE ÉTOILE",
    "DES HAUTS TILLEULS", "DU PONT DES ARÈNES", "DE LA SOURCE VIVE", "DES ORMEAUX", "DU PRÉ FLEURI",
    "DE LA CROIX DU SUD", "DES GENÊTS D'OR", "DU VIEUX MOULIN", "DE LA VOIE LACTÉE", "DES QUATRE VENTS",
    "DU CLOS DES MÛRIERS", "DE LA COMBE CLAIRE", "DES ALOUETTES", "DU PAS DU LOUP", "DE LA GARANCE",
    "DES MICOCOULIERS", "DU PASTEL BLEU", "DE LA TRAMONTANE", "DES LAVOIRS", "DU CHANT DES CIGALES",
    "DE LA CAPITELLE", "DES COTEAUX", "DU CAUSSE ROUGE", "DE LA VIOLETTE", "DES ASPHODÈLES", "DU VENT D'AUTAN",
    "DE LA PIERRE LEVÉE", "DES SALICORNES", "DU JARDIN DES SIMPLES", "DE LA BASTIDE BLANCHE",
    "DES CHÊNES VERTS", "DU COL DES PALOMBES", "DE LA GRANDE OURSE", "DES BRUYÈRES", "DU CANAL",
    "DE LA FONTAINE AUX FÉES",
)  # fmt: skip
