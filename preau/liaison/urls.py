"""Doors of the liaison book."""

from __future__ import annotations

from django.urls import path

from preau.liaison.web import deposits, families, family, following, printing, usual, writing

app_name = "liaison"

_WORD = "<uai:uai>/carnet/<int:word_id>"

urlpatterns = [
    path("carnet/", family.book, name="book"),
    path("eleves/<int:pupil_id>/carnet/<int:word_id>/", family.word, name="word"),
    path("eleves/<int:pupil_id>/carnet/<int:word_id>/ouvert/", family.see, name="see"),
    path("eleves/<int:pupil_id>/carnet/<int:word_id>/deposer/", deposits.deposit, name="deposit"),
    path("eleves/<int:pupil_id>/documents/<int:deposit_id>/", deposits.own, name="own-deposit"),
    path("eleves/<int:pupil_id>/documents/<int:deposit_id>/reprendre/", deposits.take_back, name="take-back"),
    path("<uai:uai>/carnet/", following.desk, name="desk"),
    path("<uai:uai>/carnet/nouveau/", writing.add, name="add"),
    path("<uai:uai>/carnet/reglages/", usual.settings, name="settings"),
    path("<uai:uai>/carnet/habituels/", usual.add, name="add-usual"),
    path("<uai:uai>/carnet/habituels/<int:place>/", usual.change, name="usual"),
    path(f"{_WORD}/", following.follow, name="follow"),
    path(f"{_WORD}/changer/", writing.change, name="change"),
    path(f"{_WORD}/eleves/", writing.pupils, name="pupils"),
    path(f"{_WORD}/relire/", writing.review, name="review"),
    path(f"{_WORD}/corriger/", writing.correct, name="correct"),
    path(f"{_WORD}/retirer/", writing.withdraw, name="withdraw"),
    path(f"{_WORD}/rappeler/", following.remind, name="remind"),
    path(f"{_WORD}/reponses.csv", following.export, name="export"),
    path(f"{_WORD}/talons.pdf", printing.slips, name="slips"),
    path(f"{_WORD}/eleves/<int:pupil_id>/", families.family, name="family"),
    path("<uai:uai>/documents/<int:deposit_id>/", deposits.open_deposit, name="open-deposit"),
    path("<uai:uai>/documents/<int:deposit_id>/decider/", deposits.decide, name="decide-deposit"),
]
