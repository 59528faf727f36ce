"""What is kept of the deliveries: which were applied, what each source last said, what it could not have done."""

from __future__ import annotations

from preau.exchange.aaf.models.delivery import DeliveryNote, SourceDelivery
from preau.exchange.aaf.models.reattachment import Reattachment
from preau.exchange.aaf.models.record import AafRecord, Awaited

__all__ = ["AafRecord", "Awaited", "DeliveryNote", "Reattachment", "SourceDelivery"]
