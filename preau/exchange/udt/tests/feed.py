"""Small exports of UnDeuxTemps, in the names of formats §2.5: functions that build bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import quoteattr

from preau.exchange.udt.read import read_udt
from preau.exchange.weekly.records import Timetable

COLLEGE = "0310001A"


def one(tag: str, **attributes: str) -> str:
    """An empty element, on a line of its own."""
    return f"<{tag}{''.join(f' {name}={quoteattr(value)}' for name, value in attributes.items())}/>\n"


def line(code: str = "01101", fic: str = "011", **changes: str) -> str:
    """A ligfiche: the class 6C in mathematics with Mme Durand in room 12."""
    usual = {"div": "6C", "mat": "MATHS", "prof": "DUR", "rgpmt": "0", "gpe": "", "idgpe": "", "salle": "S12"}
    return one("ligfiche", code=code, fic=fic, **{**usual, **changes})


def half_slot(day: int, rank: int, starts: str, ends: str, site: str = "1") -> str:
    return one("demi_seq", code_jour=str(day), code=f"{rank:02d}", code_site=site, hre_deb=starts, hre_fin=ends)


#: Ranks 1 to 8 of a day: four hours in the morning, a break of 15 minutes after the second; two after lunch.
BELLS = (
    ("08h00", "08h30"), ("08h30", "09h00"), ("09h00", "09h30"), ("09h30", "10h00"),
    ("10h15", "10h45"), ("10h45", "11h15"), ("13h30", "14h00"), ("14h00", "14h30"),
)  # fmt: skip
CALENDAR = (
    "<annee>2026</annee>\n<debut_eleve>01/09/2026</debut_eleve>\n<fin_eleve>03/07/2027</fin_eleve>\n"
    + one("fermeture", debut="17/10/2026", fin="01/11/2026")
    + one("fermeture", debut="11/11/2026", fin="11/11/2026")
)
TEACHERS = one(
    "prof", code="DUR", nom="DURAND", prenom="CLAIRE", date_naissance="02/03/1980", epj="4077", civilite="Mme",
    mail="claire@essai.example", code_matppl="MATHS",
) + one("prof", code="PET", nom="PETIT", prenom="LUC", date_naissance="", epj="", code_matppl="MATHS")  # fmt: skip

#: What stands in each file, by its number; the sheets of Tuesday are 011 to 018, those of Wednesday 021 to 028.
FILES = {
    "24": CALENDAR,
    "00": one("init", premiere_semaine_ISO="36", duree_seq="60"),
    "03": one("salle", code="S12", nom="12 BIS"),
    "04": TEACHERS,
    "05": one("mat", code="MATHS", libelle="MATHÉMATIQUES", code_gep1="061300")
    + one("mat", code="AGL1", libelle="ANGLAIS LV1", code_gep1="030201"),
    "07": "".join(half_slot(day, rank, *bell) for day in (2, 3) for rank, bell in enumerate(BELLS, start=1)),
    "08": one("div", code="6C", code_gep="6EME C", libelle="Sixième C")
    + one("div", code="6A", code_gep="6EME A", libelle="Sixième A"),
    "10": one("eleve", code="E1", nom="DUPONT", prenom="LÉA", naissance="03/02/2014")
    + one("eleve", code="E2", nom="ROUX", prenom="TOM", naissance="04/05/2014"),
    "11": "".join(
        one("fiche", code=f"0{day - 1}{rank}", jour=str(day), demi_seq=str(rank), site="1")
        for day in (2, 3)
        for rank in range(1, 9)
    ),
    "12": line() + line("01201", "012"),
    "13": "",
    "19": one("gpe", code_div="6C", code="1", code_sts="6CGR1", id="9"),
    "21": "",
    "23": "",
}


def export(
    changes: Mapping[str, str] | None = None,
    *,
    without: tuple[str, ...] = (),
    names: str = "UDCal_{}.xml",
    encoding: str = "ISO-8859-15",
) -> bytes:
    """The zip. `changes` give what stands in files by their number (`12`, `12_45`, or `semaines`)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, inside in {**FILES, **(changes or {})}.items():
            if number not in without:
                name = f"{number}.xml" if number == "semaines" else names.format(number)
                text = f'<?xml version="1.0" encoding="{encoding}"?>\n<UDCal>\n{inside}</UDCal>\n'
                archive.writestr(zipfile.ZipInfo(name), text.encode(encoding))
    return out.getvalue()


def read(content: bytes, name: str = "udt.zip") -> Timetable:
    """What a file says, in the neutral form."""
    return read_udt(content, name, uai=COLLEGE)


def reasons(timetable: Timetable) -> list[str]:
    """What is told, with its file and line: `udt.zip/UDCal_12.xml 3 ligne…`."""
    return [f"{told.place.file} {told.place.line} {told.reason}" for told in timetable.anomalies]
