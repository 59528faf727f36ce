"""Tables of messaging: one body, threads and messages of a school, one slim copy per recipient."""

from preau.messaging.models.attachment import Attachment
from preau.messaging.models.copy import Copy
from preau.messaging.models.draft import Draft
from preau.messaging.models.message import Addressed, Body, Message, Thread
from preau.messaging.models.own import Folder, Signature
from preau.messaging.models.rule import GroupRule, MessagingSettings, WritingRule

__all__ = [
    "Addressed", "Attachment", "Body", "Copy", "Draft", "Folder", "GroupRule", "Message", "MessagingSettings",
    "Signature", "Thread", "WritingRule",
]  # fmt: skip
