"""The usual words that a school starts with, and changes as it likes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.liaison.models import UsualWord, Word


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual word. `id` is 0 for one of ours, that the school did not take over yet."""

    id: int
    label: str
    purpose: str
    title: str
    html: str
    answer: str
    options: tuple[str, ...] = ()
    needs_all: bool = False
    is_hidden: bool = False


def ours() -> tuple[Usual, ...]:
    """Written once in the language of the school's page, then the school's own."""
    return (
        Usual(
            0, _("Sortie"), Word.Purpose.PERMISSION, _("Sortie du …"),
            _("<p>Madame, Monsieur,</p><p>La classe de votre enfant participera à une sortie le …, de … à …, "
                "à ….</p>"
              "<p>Merci de l’autoriser, ou non, à y participer.</p>"),
            Word.Answer.AGREE,
        ),
        Usual(
            0, _("Rencontre"), Word.Purpose.WORD, _("Rencontre parents-professeurs"),
            _("<p>Madame, Monsieur,</p><p>Nous vous proposons de nous rencontrer au sujet de votre enfant. "
              "Merci de choisir le moment qui vous convient.</p>"),
            Word.Answer.CHOOSE, (_("Mardi, 17 h à 18 h"), _("Jeudi, 17 h à 18 h"), _("Aucun de ces moments")),
        ),
        Usual(
            0, _("Information à signer"), Word.Purpose.WORD, _("Information"),
            _("<p>Madame, Monsieur,</p><p>…</p><p>Merci de signer ce mot.</p>"), Word.Answer.SIGN,
        ),
        Usual(
            0, _("Matériel oublié"), Word.Purpose.WORD, _("Matériel oublié"),
            _("<p>Madame, Monsieur,</p><p>Votre enfant n’avait pas le matériel demandé\u202f: …. Merci "
                "d’y veiller.</p>"),
            Word.Answer.ACKNOWLEDGE,
        ),
        Usual(
            0, _("Attestation d’assurance"), Word.Purpose.DOCUMENT, _("Attestation d’assurance scolaire"),
            _("<p>Madame, Monsieur,</p><p>Merci de déposer l’attestation d’assurance de votre enfant\u202f: une "
              "photo lisible ou un PDF.</p>"),
            Word.Answer.DEPOSIT,
        ),
        Usual(
            0, _("Voyage, tous les responsables"), Word.Purpose.PERMISSION, _("Voyage scolaire"),
            _("<p>Madame, Monsieur,</p><p>Un voyage est prévu du … au …. L’accord de tous les responsables légaux "
              "est nécessaire.</p>"),
            Word.Answer.AGREE, (), True,
        ),
    )  # fmt: skip


def usual_words(school_id: int, *, hidden: bool = False) -> tuple[Usual, ...]:
    """Those of the school, ours while it has none of its own."""
    kept = tuple(
        Usual(
            one.pk, one.label, one.purpose, one.title, one.html, one.answer, tuple(one.options), one.needs_all,
            one.hidden_at is not None,
        )
        for one in UsualWord.objects.filter(school_id=school_id)
    )  # fmt: skip
    return tuple(one for one in kept if hidden or not one.is_hidden) if kept else ours()
