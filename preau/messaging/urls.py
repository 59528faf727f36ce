"""Doors of messaging."""

from __future__ import annotations

from preau.messaging.urls_rights import DOORS as RIGHTS

app_name = "messaging"

urlpatterns = [*RIGHTS]
