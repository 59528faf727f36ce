"""Doors of access."""

from __future__ import annotations

from django.urls import path

from preau.access.web import (
    account,
    accounts,
    activate,
    device,
    email,
    forgotten,
    language,
    password,
    profiles,
    sign_in,
    sign_out,
)

app_name = "access"

urlpatterns = [
    path("connexion/", sign_in.show, name="sign-in"),
    path("deconnexion/", sign_out.here, name="sign-out"),
    path("deconnexion/partout/", sign_out.everywhere, name="sign-out-everywhere"),
    path("activation/", activate.show, name="activate"),
    path("mot-de-passe/oublie/", forgotten.ask, name="forgotten"),
    path("mot-de-passe/nouveau/", forgotten.choose, name="new-password"),
    path("compte/", account.show, name="account"),
    path("compte/mot-de-passe/", password.show, name="change-password"),
    path("compte/courriel/", email.change, name="change-email"),
    path("compte/courriel/confirmer/", email.confirm, name="confirm-email"),
    path("compte/appareil/", device.keep, name="keep-device"),
    path("compte/appareil/retirer/", device.drop, name="drop-device"),
    path("langue/", language.show, name="language"),
    path("profils/", profiles.show, name="profiles"),
    path("<uai:uai>/comptes/", accounts.show, name="accounts"),
    path("<uai:uai>/comptes/personnels/", accounts.people, name="staff-accounts"),
    path("<uai:uai>/comptes/classes/<int:group_id>/", accounts.people, name="class-accounts"),
    path("<uai:uai>/comptes/fiches/", accounts.sheets, name="sheets"),
    path("<uai:uai>/comptes/nouvelle-fiche/", accounts.renew, name="renew"),
]
