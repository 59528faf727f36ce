"""What the cast wrote for report cards: of Noé in mathematics, in the first trimester."""

from __future__ import annotations

from preau.bulletins.models import Appreciation, Correction, ProgrammeElement, Sentence
from tests.cast.stage import NOW, Cast


def write_words(cast: Cast) -> None:
    """Mme Durand said something of Noé, not yet of Léa; M. Petit, who proofreads, proposes another wording. She
    taught two elements of the programme, and keeps a sentence.
    """
    maths, term, durand = cast.gradebooks["maths"], cast.terms["4B-1"], cast.durand.pk
    said = Appreciation.objects.create(
        school=maths.school, gradebook=maths, pupil_id=cast.noe.pk, term=term, written_at=NOW,
        written_by_id=durand, text="Ensemble fragile mais des progrès a l’oral.",
    )  # fmt: skip
    proposed = Correction.objects.create(
        school=maths.school, appreciation=said, seen=1, proposed_at=NOW, proposed_by_id=cast.petit.pk,
        text="Ensemble fragile, mais des progrès à l’oral.",
    )  # fmt: skip
    first, second = (
        ProgrammeElement.objects.create(
            school=maths.school, gradebook=maths, kind=term.kind, number=term.number, text=text, position=position
        )
        for position, text in enumerate(("Fractions", "Volumes"))
    )
    kept = Sentence.objects.create(person=cast.durand, text="{prenom} progresse à l’oral.", kept_at=NOW)
    cast.words.update(appreciation=said.pk, correction=proposed.pk, first=first.pk, second=second.pk, kept=kept.pk)
