from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "preau.grading"
    label = "grading"
