"""The field of a form that holds such a text; `ui.editor` draws it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from preau.foundation.bodies.clean import body_of_html, body_of_text
from preau.foundation.bodies.reading import text_of
from preau.kernel import words

#: Characters of the cleaned HTML, unless the field says otherwise: some forty pages.
LONGEST = 100_000


class BodyWidget(forms.Textarea):
    """Reads what the plain field holds, or what the editor says beside it (`<name>-forme` is `html`)."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        typed = str(data.get(name) or "")
        if len(typed) > 4 * LONGEST:
            # Not worth cleaning: the field refuses it.
            return typed
        if data.get(f"{name}-forme") == "html":
            return body_of_html(typed)
        before = str(data.get(f"{name}-avant") or "")
        # Without a script, what nobody touched keeps its shape.
        if before and len(before) <= 4 * LONGEST:
            kept = body_of_html(before)
            if text_of(kept) == typed.replace("\r\n", "\n").strip():
                return kept
        return body_of_text(typed)


class BodyField(forms.CharField):
    """`cleaned_data` holds cleaned HTML, safe to show; its value in a form is that HTML, too."""

    widget = BodyWidget

    def __init__(self, *, longest: int = LONGEST, **said: Any) -> None:
        super().__init__(strip=False, **said)
        self.longest = longest

    def plain(self, html: str) -> str:
        """What the text area holds where no script draws the editor."""
        return text_of(html)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            most = {"most": words.number(self.longest)}
            raise ValidationError(_("Ce texte est trop long\u202f: %(most)s caractères au plus.") % most)
