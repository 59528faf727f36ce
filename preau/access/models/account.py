"""Local accounts (capability C12). A federated sign-in will be another door to the same account."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import Person


class Account(models.Model):
    """The account of a person: at most one, whatever her profiles and schools.

    `login` is lower case, without accents, unique in the whole Region. `password` is an argon2id hash, empty
    until activation. `email` is where reset codes go: given and confirmed by the person herself. `language` is the
    code of the one she chose; empty: none, and she is spoken to in French. `put_away` are keys of what she does
    not want at the top of her pages any more (`bands.py`).
    """

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    login = models.TextField(unique=True)
    password = models.TextField(default="")
    email = models.TextField(default="")
    activated_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    preferred_profile = models.TextField(default="")
    language = models.TextField(default="", db_default="")
    put_away = ArrayField(models.TextField(), default=list, db_default=[])

    class Meta:
        db_table = "account"
        ordering = ("login",)

    def __str__(self) -> str:
        return self.login


class ActivationCode(models.Model):
    """A single-use code printed on a sheet. Only its digest is kept.

    `sheet` is what it was printed for (`classe:12`, `personnels:3`): a new print of the same sheet replaces the
    former code. A parent of two pupils gets a code with each class, and the first one typed spends them all.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    sheet = models.TextField()
    digest = models.BinaryField(unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activation_code"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["account", "sheet"], name="activation_code_once_per_sheet"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class ResetCode(models.Model):
    """A short-lived code sent by e-mail to choose a new password. Wrong tries are counted in `attempts`."""

    id = models.BigAutoField(primary_key=True)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reset_code"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"code {self.pk}"


class EmailCode(models.Model):
    """An address waiting for its confirmation: asked first (no digest yet), then a job draws and sends the code.

    The address is kept here and not in the ledger, which carries ids only. Wrong tries are counted in `attempts`.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    email = models.TextField()
    asked_at = models.DateTimeField()
    digest = models.BinaryField(null=True)
    issued_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "email_code"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"code {self.pk}"
