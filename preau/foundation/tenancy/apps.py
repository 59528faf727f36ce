from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "preau.foundation.tenancy"
    label = "tenancy"
