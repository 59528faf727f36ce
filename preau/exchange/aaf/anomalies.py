"""The kinds of anomalies that the directory feed leaves: entries that did not come in, or not whole, and persons
whom a human must recognise (capabilities C5, C16).

A note is told anew by each full delivery: its identity is what it says of which entry, never its number.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.directory.anomaly_statements import KNOWN
from preau.exchange.aaf.models import DeliveryNote, Reattachment
from preau.foundation.rooms.anomalies import AnomalyKind, Mend, Owner, Severity

OWNERS = {
    DeliveryNote.Owner.SCHOOL: Owner.SCHOOL,
    DeliveryNote.Owner.ACADEMIE: Owner.ACADEMIE,
    DeliveryNote.Owner.US: Owner.HOUSE,
}
#: That a person is to be recognised is shown as such, with its gesture, and not as a note besides.
TO_DECIDE = "peut-être une personne"

#: Fits the addresses of the desk: seventeen digits at most.
_IDENTITY = "hashtextextended(concat_ws('|', n.source, n.category, n.key, n.shape), 0) & 72057594037927935"
# Whom the entry is about: as the directory knows her, else as the entry names her, else its key.
_WHO = """coalesce(
           (SELECT p.last_name || ' ' || p.first_name FROM person_key k JOIN person p ON p.id = k.person_id
             WHERE k.source = n.source AND k.kind = 'aaf' AND k.key = n.key AND n.key <> ''),
           (SELECT (r.attributes -> 'sn' ->> 0) || ' ' || (r.attributes -> 'givenName' ->> 0) FROM aaf_record r
             WHERE r.source = n.source AND r.category = n.category AND r.key = n.key AND n.key <> ''),
           nullif('Fiche ' || n.key, 'Fiche '), n.file)"""
_WHERE = "n.file || CASE WHEN n.line > 0 THEN ', ligne ' || n.line ELSE '' END"

_LEFT_OUT, _ODDITY = DeliveryNote.Severity.LEFT_OUT, DeliveryNote.Severity.ODDITY


def _notes(severity: DeliveryNote.Severity, owner: DeliveryNote.Owner | None = None) -> str:
    """The open notes of schools, of a severity and of an owner."""
    owned = f"AND o.owner = '{owner.value}'" if owner else ""
    return f"""
SELECT n.school_id, ARRAY[{_IDENTITY}] AS keys, {_WHO} AS label, n.reasons || ' (' || {_WHERE} || ')' AS detail,
       n.reasons AS state
  FROM (SELECT o.school_id, d.source, o.category, o.key, o.shape, min(o.file) AS file, min(o.line) AS line,
               string_agg(DISTINCT o.reason, '\u202f; ' ORDER BY o.reason) AS reasons
          FROM aaf_note o JOIN aaf_delivery d ON d.id = o.delivery_id
         WHERE o.is_open AND o.school_id = ANY(%(schools)s) AND o.severity = '{severity.value}' {owned}
           AND strpos(o.shape, '{TO_DECIDE}') = 0
         GROUP BY o.school_id, d.source, o.category, o.key, o.shape) n
"""


def _to_recognise(*, is_known_here: bool) -> str:
    """Persons to recognise where the newcomer is; the one known before is of the same school, or is not."""
    # Merged since by another door: there is nothing left to decide.
    return f"""
WITH here AS MATERIALIZED (SELECT DISTINCT school_id, person_id FROM ({KNOWN}) k)
SELECT n.school_id, ARRAY[r.id] AS keys, p.last_name || ' ' || p.first_name AS label, r.reason AS detail,
       r.reason AS state
  FROM aaf_reattachment r
  JOIN here n ON n.person_id = r.newcomer_id
  JOIN person p ON p.id = r.newcomer_id
 WHERE r.state = '{Reattachment.State.PENDING.value}'
   AND {"" if is_known_here else "NOT"} EXISTS (SELECT FROM here o
                                                 WHERE o.school_id = n.school_id AND o.person_id = r.person_id)
   AND NOT EXISTS (SELECT FROM person_merge m
                    WHERE m.undone_at IS NULL AND m.gone_id IN (r.person_id, r.newcomer_id))
