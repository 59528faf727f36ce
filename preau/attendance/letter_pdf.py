"""Letters on paper: one PDF for all those made together, as they were written (C69)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.attendance.queries.letters import LetterLine
from preau.directory.models import School, SchoolLogo
from preau.foundation.documents.make import pdf_of


def letters_in_pdf(school_id: int, letters: Sequence[LetterLine]) -> bytes:
    """A page for each, with the school's name, address and logo; dated of the day they were written."""
    school = School.objects.get(pk=school_id)
    logo = SchoolLogo.objects.filter(school_id=school_id).first()
    place = "\n".join(line for line in (school.street, f"{school.postal_code} {school.town}".strip()) if line)
    said = {
        "title": _("Courriers aux familles"),
        "logo": logo is not None,
        "letters": [
            {
                "school": school.name, "school_address": place, "recipient": one.recipient, "address": one.sent_to,
                "subject": one.subject, "text": one.text,
            }
            for one in letters
        ],
    }  # fmt: skip
    images = {"logo.png": bytes(logo.content)} if logo else None
    return pdf_of("attendance/letters.typ", said, images=images, made_at=letters[0].made_at)
