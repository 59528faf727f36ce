"""What the actions of `liaison` are asked, and whom they obey."""

from __future__ import annotations

from preau.foundation.files.attached import SentFile
from preau.liaison.actions.write_usual_word import UsualWords
from preau.liaison.writing import WordWords
from tests.cast import Cast
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.matrix.answer import who


def a_word(cast: Cast) -> WordWords:
    return WordWords("Réunion", "<p>Mardi.</p>", [f"g{cast.groups['4B'].pk}"])


def sortie(cast: Cast) -> int:
    return cast.liaison["sortie"]


def draft(cast: Cast) -> int:
    return cast.liaison["brouillon"]


def lea(cast: Cast) -> int:
    return cast.lea.pk


FOLLOWERS = who("durand cpe chef secretaire")

ACTIONS: dict[str, Asked] = {
    "liaison.write_word": Asked(who("durand cpe chef secretaire"), at_college(said=a_word)),
    "liaison.choose_pupils": Asked(who("durand"), at_college(word_id=draft, pupil_ids=lambda cast: [cast.lea.pk])),
    "liaison.send_word": Asked(who("durand"), at_college(word_id=draft)),
    "liaison.correct_word": Asked(
        FOLLOWERS, at_college(word_id=sortie, title=lambda cast: "Sortie", html=lambda cast: "<p>Jeudi.</p>")
    ),
    "liaison.withdraw_word": Asked(FOLLOWERS, at_college(word_id=sortie)),
    "liaison.see_word": Asked(
        who("lea marc sofia"), lambda cast: {"pupil_id": cast.lea.pk, "word_id": sortie(cast)}
    ),
    "liaison.answer_word": Asked(
        who("marc sofia"), lambda cast: {"pupil_id": cast.lea.pk, "word_id": sortie(cast), "value": "oui"}
    ),
    "liaison.note_paper_answer": Asked(
        FOLLOWERS,
        at_college(word_id=sortie, pupil_id=lea, person_id=lambda cast: cast.sofia.pk, value=lambda cast: "non"),
    ),
    "liaison.remind_families": Asked(FOLLOWERS, at_college(word_id=sortie)),
    "liaison.deposit_documents": Asked(
        who("marc sofia"),
        lambda cast: {
            "pupil_id": cast.lea.pk,
            "word_id": cast.liaison["assurance"],
            "files": [SentFile("note.txt", b"Attestation\n")],
        },
    ),
    "liaison.take_back_deposit": Asked(
        who("marc"), lambda cast: {"pupil_id": cast.lea.pk, "deposit_id": cast.liaison["deposit"]}
    ),
    "liaison.decide_deposit": Asked(
        who("cpe chef secretaire"),
        at_college(deposit_id=lambda cast: cast.liaison["deposit"], is_accepted=lambda cast: True),
    ),
    "liaison.erase_deposits": Asked(NOBODY, at_college()),
    "liaison.write_usual_word": Asked(
        who("chef"), at_college(said=lambda cast: UsualWords("Piscine", "Piscine", "<p>Jeudi.</p>"))
    ),
    "liaison.change_liaison_settings": Asked(
        who("chef"), at_college(shows_other=lambda cast: True, shows_pupils=lambda cast: True)
    ),
}