"""


_AT_THE_SOURCE = "Corriger la fiche dans SIECLE ou STSweb\u202f: la livraison suivante la reprend"
_AT_THE_ACADEMIE = "Donner le fichier et la ligne à l’académie, qui corrige sa livraison"
_AT_THE_REGION = "Donner le fichier et la ligne à l’équipe de Préau"

ANOMALIES = (
    AnomalyKind(
        "personnes-a-reconnaitre",
        "personnes à reconnaître",
        "Une fiche est arrivée sous une nouvelle clé et ressemble à quelqu’un que l’établissement connaît déjà. "
        "Tant que personne ne tranche, elle a deux fiches et deux comptes.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend("Comparer et dire qui c’est", "aaf:reattachment", lambda line: {"reattachment_id": line.keys[0]}),
        _to_recognise(is_known_here=True),
    ),
    AnomalyKind(
        "personnes-connues-ailleurs",
        "personnes peut-être déjà connues d’un autre établissement",
        "Une fiche est arrivée sous une nouvelle clé et ressemble à quelqu’un d’un autre établissement\u202f: "
        "son histoire n’a pas suivi.",
        Owner.ACADEMIE,
        Severity.INFORMATION,
        Mend("Demander à l’académie de réunir les deux fiches\u202f: la livraison suivante les réunit"),
        _to_recognise(is_known_here=False),
    ),
    AnomalyKind(
        "fiches-ecartees",
        "fiches de l’annuaire laissées de côté, à corriger à la source",
        "La livraison décrit cette fiche d’une façon qui ne se comprend pas\u202f: elle n’est pas entrée.",
        Owner.SCHOOL,
        Severity.BLOCKING,
        Mend(_AT_THE_SOURCE),
        _notes(_LEFT_OUT, DeliveryNote.Owner.SCHOOL),
    ),
    AnomalyKind(
        "fiches-ecartees-academie",
        "fiches de l’annuaire laissées de côté, à corriger par l’académie",
        "La livraison se contredit sur cette fiche\u202f: elle n’est pas entrée.",
        Owner.ACADEMIE,
        Severity.BLOCKING,
        Mend(_AT_THE_ACADEMIE),
        _notes(_LEFT_OUT, DeliveryNote.Owner.ACADEMIE),
    ),
    AnomalyKind(
        "fiches-ecartees-preau",
        "fiches de l’annuaire laissées de côté, à débrouiller par la Région",
        "Cette fiche se heurte à une autre que Préau connaît déjà\u202f: elle n’est pas entrée.",
        Owner.HOUSE,
        Severity.BLOCKING,
        Mend(_AT_THE_REGION),
        _notes(_LEFT_OUT, DeliveryNote.Owner.US),
    ),
    AnomalyKind(
        "fiches-incompletes",
        "fiches de l’annuaire entrées en partie, à corriger à la source",
        "Une valeur de la fiche ne se comprend pas\u202f: la fiche est entrée sans elle.",
        Owner.SCHOOL,
        Severity.SERIOUS,
        Mend(_AT_THE_SOURCE),
        _notes(_ODDITY, DeliveryNote.Owner.SCHOOL),
    ),
    AnomalyKind(
        "fiches-incompletes-academie",
        "fiches de l’annuaire entrées en partie, à corriger par l’académie",
        "La livraison se contredit sur une valeur de la fiche\u202f: la fiche est entrée sans elle.",
        Owner.ACADEMIE,
        Severity.SERIOUS,
        Mend(_AT_THE_ACADEMIE),
        _notes(_ODDITY, DeliveryNote.Owner.ACADEMIE),
    ),
    AnomalyKind(
        "fiches-incompletes-preau",
        "fiches de l’annuaire entrées en partie, à débrouiller par la Région",
        "Une valeur de la fiche se heurte à ce que Préau connaît déjà\u202f: la fiche est entrée sans elle.",
        Owner.HOUSE,
        Severity.SERIOUS,
        Mend(_AT_THE_REGION),
        _notes(_ODDITY, DeliveryNote.Owner.US),
    ),
    AnomalyKind(
        "faits-de-livraison",
        "faits à connaître de la dernière livraison",
        "L’annuaire a tranché seul, et le dit\u202f: une clé a changé et la personne a été reconnue, par exemple.",
        Owner.HOUSE,
        Severity.INFORMATION,
        Mend("Rien à faire si c’est juste\u202f; sinon le dire à l’équipe de Préau"),
        _notes(DeliveryNote.Severity.TOLD),
    ),
    AnomalyKind(
        "fiches-hors-usage",
        "fiches laissées de côté, comme il est d’usage",
        "Un élève déjà sorti, un responsable d’aucun élève\u202f: l’annuaire les livre encore, Préau ne les prend "
        "pas.",
        Owner.HOUSE,
        Severity.INFORMATION,
        Mend("Rien à faire si le départ est bien réel"),
        _notes(DeliveryNote.Severity.USUAL),
    ),
)  # fmt: skip
