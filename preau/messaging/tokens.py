"""What a form says of somebody it addresses, in one word: `p12:responsable`, `g5:eleves`, `l3`, `e:personnels`."""

from __future__ import annotations

import re

from preau.directory.people.audience import Audience, Who
from preau.kernel.refusals import NotAllowed

_TOKEN = re.compile(
    r"p(?P<person>[0-9]{1,9})(?::(?P<profile>[a-z_]+))?|g(?P<group>[0-9]{1,18}):(?P<who>[a-z_]+)"
    r"|l(?P<list>[0-9]{1,18})|e:(?P<all>[a-z_]+)|n(?P<level>[^:]{1,40}):(?P<of_level>[a-z_]+)"
)


def audience_of(token: str) -> Audience:
    """The line of address that this word means; `NotAllowed` for a word that no page of ours offers."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise NotAllowed
    if found["person"]:
        return Audience(Who.PERSON, person_id=int(found["person"]), profile=found["profile"] or "")
    if found["list"]:
        return Audience(Who.LIST, list_id=int(found["list"]))
    who = found["who"] or found["all"] or found["of_level"]
    if who not in {*Who} - {Who.PERSON, Who.LIST}:
        raise NotAllowed
    group_id = int(found["group"]) if found["group"] else None
    return Audience(Who(who), group_id=group_id, level=found["level"] or "")


def token_of(audience: Audience) -> str:
    """The word of a line of address."""
    if audience.who == Who.PERSON:
        return f"p{audience.person_id}" + (f":{audience.profile}" if audience.profile else "")
    if audience.who == Who.LIST:
        return f"l{audience.list_id}"
    if audience.group_id:
        return f"g{audience.group_id}:{audience.who}"
    return f"n{audience.level}:{audience.who}" if audience.level else f"e:{audience.who}"
