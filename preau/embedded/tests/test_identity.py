"""Who runs PostgreSQL: never root."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from preau.embedded import identity, owned_cluster
from preau.embedded.child import launched
from preau.embedded.failure import NotStarted
from preau.embedded.identity import Identity, identity_for
from preau.embedded.programs import embedded_programs

NOBODY = 65534
LET_THROUGH = Identity(("--account", f"{NOBODY}:{NOBODY}", "--keep-reach"), NOBODY, NOBODY)

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
    os.chown(tmp_path, NOBODY, NOBODY)
    assert identity_for(tmp_path, embedded_programs()).options == ("--account", f"{NOBODY}:{NOBODY}")


@as_root
def test_where_namespaces_are_forbidden_an_account_is_let_through_closed_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_candidates", lambda *_arguments, **_words: [LET_THROUGH])
    tmp_path.chmod(0o700)
    with owned_cluster(tmp_path / "var") as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert cluster.directory.stat().st_uid == LET_THROUGH.uid


@as_root
def test_an_account_let_through_keeps_that_privilege_alone() -> None:
    shown = subprocess.run(
        launched(["/usr/bin/grep", "Cap", "/proc/self/status"], *LET_THROUGH.options),
        capture_output=True,
        text=True,
        check=True,
    )
    effective = next(line for line in shown.stdout.splitlines() if line.startswith("CapEff"))
    assert int(effective.split()[1], 16) == 1 << 1


@as_root
def test_a_folder_that_nobody_reaches_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_works", lambda *_arguments: False)
    with pytest.raises(NotStarted, match="compte ordinaire"):
        identity_for(tmp_path, embedded_programs())
    assert tmp_path.stat().st_uid == 0


@as_ordinary_user
def test_an_ordinary_user_runs_it_as_itself(tmp_path: Path) -> None:
    assert identity_for(tmp_path, embedded_programs()).options == ()


@as_ordinary_user
def test_the_folder_of_somebody_else_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotStarted, match="autre compte"):
        identity_for(Path("/usr"), embedded_programs())
