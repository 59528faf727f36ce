"""The encrypted export that EDT makes for ENT partners: told from the others, and refused with what to ask for."""

from __future__ import annotations

from preau.exchange.weekly.tree import Node
from preau.kernel.refusals import NotPossible

_CONTENT, _KEYS = "CONTENU", "CLES"
_SHOWN = 5


def refuse_encrypted(root: Node, file: str) -> None:
    """Raises `NotPossible` when `root` is the envelope: only a partner's private key opens it."""
    tags = {node.tag.upper() for node in (root, *root.children)}
    if _CONTENT not in tags or _KEYS not in tags:
        return
    partners = sorted(
        {name for node in root.walk() if node.tag.upper() == "PARTENAIRE" and (name := node.get("NOM"))}
    )
    software = root.text_of("LOGICIEL") or "EDT"
    school = root.text_of("UAI")
    shown = ", ".join(f"« {name[:40]} »" for name in partners[:_SHOWN])
    meant = f" pour {shown}{' et d’autres' if len(partners) > _SHOWN else ''}" if partners else ""
    raise NotPossible(
        f"Le fichier « {file} », ligne {root.line} : c’est un export chiffré de {software[:40]}"
        f"{f' (établissement {school[:8]})' if school else ''}, fait{meant or ' pour un ENT partenaire'}. Seule "
        "la clé privée de ce partenaire l’ouvre, et Préau ne l’a pas. Demandez à l’éditeur d’EDT "
        "(Index-Éducation) de déclarer cet ENT comme partenaire et de fournir sa clé, puis un export déchiffré ; "
        "en attendant, faites dans EDT l’export des cours en XML (EXP_COURS.xml), ou l’envoi à STSWEB (fichier "
        "emp_sts)."
    )
