"""Who runs PostgreSQL: never root."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from preau.embedded import identity
from preau.embedded.child import launched
from preau.embedded.failure import NotStarted
from preau.embedded.identity import identity_for
from preau.embedded.programs import embedded_programs

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="se joue sous root")
as_ordinary_user = pytest.mark.skipif(os.geteuid() == 0, reason="se joue sous un compte ordinaire")


@as_root
def test_root_steps_down(tmp_path: Path) -> None:
    found = identity_for(tmp_path, embedded_programs())
    assert found.options
    seen = subprocess.run(
        launched(["/usr/bin/id", "-u"], *found.options), capture_output=True, text=True, check=True
    )
    assert int(seen.stdout) != 0


@as_root
def test_a_folder_that_belongs_to_an_account_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whether that account reaches the programs depends on where the project lies.
    monkeypatch.setattr(identity, "_works", lambda *_arguments: True)
    (tmp_path / "PG_VERSION").write_text("18\n")
    os.chown(tmp_path, 65534, 65534)
    assert identity_for(tmp_path, embedded_programs()).options == ("--account", "65534:65534")


@as_root
def test_a_folder_out_of_reach_is_refused_with_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("18\n")
    os.chown(folder, 65534, 65534)
    tmp_path.chmod(0o700)
    with pytest.raises(NotStarted, match="compte ordinaire"):
        identity_for(folder, embedded_programs())


@as_ordinary_user
def test_an_ordinary_user_runs_it_as_itself(tmp_path: Path) -> None:
    assert identity_for(tmp_path, embedded_programs()).options == ()


@as_ordinary_user
def test_the_folder_of_somebody_else_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotStarted, match="autre compte"):
        identity_for(Path("/usr"), embedded_programs())
