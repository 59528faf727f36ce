from django.apps import AppConfig


class UploadConfig(AppConfig):
    name = "preau.exchange.upload"
    label = "upload"
