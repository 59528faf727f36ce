"""Local accounts (capability C12). A federated sign-in will be another door to the same account."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Person


class Account(models.Model):
    """The account of a person: at most one, whatever her profiles and schools.

    `login` is lower case, without accents, unique in the whole Region. `password` is an argon2id hash, empty
    until activation. `email` is where reset codes go: given and confirmed by the person herself.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    login = models.TextField(unique=True)
    password = models.TextField(default="")
    email = models.TextField(default="")
    activated_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    preferred_profile = models.TextField(default="")

    class Meta:
        db_table = "account"
        ordering = ("login",)

    def __str__(self) -> str:
        return self.login


class ActivationCode(models.Model):
    """A single-use code printed on a sheet. Only its digest is kept; a new one replaces the former."""

    id = models.BigAutoField(primary_key=True)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activation_code"
        ordering = ("id",)

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
