"""Mails that came back: what their report says, and which address is dead (RFC 3464, RFC 6522).

`preau bounce` reads one from its standard input (a mail server's pipe), or a whole Maildir (`PREAU_BOUNCES`),
whose new ones it moves to those already read. Only a permanent failure (status 5.x.x) of a mail that Préau did
send to that address counts, by the seal in its name: whoever writes to the returns' box kills nothing.
"""

from __future__ import annotations

import argparse
import email
import sys
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from django.conf import settings
from django.db import transaction

from preau.kernel.actor import SYSTEM
from preau.outreach.actions.note_return import note_return
from preau.outreach.mail_names import named_in, number_in, was_sent_to
from preau.outreach.models import Sending
from preau.outreach.refusing import is_the_end


@dataclass(frozen=True, slots=True)
class Bounce:
    """A permanent failure: whom the mail was for, as the report says it; why; whether the mailbox is no more; the
    name of the mail that came back.
    """

    addresses: tuple[str, ...]
    why: str
    is_dead: bool
    message_id: str


def read_bounce(content: bytes) -> Bounce | None:
    """None for what is no report of a permanent failure of a mail of Préau's."""
    message = email.message_from_bytes(content)
    if message.get_content_type() != "multipart/report":
        return None
    status = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    names = named_in(_returned(message))
    if status is None or not names:
        return None
    fields = _recipient_fields(status)
    code = fields.get("status", "").strip()
    if fields.get("action", "").strip().lower() != "failed" or not code.startswith("5"):
        return None
    said = (fields.get(name, "").rpartition(";")[2].strip() for name in ("original-recipient", "final-recipient"))
    why = " ".join(fields.get("diagnostic-code", "").split())
    return Bounce(
        tuple(dict.fromkeys(one.lower() for one in said if "@" in one)),
        why or code,
        is_the_end(0, f"{code} {why}"),
        names[0],
    )


def keep_bounce(content: bytes) -> bool:
    """True when an address died of it: that which Préau wrote to, even when it was forwarded elsewhere, since
    nothing comes through it.
    """
    bounce = read_bounce(content)
    if bounce is None:
        return False
    number = number_in(bounce.message_id, "envoi")
    sending = Sending.objects.filter(pk=number).first() if number is not None else None
    told = [sending.sent_to] if sending else list(bounce.addresses)
    ours = next((one for one in told if was_sent_to(bounce.message_id, one)), "")
    if not ours:
        return False
    with transaction.atomic():
        note_return(
            actor=SYSTEM, address=ours, why=bounce.why, sending_id=sending.pk if sending else None,
            is_dead=bounce.is_dead,
        )  # fmt: skip
    return bounce.is_dead


def run(options: argparse.Namespace) -> int:
    """The verb: a file, or the Maildir."""
    maildir = options.maildir or settings.BOUNCES
    if maildir:
        died = sum(_kept(path) for path in sorted((Path(maildir) / "new").iterdir()))
    else:
        died = int(keep_bounce(sys.stdin.buffer.read()))
    sys.stdout.write(f"{died} adresse(s) ne reçoivent plus rien.\n")
    return 0


def _kept(path: Path) -> bool:
    """What cannot be read stays where it is, and the next ones are read."""
    try:
        died = keep_bounce(path.read_bytes())
    except (OSError, ValueError, LookupError) as unread:
        sys.stderr.write(f"{path.name} n’a pas pu être lu\u202f: {unread}\n")
        return False
    read = path.parent.parent / "cur"
    read.mkdir(exist_ok=True)
    path.rename(read / f"{path.name.partition(':')[0]}:2,S")
    return died


def _recipient_fields(status: Message) -> dict[str, str]:
    """The fields of the recipient: the report is a list of blocks, the first one about the message itself."""
    blocks = status.get_payload()
    fields: dict[str, str] = {}
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message) and block.get("final-recipient"):
            fields = {name.lower(): str(value) for name, value in block.items()}
            break
    return fields


def _returned(report: Message) -> str:
    """The head of the mail that came back, as the report carries it."""
    for part in report.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            return part.as_string()
    return ""
