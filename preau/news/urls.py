"""Doors of news."""

from __future__ import annotations

from django.urls import path

from preau.news.web import (
    above,
    above_banners,
    banners,
    comments,
    desk,
    follow,
    reading,
    review,
    threads,
    writing,
)

app_name = "news"
urlpatterns = [
    path("actualites/", reading.every, name="list"),
    path("actualites/<int:item_id>/", reading.item, name="item"),
    path("actualites/<int:item_id>/lue/", reading.opened, name="opened"),
    path("actualites/<int:item_id>/pris-connaissance/", reading.acknowledge, name="acknowledge"),
    path("actualites/<int:item_id>/fichiers/<int:file_id>/", reading.file, name="file"),
    path("actualites/<int:item_id>/commenter/", comments.comment, name="comment"),
    path(
        "actualites/<int:item_id>/commentaires/<int:comment_id>/retirer/",
        comments.withdraw,
        name="withdraw-comment",
    ),
    path("<uai:uai>/actualites/", desk.desk, name="desk"),
    path("<uai:uai>/actualites/ecrire/", writing.add, name="add"),
    path("<uai:uai>/actualites/fils/", threads.every, name="threads"),
    path("<uai:uai>/actualites/fils/ouvrir/", threads.add, name="add-thread"),
    path("<uai:uai>/actualites/fils/<int:thread_id>/", threads.change, name="thread"),
    path("<uai:uai>/actualites/<int:item_id>/", review.review, name="review"),
    path("<uai:uai>/actualites/<int:item_id>/modifier/", writing.change, name="change"),
    path("<uai:uai>/actualites/<int:item_id>/fichiers/<int:file_id>/", review.file, name="draft-file"),
    path("<uai:uai>/actualites/<int:item_id>/lecteurs/", follow.follow, name="follow"),
    path("<uai:uai>/actualites/<int:item_id>/lecteurs/csv/", follow.export, name="follow-csv"),
    path(
        "<uai:uai>/actualites/<int:item_id>/commentaires/<int:comment_id>/",
        comments.decide,
        name="decide-comment",
    ),
    path("<uai:uai>/bandeaux/", banners.every, name="banners"),
    path("<uai:uai>/bandeaux/afficher/", banners.add, name="add-banner"),
    path("<uai:uai>/bandeaux/<int:banner_id>/", banners.change, name="banner"),
    path("<uai:uai>/bandeaux/<int:banner_id>/retirer/", banners.withdraw, name="withdraw-banner"),
    path("bandeaux/<int:banner_id>/<int:version>/ne-plus-afficher/", banners.put_away, name="put-away"),
    path("region/actualites/", above.desk, name="above"),
    path("region/actualites/ecrire/", above.add, name="above-add"),
    path("region/actualites/<int:item_id>/", above.review, name="above-review"),
    path("region/actualites/<int:item_id>/modifier/", above.change, name="above-change"),
    path("region/actualites/<int:item_id>/fichiers/<int:file_id>/", above.file, name="above-file"),
    path("region/bandeaux/", above_banners.every, name="above-banners"),
    path("region/bandeaux/afficher/", above_banners.add, name="above-add-banner"),
    path("region/bandeaux/<int:banner_id>/", above_banners.change, name="above-banner"),
    path("region/bandeaux/<int:banner_id>/retirer/", above_banners.withdraw, name="above-withdraw-banner"),
]
