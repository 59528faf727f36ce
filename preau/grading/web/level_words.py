"""The words, letters and colours of the levels of a school (capability C87)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.write_skill_levels import write_skill_levels
from preau.grading.catalogue import LEVELS
from preau.grading.policies import ARRANGE_SKILLS
from preau.grading.skill_words import COLOURS, LevelWords, SkillWords, words_of
from preau.kernel.actor import STAFF_PROFILES, SchoolRef


class LevelsForm(forms.Form):
    """Three fields a level: `label_3`, `letter_3`, `colour_3`."""

    def __init__(self, said: Any, words: SkillWords) -> None:
        super().__init__(said)
        for one in words.levels:
            self.fields[f"label_{one.level}"] = forms.CharField(label=_("Mot"), initial=one.label)
            self.fields[f"letter_{one.level}"] = forms.CharField(label=_("Lettre"), initial=one.letter)
            self.fields[f"colour_{one.level}"] = forms.ChoiceField(
                label=_("Couleur"), initial=one.colour, choices=list(COLOURS.items())
            )

    def levels(self) -> list[LevelWords]:
        """What the action is asked."""
        said = self.cleaned_data
        return [
            LevelWords(level, said[f"label_{level}"], said[f"letter_{level}"], said[f"colour_{level}"])
            for level in range(len(LEVELS))
        ]


@screen(
    "Mots et couleurs des niveaux de compétence", open_to=STAFF_PROFILES, writes=True, capability=ARRANGE_SKILLS
)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The five levels; `debut` puts the starting words back."""
    words = words_of(school.id)
    here = reverse("grading:level-words", kwargs={"uai": school.uai})
    if request.method == "POST" and "debut" in request.POST:
        write_skill_levels(actor=request.actor, school_id=school.id, levels=[LevelWords(*one) for one in LEVELS])
        return redirect_saying(here, _("Les niveaux ont leurs mots du début."))
    form = LevelsForm(request.POST if request.method == "POST" else None, words)
    if form.is_valid():
        with refusal_shown_in(form):
            write_skill_levels(actor=request.actor, school_id=school.id, levels=form.levels())
        if not form.errors:
            return redirect_saying(here, _("Niveaux enregistrés."))
    return page(
        request,
        "grading/level_words.html",
        title=_("Niveaux de compétence"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        words=words,
        rows=[
            (one, *(form[f"{name}_{one.level}"] for name in ("label", "letter", "colour"))) for one in words.levels
        ],
        is_changed=words.levels != tuple(LevelWords(*one) for one in LEVELS),
    )
