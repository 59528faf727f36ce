"""The codes of the LSU, and how a sentence says them (nomenclature 2.10 of the ministry, formats §3.1)."""

from __future__ import annotations

PATHWAYS = {
    "PAR_AVN": "parcours avenir",
    "PAR_CIT": "parcours citoyen",
    "PAR_ART": "parcours d’éducation artistique et culturelle",
    "PAR_SAN": "parcours éducatif de santé",
}
EPI_THEMES = frozenset({"EPI_SAN", "EPI_ART", "EPI_EDD", "EPI_ICC", "EPI_LGA", "EPI_LGE", "EPI_PRO", "EPI_STS"})
DOMAINS = {
    "CPD_FRA": "langue française",
    "CPD_ETR": "langues étrangères ou régionales",
    "CPD_SCI": "langages mathématiques, scientifiques et informatiques",
    "CPD_ART": "langages des arts et du corps",
    "MET_APP": "méthodes et outils pour apprendre",
    "FRM_CIT": "formation de la personne et du citoyen",
    "SYS_NAT": "systèmes naturels et systèmes techniques",
    "REP_MND": "représentations du monde et activité humaine",
}
#: The only domain from which a pupil may be exempted (rule B4).
EXEMPTIBLE_DOMAIN = "CPD_ETR"
CONTRACT = "CTR"
ACCOMPANIMENTS = frozenset({"PAP", "PPS", "UPE2A", "SEGPA", "ULIS", "PAI", "PPRE", CONTRACT})
NONE = "AUC"
FIRST_COMPLEMENTS = frozenset({NONE, "LCA", "LCR", "PRO", "LSF", "LVE"})
COMPLEMENTS = FIRST_COMPLEMENTS | {"LCE", "CHK"}
FIRST_REGIONAL_LANGUAGES = frozenset({NONE, "BAQ", "BRE", "CAT", "COS", "GSW", "OCI"})
REGIONAL_LANGUAGES = FIRST_REGIONAL_LANGUAGES | {"CPF", "FUD", "GAL", "MEL", "MOL", "TAH", "WLS"}
FIRST_MODALITIES = frozenset("SOFLRX")
MODALITIES = FIRST_MODALITIES | {"D"}
FIRST_TEACHER_KINDS = frozenset({"epp", "local"})
TEACHER_KINDS = FIRST_TEACHER_KINDS | {"dir", "autre"}
TITLES = frozenset({"M", "MME"})
STRUCTURE_KINDS = frozenset("DG")
CYCLES = frozenset({3, 4})
DIGITAL_SKILLS = frozenset(
    {
        "CN_INF_MEN", "CN_INF_GER", "CN_INF_TRA",
        "CN_COM_INT", "CN_COM_PAR", "CN_COM_COL", "CN_COM_SIN",
        "CN_CRE_TEX", "CN_CRE_MUL", "CN_CRE_ADA", "CN_CRE_PRO",
        "CN_PRO_SEC", "CN_PRO_DON", "CN_PRO_SAN",
        "CN_ENV_RES", "CN_ENV_EVO",
    }
)  # fmt: skip
