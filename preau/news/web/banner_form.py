"""The form of a banner, in a school or above."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from preau.directory.people.wording import PROFILE_NAMES, function_label
from preau.kernel import clock
from preau.news.actions.write_banner import BannerWords
from preau.news.models import Banner

_MINUTE = "%Y-%m-%dT%H:%M"
_LEVELS = (
    (Banner.Level.INFORMATION.value, gettext_lazy("Information")),
    (Banner.Level.WARNING.value, gettext_lazy("Attention")),
    (Banner.Level.URGENT.value, gettext_lazy("Urgence\u202f: personne ne peut le masquer")),
)
_FUNCTIONS = ("EDU", "AED", "DOC", "ADF", "MDS")


class BannerForm(forms.Form):
    """Names of fields are those of the action."""

    text = forms.CharField(
        label=gettext_lazy("Ce qui se lit"), strip=True,
        help_text=gettext_lazy("Une phrase. Elle se lit en haut de chaque page."),
        error_messages={"required": gettext_lazy("Écrivez la phrase du bandeau.")},
    )  # fmt: skip
    level = forms.ChoiceField(label=gettext_lazy("Importance"), choices=_LEVELS)
    begins_at = forms.DateTimeField(
        label=gettext_lazy("À partir du"), required=False, help_text=gettext_lazy("Laissez vide pour maintenant.")
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Jusqu’au"), error_messages={"required": gettext_lazy("Dites quand il disparaît.")}
    )
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("Qui le voit"),
        required=False,
        help_text=gettext_lazy("Sans choix\u202f: tout le monde."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["audience"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            *((name, label.capitalize()) for name, label in PROFILE_NAMES.items()),
            *((f"f:{code}", function_label(code, "", "")) for code in _FUNCTIONS),
        ]

    def words(self) -> BannerWords:
        """What the action is asked."""
        given = self.cleaned_data
        return BannerWords(
            text=given["text"], level=given["level"], begins_at=given["begins_at"] or clock.now(),
            ends_at=given["ends_at"], audience=tuple(given["audience"]),
        )  # fmt: skip


def start_of(banner: Banner | None) -> dict[str, Any]:
    """What the form begins with: a day long, from now."""
    if banner is None:
        tomorrow = clock.now() + timedelta(days=1)
        return {"level": Banner.Level.INFORMATION.value, "ends_at": _typed(tomorrow), "key": uuid.uuid4()}
    return {
        "text": banner.text, "level": banner.level, "audience": banner.audience, "seen": banner.version,
        "begins_at": _typed(banner.begins_at), "ends_at": _typed(banner.ends_at),
    }  # fmt: skip


def _typed(moment: datetime) -> str:
    return clock.local(moment).strftime(_MINUTE)
