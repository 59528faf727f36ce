from django.apps import AppConfig


class VigilanceConfig(AppConfig):
    name = "preau.vigilance"
    label = "vigilance"
