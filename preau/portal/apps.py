from django.apps import AppConfig

from preau.foundation.rooms.registry import manifests


class PortalConfig(AppConfig):
    """The last room to be installed: when it is ready, what every room brings is read, listeners included."""

    name = "preau.portal"
    label = "portal"

    def ready(self) -> None:
        manifests()
