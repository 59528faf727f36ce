"""Who the screens of `exchange` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

UNDER_WAY = at_college(import_id=lambda cast: cast.imports["under_way"].pk)
APPLIED = at_college(import_id=lambda cast: cast.imports["applied"].pk)

LEA_THIS_YEAR = at_college(year_id=lambda cast: cast.terms["4B-1"].year_id, pupil_id=lambda cast: cast.lea.pk)

SCREENS: dict[str, Answer] = {
    "upload:list": Answer(who("chef secretaire"), args=at_college()),
    "upload:file": Answer(who("chef secretaire"), args=at_college()),
    "upload:template": Answer(
        who("chef secretaire"), args=at_college(kind=lambda cast: "eleves"), is_download=True
    ),
    "upload:matching": Answer(who("chef secretaire"), args=UNDER_WAY),
    "upload:checks": Answer(who("chef secretaire"), args=UNDER_WAY),
    "upload:checks-csv": Answer(who("chef secretaire"), args=UNDER_WAY, is_download=True),
    "upload:effect": Answer(who("chef secretaire"), args=UNDER_WAY),
    "upload:report": Answer(who("chef secretaire"), args=APPLIED),
    "upload:report-csv": Answer(who("chef secretaire"), args=APPLIED, is_download=True),
    "upload:give-up": Answer(who("chef secretaire"), args=UNDER_WAY, post=lambda cast: {}, status=(302,)),
    "lsu:export": Answer(who("chef secretaire"), args=at_college()),
    "lsu:download": Answer(
        who("chef secretaire"), args=at_college(number=lambda cast: 1), post=lambda cast: {}, status=(302,)
    ),
    "lsu:ignore": Answer(who("chef secretaire"), args=LEA_THIS_YEAR, post=lambda cast: {}, status=(302,)),
    "lsu:take-back": Answer(who("chef secretaire"), args=LEA_THIS_YEAR, post=lambda cast: {}, status=(302,)),
    "aaf:notes": Answer(who("agent")),
    "aaf:reattachment": Answer(
        who("chef secretaire"), args=at_college(reattachment_id=lambda cast: cast.reattachments["durand"].pk)
    ),
}  # fmt: skip
