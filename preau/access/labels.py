"""How a browser is named in « Mes sessions »: enough to recognise it, nothing more."""

from __future__ import annotations

from django.utils.translation import gettext as _

#: The first word found wins: Edge and Opera also say Chrome, Chrome also says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device_label(user_agent: str) -> str:
    """`Firefox, Windows`; `Appareil inconnu` when the browser says nothing known."""
    found = [next((name for word, name in known if word in user_agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name) or _("Appareil inconnu")
