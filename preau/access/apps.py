from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "preau.access"
    label = "access"

    def ready(self) -> None:
        """Messages of every room follow the language of accounts."""
        import_module("preau.access.languages")
