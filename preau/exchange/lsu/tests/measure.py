"""A school of 600 pupils: seconds and memory of each step. `python -m preau.exchange.lsu.tests.measure`."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import replace

from preau.exchange.lsu.check import check
from preau.exchange.lsu.records import Discipline, Livret, Pupil, Teacher
from preau.exchange.lsu.schemas import judge
from preau.exchange.lsu.tests.college import CORPUS, college, cycle_report, period_report, subject
from preau.exchange.lsu.versions import LATEST
from preau.exchange.lsu.write import write_xml

PUPILS, SUBJECTS, TERMS = 600, 12, 3
TEXT = "Des progrès réguliers, une participation active ; il faut maintenant apprendre plus régulièrement. " * 4


def said(rank: int) -> str:
    """A text of its own for each, as memory would have to hold it."""
    return f"{rank} {TEXT}"


def school() -> Livret:
    """600 pupils, twelve subjects, three terms, a quarter of the pupils at the end of a cycle."""
    base = college()
    more = [(f"D_{rank}", f"T_{rank}") for rank in range(SUBJECTS)]
    disciplines = tuple(Discipline(key, f"{rank:06d}", "S", key) for rank, (key, _) in enumerate(more))
    teachers = tuple(Teacher(key, "epp", str(2000 + rank)) for rank, (_, key) in enumerate(more))
    pupils = tuple(
        Pupil(f"E_{rank}", str(rank), f"{3 + rank % 4}A", "MARTIN", "Tom") for rank in range(1, PUPILS + 1)
    )
    last = replace(base.periods[1], key="P_3", rank=3)
    return replace(
        base,
        pupils=pupils,
        periods=(*base.periods, last),
        disciplines=(*base.disciplines, *disciplines),
        teachers=(*base.teachers, *teachers),
        period_reports=tuple(
            replace(
                period_report(pupil.key, f"P_{term}"),
                subjects=tuple(
                    subject(key, teacher, appreciation=said(rank)) for rank, (key, teacher) in enumerate(more)
                ),
                advice=said(term),
            )
            for pupil in pupils
            for term in range(1, TERMS + 1)
        ),
        cycle_reports=tuple(cycle_report(pupil.key) for pupil in pupils[::4]),
    )


def main() -> None:
    began = time.perf_counter()

    def tell(step: str) -> None:
        nonlocal began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{step:<22} {time.perf_counter() - began:6.2f} s   mémoire au plus haut {peak} Mio\n")
        began = time.perf_counter()

    livret = school()
    tell("construire")
    checked = check(livret, LATEST)
    tell("contrôler")
    with tempfile.TemporaryFile() as file:
        write_xml(checked, file)
        tell(f"écrire {file.tell() / 1e6:.1f} Mo")
        file.seek(0)
        verdict = judge(file, LATEST, str(CORPUS) if CORPUS.is_dir() else "")
        tell("juger (schéma)")
    sys.stdout.write(f"{verdict.sentence}\n")


if __name__ == "__main__":
    main()
