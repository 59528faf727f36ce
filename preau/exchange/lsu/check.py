"""Before writing: what a file lacks, of whom, and who can mend it (capability C96).

A file without a blocking finding is valid against the schema of its version, and no key in it leads nowhere:
that is what the checks are for, whether or not the operator has the schemas (`schemas.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from preau.exchange.lsu.check_lists import check_lists
from preau.exchange.lsu.check_projects import check_projects
from preau.exchange.lsu.check_reports import check_cycle_reports, check_period_reports
from preau.exchange.lsu.findings import About, Finding, Gravity, Mender
from preau.exchange.lsu.fit import fit
from preau.exchange.lsu.ignoring import Ignored, without
from preau.exchange.lsu.known import Known
from preau.exchange.lsu.records import Livret
from preau.exchange.lsu.scrutiny import Scrutiny, is_key, quoted
from preau.exchange.lsu.versions import Version


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it would go out, and all that was found; only this can be written."""

    livret: Livret
    version: Version
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.gravity is Gravity.BLOCKING)

    @property
    def is_ready(self) -> bool:
        return not self.blocking

    def of_pupil(self, key: str) -> tuple[Finding, ...]:
        """What was found of one pupil; `''` for what is of the whole file."""
        return tuple(one for one in self.findings if one.about.pupil == key)


def check(livret: Livret, version: Version, ignored: Collection[Ignored] = ()) -> Checked:
    """Make the file fit for the version, without the ignored pupils, and find all that is wrong with it."""
    scrutiny = Scrutiny(version)
    fitted = fit(without(livret, ignored), scrutiny)
    known = Known.of(fitted)
    _check_keys(fitted, scrutiny)
    check_lists(fitted, known, scrutiny)
    check_projects(fitted, known, scrutiny)
    check_period_reports(fitted, known, scrutiny)
    check_cycle_reports(fitted, known, scrutiny)
    return Checked(fitted, version, tuple(scrutiny.findings))


def _check_keys(livret: Livret, scrutiny: Scrutiny) -> None:
    """A key is well formed and there once in the whole file, whatever bears it."""
    whole = About("Fichier")
    keys = [
        one.key
        for records in (
            livret.heads,
            livret.pupils,
            livret.periods,
            livret.disciplines,
            livret.teachers,
            livret.programme_elements,
            livret.shared_digital_skills,
            livret.epis,
            livret.epi_groups,
            livret.supports,
            livret.support_groups,
        )
        for one in records
    ]
    for key in keys:
        if not is_key(key):
            scrutiny.tell(whole, "id", f"l’identifiant {quoted(key)} est mal formé", Mender.SECRETARIAT)
    scrutiny.once(whole, "id", keys, "l’identifiant", Mender.SECRETARIAT)
