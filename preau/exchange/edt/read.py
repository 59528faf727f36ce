"""The one door to EDT's files: bytes → the neutral form, whatever the file is. Pure: no database."""

from __future__ import annotations

from preau.exchange.edt.courses import ROOT, parse_courses
from preau.exchange.edt.envelope import refuse_encrypted
from preau.exchange.edt.partner import is_partner_export, parse_partner
from preau.exchange.edt.to_weekly import weekly_from_partner, weekly_from_table
from preau.exchange.weekly.records import Timetable
from preau.exchange.weekly.tree import read_tree
from preau.kernel.refusals import NotPossible


def read_edt(content: bytes, name: str, *, uai: str = "") -> Timetable:
    """The timetable in a file of EDT, called `name` in messages.

    `uai` is the school's, known by whoever brings the file: a table of courses does not say it, and a partner's
    export that says another is refused. Raises `NotPossible`.
    """
    root = read_tree(content, name)
    if root.tag.upper() == ROOT:
        return weekly_from_table(parse_courses(root, name), uai=uai)
    refuse_encrypted(root, name)
    if not is_partner_export(root):
        raise NotPossible(
            f"Le fichier « {name} », ligne {root.line} : sa racine est « {root.tag[:40]} », ce n’est pas un "
            f"fichier d’EDT. Attendu : EXP_COURS.xml (racine {ROOT}), ou l’export déchiffré d’un ENT partenaire."
        )
    export = parse_partner(root, name)
    if uai and export.uai and export.uai != uai:
        raise NotPossible(
            f"Le fichier « {name} » vient de l’établissement {export.uai[:8]}, et non de {uai}. Rien n’a été "
            "importé : vérifiez l’export."
        )
    return weekly_from_partner(export, uai=uai)
