from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "preau.foundation.notices"
    label = "notices"
