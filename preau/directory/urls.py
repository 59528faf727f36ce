"""Doors of the directory."""

from __future__ import annotations

from django.urls import path

from preau.directory.web import (
    broadcast,
    calendar,
    closures,
    councils,
    delegates,
    group_making,
    group_members,
    groups,
    image_rights,
    logo,
    mine,
    my_new_year,
    new_year,
    opposition,
    people,
    person,
    portraits,
    school,
    settings,
    terms,
)

app_name = "directory"

urlpatterns = [
    path("calendrier/", mine.show, name="mine"),
    path("rentree/", my_new_year.show, name="my-new-year"),
    path("<uai:uai>/rentree/", new_year.show, name="new-year"),
    path("<uai:uai>/rentree/preparer/", new_year.prepare, name="prepare-new-year"),
    path("compte/majorite/", opposition.mine, name="my-majority"),
    path("<uai:uai>/annuaire/<int:person_id>/majorite/", opposition.change, name="opposition"),
    path("<uai:uai>/calendrier/", calendar.show, name="calendar"),
    path("<uai:uai>/calendrier/fermetures/", closures.add, name="add-closure"),
    path("<uai:uai>/calendrier/fermetures/<int:closure_id>/retirer/", closures.remove, name="remove-closure"),
    path("<uai:uai>/calendrier/reglages/", settings.change, name="settings"),
    path("<uai:uai>/calendrier/periodes/", terms.change, name="terms"),
    path("<uai:uai>/calendrier/conseils/", councils.change, name="councils"),
    path("<uai:uai>/annuaire/", people.find, name="people"),
    path("<uai:uai>/annuaire/<int:person_id>/", person.show, name="person"),
    path("<uai:uai>/classes/", groups.every, name="groups"),
    path("<uai:uai>/classes/<int:group_id>/", groups.show, name="group"),
    path("<uai:uai>/classes/<int:group_id>/liste.<slug:kind>", groups.export, name="export-group"),
    path("<uai:uai>/classes/<int:group_id>/delegues/", delegates.change, name="delegates"),
    path("<uai:uai>/classes/<int:group_id>/droit-image/", image_rights.change, name="image-rights"),
    path("<uai:uai>/listes/", broadcast.every, name="lists"),
    path("<uai:uai>/listes/ajouter/", broadcast.add, name="add-list"),
    path("<uai:uai>/listes/<int:list_id>/", broadcast.change, name="change-list"),
    path("<uai:uai>/groupes/ajouter/", group_making.add, name="add-group"),
    path("<uai:uai>/groupes/<int:group_id>/", group_making.change, name="change-group"),
    path("<uai:uai>/groupes/<int:group_id>/archiver/", group_making.archive, name="archive-group"),
    path("<uai:uai>/groupes/<int:group_id>/membres/", group_members.add, name="add-members"),
    path(
        "<uai:uai>/groupes/<int:group_id>/membres/<int:membership_id>/sortie/",
        group_members.end,
        name="end-membership",
    ),
    path("<uai:uai>/annuaire/<int:person_id>/photo/", portraits.show, name="portrait"),
    path("<uai:uai>/photos/", portraits.desk, name="portraits"),
    path("<uai:uai>/photos/<int:portrait_id>/", portraits.pair, name="pair-portrait"),
    path("<uai:uai>/photos/<int:portrait_id>/image/", portraits.show_waiting, name="waiting-image"),
    path("<uai:uai>/etablissement/", school.change, name="school"),
    path("<uai:uai>/logo/", logo.show, name="logo"),
    path("<uai:uai>/logo/collectivite/", logo.show_collectivity, name="collectivity-logo"),
    path("<uai:uai>/etablissement/logo/", logo.change, name="change-logo"),
    path("<uai:uai>/etablissement/rendre/", school.give_back, name="give-back-school"),
]
