from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "preau.outreach"
    label = "outreach"
