"""Doors of messaging."""

from __future__ import annotations

from django.urls import path

from preau.messaging.urls_rights import DOORS
from preau.messaging.web import box, compose, own, recalls, thread

app_name = "messaging"

urlpatterns = [
    path("messages/", box.received, name="inbox"),
    path("messages/envoyes/", box.sent, name="sent"),
    path("messages/brouillons/", box.drafts, name="drafts"),
    path("messages/chercher/", box.search, name="search"),
    path("messages/ranger/", box.arrange, name="arrange"),
    path("messages/corbeille/vider/", box.empty, name="empty-bin"),
    path("messages/dossiers/", own.setup, name="setup"),
    path("messages/signature/", own.sign, name="signature"),
    path("messages/dossiers/<int:folder_id>/", box.folder, name="folder"),
    path("messages/dossiers/<int:folder_id>/renommer/", own.rename, name="rename-folder"),
    path("messages/dossiers/<int:folder_id>/supprimer/", own.remove, name="remove-folder"),
    path("messages/fils/<int:thread_id>/", thread.show, name="thread"),
    path("messages/fils/<int:thread_id>/lu/", thread.mark, name="mark"),
    path("messages/fils/<int:thread_id>/ranger/", thread.file, name="file"),
    path("messages/fichiers/<int:file_id>/", thread.attached, name="attached"),
    path("<uai:uai>/messages/ecrire/", compose.write, name="write"),
    path("<uai:uai>/messages/destinataires/", compose.recipients, name="recipients"),
    path("<uai:uai>/messages/brouillons/<int:draft_id>/", compose.resume, name="draft"),
    path("<uai:uai>/messages/<int:message_id>/repondre/", compose.answer, name="answer"),
    path("<uai:uai>/messages/<int:message_id>/transferer/", compose.forward, name="forward"),
    path("<uai:uai>/messages/<int:message_id>/lecteurs/", thread.readers, name="readers"),
    path("<uai:uai>/messages/<int:message_id>/annuler/", thread.undo, name="undo"),
    path("<uai:uai>/messages/<int:message_id>/partir/", thread.leave_now, name="leave-now"),
    path("<uai:uai>/messages/<int:message_id>/rappeler/", thread.recall, name="recall"),
    path("<uai:uai>/messages/rappels/", recalls.every, name="recalls"),
    path("<uai:uai>/messages/rappels/<int:message_id>/", recalls.decide, name="decide-recall"),
    *DOORS,
]
