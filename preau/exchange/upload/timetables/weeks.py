"""The weeks of a timetable: those the file dates, those it only names, which the school's calendar says.

`H` is every week of class, `Q1` weeks A, `Q2` weeks B, in turn since the first week of class (rule B9). A name
that the school already gives to some weeks means those.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from preau.directory.class_days import SchoolCalendar, class_mondays
from preau.exchange.places import Anomaly, Place
from preau.exchange.sts.records import Weeks
from preau.exchange.weekly.records import Timetable

_NAMED = {"H": ("toutes les semaines", slice(None)), "Q1": ("semaines A", slice(0, None, 2)),
          "Q2": ("semaines B", slice(1, None, 2))}  # fmt: skip


def weeks_of(
    timetable: Timetable,
    known: Mapping[str, tuple[str, tuple[date, ...]]],
    calendar: SchoolCalendar | None,
    anomalies: list[Anomaly],
) -> dict[str, Weeks]:
    """The weeks behind each alternation that is understood; the others are told."""
    place = Place(timetable.file, 1)
    found: dict[str, Weeks] = {}
    for one in timetable.alternations:
        if one.mondays is not None:
            found[one.code] = Weeks(one.code, one.label, one.mondays, place)
        elif one.code in known:
            found[one.code] = Weeks(one.code, *known[one.code], place)
        elif one.code in _NAMED and calendar is not None:
            label, some = _NAMED[one.code]
            found[one.code] = Weeks(one.code, label, class_mondays(calendar)[some], place)
        else:
            why = (
                "l’année scolaire n’est pas connue, faites d’abord entrer le calendrier"
                if calendar is None
                else "ni H, ni Q1, ni Q2, ni un nom que l’établissement donne à des semaines"
            )
            anomalies.append(Anomaly(place, f"semaines « {one.code} » : {why}. Leurs cours sont laissés de côté"))
    return found
