"""Files with the columns of the open-data site; the corpus, when it is beside the project."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
CORPUS = ROOT.parent / "shared" / "corpus" / "opendata"
WHY_SKIPPED = "le corpus partagé (../shared/corpus/opendata) n’est pas à côté du projet"

CALENDAR_API = "description;population;start_date;end_date;location;zones;annee_scolaire"
CALENDAR_LABELS = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"

#: The 71 columns of 2026, in their order.
DIRECTORY_2026 = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;"
    "Adresse_3;Code_postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;"
    "Ecole_elementaire;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;"
    "Hebergement;ULIS;Apprentissage;Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;"
    "Section_internationale;Section_europeenne;Lycee_Agricole;Lycee_militaire;Lycee_des_metiers;Post_BAC;"
    "Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Fiche_onisep;position;Type_contrat_prive;"
    "Libelle_departement;Libelle_academie;Libelle_region;coordX_origine;coordY_origine;epsg_origine;"
    "nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;"
    "ministere_tutelle;multi_uai;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;"
    "etablissement_mere;type_rattachement_etablissement_mere;code_circonscription;"
    "code_zone_animation_pedagogique;libelle_zone_animation_pedagogique;code_bassin_formation;"
    "libelle_bassin_formation"
)

#: The collège of the cast, as the directory could describe it.
COLLEGE = {
    "Identifiant_de_l_etablissement": "0310001A",
    "Nom_etablissement": "Collège Jean Jaurès",
    "Type_etablissement": "Collège",
    "Statut_public_prive": "Public",
    "Adresse_1": "12 rue des Tilleuls",
    "Adresse_3": "31000 TOULOUSE",
    "Code_postal": "31000",
    "Nom_commune": "Toulouse",
    "Code_departement": "031",
    "Code_academie": "16",
    "Telephone": "05 61 00 00 01",
    "Web": "https://jean-jaures.exemple.fr",
    "Mail": "ce.0310001A@exemple.fr",
    "SIREN_SIRET": "73282932000074",
    "position": "43.6, 1.44",
    "Libelle_departement": "Haute-Garonne",
    "Libelle_academie": "Toulouse",
    "Libelle_region": "Occitanie",
    "latitude": "43.6",
    "longitude": "1.44",
    "etat": "OUVERT",
    "libelle_nature": "COLLEGE",
}


def write(folder: Path, text: str, *, name: str = "fichier.csv", encoding: str = "utf-8") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def directory(*schools: dict[str, str], header: str = DIRECTORY_2026) -> str:
    """The public directory with these schools, cells by name of column."""
    names = header.split(";")
    return "\n".join([header, *(";".join(school.get(name, "") for name in names) for school in schools)]) + "\n"


def college(**cells: str) -> dict[str, str]:
    """The collège of the cast, with these cells changed."""
    return COLLEGE | cells
