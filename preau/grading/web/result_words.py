"""Words of the page where averages are decided."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.grading.decision import Decided
from preau.grading.queries.result_grid import Turn
from preau.grading.web.wording import HeadLine
from preau.kernel import words

#: The columns, in the order of the cells of a line. Their ids are words: nothing else on the page has them.
COLUMNS = (
    HeadLine("calcul", gettext_noop("Calculée"), gettext_noop("d’après les notes")),
    HeadLine(Decided.AVERAGE, gettext_noop("Décidée"), gettext_noop("de 0 à 20, ou nn")),
    HeadLine("auto", gettext_noop("Niveau calculé"), gettext_noop("de 1 à 4")),
    HeadLine(Decided.POSITIONING, gettext_noop("Niveau décidé"), gettext_noop("de 1 à 4")),
    HeadLine(Decided.WHY, gettext_noop("Raison"), gettext_noop("lue par la famille")),
)


def turn_words(turn: Turn) -> str:
    """« 24/11/2026 à 10 h 02, Claire Durand : moyenne 15, niveau 3 (oral remarquable) »."""
    decision, said = turn.decision, []
    if decision.is_average:
        average = _("non noté") if decision.is_not_marked else decision.typed(Decided.AVERAGE)
        said.append(_("moyenne %(average)s") % {"average": average})
    if decision.positioning is not None:
        said.append(_("niveau %(level)s") % {"level": decision.positioning})
    what = ", ".join(said) or _("rien de décidé")
    if decision.why:
        what = _("%(what)s (%(why)s)") % {"what": what, "why": decision.why}
    return _("%(day)s à %(hour)s, %(who)s\u202f: %(what)s") % {
        "day": words.short_day(turn.decided_at),
        "hour": words.hour(turn.decided_at),
        "who": turn.by,
        "what": what,
    }
