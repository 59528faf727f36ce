"""What is said outside of the page: nothing on a locked screen, the title in a mail, never a content (rule B6)."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from preau.foundation.languages.bilingual import in_both
from preau.foundation.languages.offered import speaking
from preau.foundation.rooms.manifest import NoticeKind
from preau.outreach.models import Sending
from preau.outreach.posting import choices_address

_LONGEST_SUBJECT = 120


class ToSay(Protocol):
    """A notice: its words and its page."""

    @property
    def title(self) -> str:
        """Names the child and the sort of news."""

    @property
    def path(self) -> str:
        """The page that says more."""


def words_of(one: ToSay, kind: NoticeKind, channel: str, language: str) -> tuple[str, str]:
    """Subject and text of a notice by this channel, in the language of its reader; only its category when that is
    sensitive.
    """
    with speaking(language):
        said = _(kind.label) if kind.is_sensitive else one.title
        if channel == Sending.Channel.PUSH:
            return "Préau", _("Une nouvelle vous attend dans Préau.")
        if channel == Sending.Channel.SMS:
            return "", _("%(said)s. À lire dans Préau.") % {"said": said}
    subject = " ".join(said.split())[:_LONGEST_SUBJECT]
    return subject, in_both(language, lambda: letter(said, one.path))


def letter(said: str, path: str) -> str:
    """The text of a mail, in the language spoken now: what it is, where it is read, how to choose otherwise."""
    if not settings.PUBLIC_ADDRESS:
        choices = _("Vous choisissez ce que Préau vous envoie, et quand, dans «\u202fMon compte\u202f».")
        return f"{said}\n\n{_('À lire dans Préau.')}\n\n{choices}\n"
    page = _("À lire dans Préau\u202f: %(address)s") % {"address": f"{settings.PUBLIC_ADDRESS}{path or '/'}"}
    choices = _("Choisir ce que Préau vous envoie, et quand\u202f: %(address)s") % {"address": choices_address()}
    return f"{said}\n\n{page}\n\n{choices}\n"
