"""The part of the form of an evaluation that chooses its skills, a field a domain."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from preau.grading.evaluated import field_of
from preau.grading.queries.skills import SkillLine
from preau.grading.referential import DOMAINS


def offer_skills(form: forms.Form, skills: Sequence[SkillLine]) -> None:
    """Add a field for each domain that has skills to offer; those of the evaluation are ticked."""
    for domain, label in DOMAINS.items():
        there = [one for one in skills if one.domain == domain]
        if there:
            form.fields[field_of(domain)] = forms.TypedMultipleChoiceField(
                label=label,
                required=False,
                coerce=int,
                choices=[(one.skill_id, one.label) for one in there],
                initial=[str(one.skill_id) for one in there if one.used],
            )


def chosen_skills(form: forms.Form) -> tuple[int, ...]:
    """What was ticked, in every domain."""
    return tuple(pk for domain in DOMAINS for pk in form.cleaned_data.get(field_of(domain), ()))


def skill_fields(form: forms.Form) -> list[tuple[forms.BoundField, list[str]]]:
    """Each field, and what is ticked in it."""
    fields = [form[field_of(domain)] for domain in DOMAINS if field_of(domain) in form.fields]
    return [(field, [str(one) for one in field.value() or ()]) for field in fields]
