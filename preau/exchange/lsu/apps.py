from django.apps import AppConfig


class LsuConfig(AppConfig):
    name = "preau.exchange.lsu"
    label = "lsu"
