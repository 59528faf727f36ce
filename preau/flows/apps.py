from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "preau.flows"
    label = "flows"
