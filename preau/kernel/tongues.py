"""How each language writes a day, an hour and a number. French when a language is not here.

Sources: the forms of the Unicode CLDR for these languages; for Occitan, those of the Congrès permanent de la lenga
occitana (Languedocian).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

THIN = "\u202f"


@dataclass(frozen=True, slots=True)
class Tongue:
    """Names of days (Monday first) and months; `near`: yesterday, today, tomorrow; how a day of the week, its
    number and its month are joined; how an hour is written; what stands between thousands.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    near: tuple[str, str, str]
    day: Callable[[str, int, str], str]
    hour: Callable[[time], str]
    thousands: str
    short_weekdays: tuple[str, ...] = ()

    def short_weekday(self, on: date) -> str:
        """`mar.`: the day of the week at the head of a column."""
        return self.short_weekdays[on.weekday()] if self.short_weekdays else f"{self.weekdays[on.weekday()][:3]}."


def _with_h(wall: time) -> str:
    """`8 h 05`, `17 h`."""
    return f"{wall.hour}{THIN}h" + (f"{THIN}{wall.minute:02d}" if wall.minute else "")


def _with_colon(wall: time) -> str:
    """`8:05`, `17:00`."""
    return f"{wall.hour}:{wall.minute:02d}"


def _of(month: str) -> str:
    """`de novembre`, `d’octobre`."""
    return f"d’{month}" if month[0] in "aeiou" else f"de {month}"


FRENCH = Tongue(
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("janvier", "février", "mars", "avril", "mai", "juin",
     "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ("hier", "aujourd’hui", "demain"),
    lambda weekday, number, month: f"{weekday} {'1er' if number == 1 else number} {month}",
    _with_h,
    THIN,
)  # fmt: skip

TONGUES = {
    "fr": FRENCH,
    "oc": Tongue(
        ("diluns", "dimars", "dimècres", "dijòus", "divendres", "dissabte", "dimenge"),
        ("genièr", "febrièr", "març", "abril", "mai", "junh",
         "julhet", "agost", "setembre", "octobre", "novembre", "decembre"),
        ("ièr", "uèi", "deman"),
        lambda weekday, number, month: f"{weekday} {'1èr' if number == 1 else number} {_of(month)}",
        _with_h,
        THIN,
        ("dil.", "dim.", "dmc.", "dij.", "div.", "dis.", "dmg."),
    ),
    "ca": Tongue(
        ("dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge"),
        ("gener", "febrer", "març", "abril", "maig", "juny",
         "juliol", "agost", "setembre", "octubre", "novembre", "desembre"),
        ("ahir", "avui", "demà"),
        lambda weekday, number, month: f"{weekday} {number} {_of(month)}",
        _with_colon,
        ".",
        ("dl.", "dt.", "dc.", "dj.", "dv.", "ds.", "dg."),
    ),
    "en": Tongue(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("January", "February", "March", "April", "May", "June",
         "July", "August", "September", "October", "November", "December"),
        ("yesterday", "today", "tomorrow"),
        lambda weekday, number, month: f"{weekday} {number} {month}",
        _with_colon,
        ",",
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ),
    "es": Tongue(
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        ("enero", "febrero", "marzo", "abril", "mayo", "junio",
         "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ("ayer", "hoy", "mañana"),
        lambda weekday, number, month: f"{weekday} {number} de {month}",
        _with_colon,
        ".",
    ),
    "pt": Tongue(
        ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"),
        ("janeiro", "fevereiro", "março", "abril", "maio", "junho",
         "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
        ("ontem", "hoje", "amanhã"),
        lambda weekday, number, month: f"{weekday} {number} de {month}",
        _with_colon,
        THIN,
    ),
    "ar": Tongue(
        ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
        ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
         "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
        ("أمس", "اليوم", "غدًا"),
        lambda weekday, number, month: f"{weekday} {number} {month}",
        _with_colon,
        ",",
        ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    ),
}  # fmt: skip

_speaking: list[Callable[[], str | None]] = []


def speaks(reader: Callable[[], str | None]) -> None:
    """Register who knows the language of the moment: the screens' framework, once it stands."""
    _speaking[:] = [reader]


def language_spoken() -> str:
    """The code of the language spoken now; French where nothing stands yet (files, kernel)."""
    return (_speaking[0]() if _speaking else None) or "fr"
