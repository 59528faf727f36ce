"""The liaison book of the cast: a permission awaited, a document asked and given, a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from preau.kernel.words import folded
from preau.liaison.models import Deposit, Reply, Word, WordPupil
from tests.cast.stage import NOW, TODAY, Cast


def write_liaison(cast: Cast) -> None:
    """To the families of 4e B (Léa, Noé): `sortie`, by Mme Durand, to agree to; `voyage`, by the head, by all the
    legal representatives; `assurance`, by the office, with a document of Marc. `brouillon` is Mme Durand's.
    """
    college = cast.schools["college"]
    sortie = _word(
        cast, "sortie", "durand", "Sortie au théâtre", answer="accord", due_on=TODAY + timedelta(days=5)
    )
    voyage = _word(cast, "voyage", "chef", "Voyage à Barcelone", answer="accord", needs_all=True)
    assurance = _word(
        cast, "assurance", "secretaire", "Attestation d’assurance", answer="depot", purpose="piece",
        kept_until=TODAY + timedelta(days=200),
    )  # fmt: skip
    _word(cast, "brouillon", "durand", "Matériel de géométrie", state="brouillon")
    for word in (sortie, voyage, assurance):
        for name in ("lea", "noe"):
            WordPupil.objects.create(school=college, word=word, pupil_id=cast.people[name].pk)
    cast.liaison["deposit"] = Deposit.objects.create(
        school=college, word=assurance, pupil_id=cast.lea.pk, sent_by_id=cast.marc.pk, sent_at=NOW,
        name="maif.pdf",
        kind="application/pdf", size=9, digest="0" * 64, content=b"%PDF-1.7\n", verdict="sans",
    ).pk  # fmt: skip
    Reply.objects.create(
        school=college, word=assurance, pupil_id=cast.lea.pk, person_id=cast.marc.pk, profile="responsable",
        seen_at=NOW, answered_at=NOW, value="oui", version=1, word_version=1, digest="0" * 64,
    )  # fmt: skip
    WordPupil.objects.filter(word=assurance, pupil_id=cast.lea.pk).update(outcome="repondu", changed_at=NOW)


def _word(cast: Cast, name: str, author: str, title: str, **more: Any) -> Word:
    said: dict[str, Any] = {"state": "envoye", "purpose": "autorisation", **more}
    sent = NOW - timedelta(hours=3) if said["state"] != "brouillon" else None
    word = Word.objects.create(
        school=cast.schools["college"], author_id=cast.people[author].pk,
        author_profile=cast.profiles[author].value,
        title=title, html=f"<p>{title}, en quelques mots.</p>", beginning=f"{title}, en quelques mots.",
        searched=folded(title), audience=[f"g{cast.groups['4B'].pk}"], written_at=NOW - timedelta(hours=4),
        sent_at=sent, **said,
    )  # fmt: skip
    cast.liaison[name] = word.pk
    return word
