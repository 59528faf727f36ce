"""Tables of what reaches people outside of the page: choices, sendings, digests, dead addresses."""

from preau.outreach.models.choice import Channels, KindChoice, OutreachSettings, QuietChoice
from preau.outreach.models.sending import DeadAddress, DigestMark, Sending

__all__ = ["Channels", "DeadAddress", "DigestMark", "KindChoice", "OutreachSettings", "QuietChoice", "Sending"]
