from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "preau.bulletins"
    label = "bulletins"
