from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "preau.foundation.ledger"
    label = "ledger"
