"""The same seed and number of schools always write the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from preau.cli.command import main
from preau.exchange.region.generate import generate
from preau.exchange.region.tests.conftest import SEED, Region
from preau.kernel.refusals import NotPossible


def digests(folder: Path) -> dict[str, str]:
    """Every file and the digest of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_runs_write_the_same_bytes_whatever_the_hash_seed(five_schools: Region, tmp_path: Path) -> None:
    words = ("region", "generate", "--seed", str(SEED), "--out", str(tmp_path / "again"))
    command = (sys.executable, "-m", "preau", *words)
    done = subprocess.run(
        command, env=os.environ | {"PYTHONHASHSEED": "7"}, check=True, capture_output=True, text=True
    )
    assert "5 établissements" in done.stdout
    assert digests(tmp_path / "again") == digests(five_schools.folder)


def test_another_seed_writes_other_people(five_schools: Region, tmp_path: Path) -> None:
    generate(tmp_path / "other", schools=1, seed=SEED + 1)
    ours = next(five_schools.folder.glob("sts/0318001D/sts_emp*"))
    theirs = next((tmp_path / "other").glob("sts/0318001D/sts_emp*"))
    assert ours.read_bytes() != theirs.read_bytes()


@pytest.mark.parametrize("schools", [1, 3])
def test_a_school_is_the_same_in_a_smaller_region(five_schools: Region, tmp_path: Path, schools: int) -> None:
    generate(tmp_path / "small", schools=schools, seed=SEED)
    small = digests(tmp_path / "small" / "sts")
    large = digests(five_schools.folder / "sts")
    assert len(small) == 2 * schools
    assert small.items() <= large.items()


def test_a_new_generation_replaces_the_former_one(tmp_path: Path) -> None:
    generate(tmp_path, schools=2, seed=SEED)
    generate(tmp_path, schools=1, seed=SEED)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"016-TOULOUSE", "ouvertes", "sts"}


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "memoire.txt").write_text("à garder")
    with pytest.raises(NotPossible, match="contient déjà autre chose"):
        generate(tmp_path, schools=1, seed=SEED)
    assert [path.name for path in tmp_path.iterdir()] == ["memoire.txt"]


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(NotPossible, match="donnez un autre dossier"):
        generate(tmp_path / "fichier", schools=1, seed=SEED)


@pytest.mark.parametrize("schools", ["0", "1501"])
def test_a_number_of_schools_out_of_bounds_is_refused(
    schools: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["region", "generate", "--schools", schools, "--out", str(tmp_path / "none")]) == 1
    assert "entre 1 et 1500" in capsys.readouterr().err
