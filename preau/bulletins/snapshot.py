"""What a council was shown of a pupil, as it is kept: sentences and numbers as they were, votes excepted."""

from __future__ import annotations

from typing import Any

from preau.bulletins.decision import VOTES
from preau.bulletins.queries.council_page import CouncilPage


def shown_of(page: CouncilPage) -> dict[str, Any]:
    """Ready for JSON; the same page gives the same."""
    facts, deciding, life = page.facts, page.deciding, page.facts.life.given
    words = {field.value: text for field, text in deciding.words.items() if field not in VOTES}
    words["mention"] = deciding.mentions.get(words["mention"], "")
    return {
        "subjects": [
            {
                "subject": one.subject, "teachers": one.teachers, "average": one.average, "lowest": one.lowest,
                "mean": one.mean, "highest": one.highest, "positioning": one.positioning, "text": one.text,
            }
            for one in facts.subjects
        ],
        "general": facts.general,
        "life": {
            "justified": life.justified, "unjustified": life.unjustified, "late": life.late,
            "hours": str(life.hours), "comment": facts.life.comment,
        },
        "decision": words,
    }  # fmt: skip
