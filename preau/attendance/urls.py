"""Doors of attendance."""

from __future__ import annotations

from django.urls import path

from preau.attendance.web import (
    alerts,
    board,
    desk,
    explaining,
    letters,
    noting,
    offline,
    period,
    proofs,
    pupil,
    reasons,
    remarks,
    roll,
    settings,
    thresholds,
)

app_name = "attendance"

urlpatterns = [
    path("hors-ligne.js", offline.worker, name="offline"),
    path("<uai:uai>/appel/<int:lesson_id>/", roll.show, name="roll"),
    path("<uai:uai>/appel/<int:lesson_id>/eleve/<int:pupil_id>/", roll.tap, name="tap"),
    path("<uai:uai>/appel/<int:lesson_id>/eleve/<int:pupil_id>/remarques/", remarks.show, name="remarks"),
    path("<uai:uai>/appel/<int:lesson_id>/eleve/<int:pupil_id>/present/", remarks.present, name="say-present"),
    path("<uai:uai>/appel/<int:lesson_id>/valider/", roll.close, name="close"),
    path("<uai:uai>/appel/<int:lesson_id>/relancer/", board.nudge, name="nudge"),
    path("<uai:uai>/absences/", desk.show, name="desk"),
    path("<uai:uai>/absences/noter/", noting.note, name="note-period"),
    path("<uai:uai>/absences/<int:period_id>/", period.show, name="period"),
    path("<uai:uai>/absences/<int:period_id>/suivi/", period.follow, name="follow-period"),
    path("<uai:uai>/absences/<int:period_id>/retirer/", period.withdraw, name="withdraw-period"),
    path("<uai:uai>/absences/alertes/", thresholds.show, name="thresholds"),
    path("<uai:uai>/absences/eleves/<int:pupil_id>/", thresholds.file, name="file"),
    path("<uai:uai>/absences/eleves/<int:pupil_id>/alerte/", thresholds.reset, name="reset-alert"),
    path("<uai:uai>/reglages/presence/", settings.change, name="settings"),
    path("<uai:uai>/reglages/presence/motifs/ajouter/", reasons.add, name="add-reason"),
    path("<uai:uai>/reglages/presence/motifs/<int:reason_id>/", reasons.change, name="reason"),
    path("<uai:uai>/reglages/presence/motifs/<int:reason_id>/propose/", reasons.offer, name="offer-reason"),
    path("<uai:uai>/reglages/presence/motifs/<int:reason_id>/place/", reasons.move, name="move-reason"),
    path("<uai:uai>/vie-scolaire/", board.show, name="board"),
    path("<uai:uai>/vie-scolaire/maintenant/", board.moment, name="moment"),
    path("<uai:uai>/absences/justificatifs/<int:proof_id>/", proofs.show, name="proof"),
    path("<uai:uai>/courriers/", letters.show, name="letters"),
    path("<uai:uai>/courriers/<uuid:batch>/", letters.batch, name="batch"),
    path("<uai:uai>/courriers/<uuid:batch>/imprimer/", letters.sheets, name="letter-sheets"),
    path("<uai:uai>/courriers/<uuid:batch>/arreter/", letters.stop, name="stop-letters"),
    path("compte/absences/", alerts.show, name="alerts"),
    path("eleves/<int:pupil_id>/absences/", pupil.show, name="pupil"),
    path("eleves/<int:pupil_id>/absences/annoncer/", explaining.declare, name="declare"),
    path("eleves/<int:pupil_id>/absences/<int:period_id>/justifier/", explaining.justify, name="justify"),
    path("eleves/<int:pupil_id>/absences/<int:period_id>/annuler/", explaining.cancel, name="cancel-declaration"),
    path("eleves/<int:pupil_id>/absences/fichiers/<int:proof_id>/", proofs.mine, name="own-proof"),
    path(
        "eleves/<int:pupil_id>/absences/fichiers/<int:proof_id>/effacer/",
        proofs.take_back,
        name="withdraw-proof",
    ),
]
