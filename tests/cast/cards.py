"""The report cards of the cast: that of Léa for the first trimester, published this morning."""

from __future__ import annotations

from datetime import timedelta

from preau.bulletins.cards.content import digest_of, plain
from preau.bulletins.cards.making import contents_of
from preau.bulletins.cards.pdf import Printed, card_in_pdf
from preau.bulletins.class_term import load_class_term
from preau.bulletins.cycle import DOMAINS
from preau.bulletins.models import BulletinModel, CycleReport, ReportCard, TeachingProject
from preau.bulletins.queries.report import read_class
from preau.directory.models import Term
from preau.grading.models import Gradebook
from tests.cast.stage import NOW, Cast


def write_cards(cast: Cast) -> None:
    """As the worker makes it, from what the cast wrote; the term is still open. The school keeps a layout, and the
    end-of-cycle report that it validated two years ago.
    """
    term = cast.terms["4B-1"]
    (content,) = (
        one
        for one in contents_of(read_class(load_class_term(term.pk, school_id=term.school_id)))
        if one.pupil.pupil_id == cast.lea.pk
    )
    made_at, digest = NOW - timedelta(hours=2), digest_of(content)
    card = ReportCard.objects.create(
        school_id=term.school_id, pupil_id=cast.lea.pk, term=term, number=1, content=plain(content),
        pdf=card_in_pdf(Printed(content, 1, made_at, digest)), digest=digest, made_at=made_at,
        made_by_id=cast.chef.pk, published_at=NOW - timedelta(hours=1), announced_at=NOW - timedelta(hours=1),
    )  # fmt: skip
    spare = BulletinModel.objects.create(school_id=term.school_id, label="Bilan bref", options=["average"])
    cycle = CycleReport.objects.create(
        school_id=term.school_id, pupil_id=cast.lea.pk, group_id=term.group_id, cycle=3, year_label="2024-2025",
        levels=dict.fromkeys(DOMAINS, 3), synthesis="Une élève prête pour le cycle 4.", written_at=NOW,
        written_by_id=cast.chef.pk, validated_at=NOW - timedelta(days=500),
    )  # fmt: skip
    cast.words.update(card=card.pk, layout=spare.pk, cycle=cycle.pk)


def erase_terms() -> None:
    """No school has terms any more, nor anything that hangs on one or on the year."""
    ReportCard.objects.all().delete()
    TeachingProject.objects.all().delete()
    Gradebook.objects.all().delete()
    Term.objects.all().delete()
