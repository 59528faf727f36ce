"""A logo as a form sends it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.photos.image import Image, Unusable, logo_of
from preau.kernel.refusals import NotPossible


def drawn_logo(content: bytes) -> Image:
    """The logo, drawn again; `NotPossible` (field `logo`) for what is no image."""
    try:
        return logo_of(content)
    except Unusable as refusal:
        raise NotPossible(
            _("Ce logo ne peut pas servir\u202f: %(why)s.") % {"why": refusal.args[0]}, field="logo"
        ) from None
