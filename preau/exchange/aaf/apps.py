from django.apps import AppConfig


class AafConfig(AppConfig):
    name = "preau.exchange.aaf"
    label = "aaf"
