"""`preau <verb>` explains itself in French and its exit codes mean something."""

from __future__ import annotations

import argparse
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from preau.cli import command, exit_codes
from preau.cli.registry import VERBS
from preau.cli.surroundings import secret_key
from preau.cli.verb import Verb
from preau.embedded import NotStarted
from preau.embedded.lock import lock
from preau.kernel.refusals import NotPossible, Unreachable


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `var` of our own."""
    monkeypatch.setenv("PREAU_VAR", str(tmp_path))
    return tmp_path


def _with(monkeypatch: pytest.MonkeyPatch, outcome: Exception | int | None) -> None:
    def run(_options: argparse.Namespace) -> int | None:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(command, "VERBS", (Verb(("try",), "essai", run),))


@pytest.mark.parametrize(
    ("outcome", "code", "sentence"),
    [
        (None, exit_codes.DONE, ""),
        (exit_codes.TO_CONFIRM, exit_codes.TO_CONFIRM, ""),
        (NotPossible("Le dossier est vide."), exit_codes.REFUSED, "Le dossier est vide.\n"),
        (NotStarted("La base ne démarre pas."), exit_codes.UNREACHABLE, "La base ne démarre pas.\n"),
        (Unreachable("refus"), exit_codes.UNREACHABLE, "La base de données ne répond pas : refus\n"),
    ],
)
def test_an_outcome_has_its_code_and_its_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    outcome: Exception | int | None,
    code: int,
    sentence: str,
) -> None:
    _with(monkeypatch, outcome)
    assert command.main(["try"]) == code
    assert capsys.readouterr().err == sentence


@pytest.mark.parametrize("words", [verb.words for verb in VERBS], ids=" ".join)
def test_every_verb_has_a_french_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main([*words, "--help"])
    printed = capsys.readouterr().out
    assert left.value.code == 0
    assert "cette aide" in printed
    assert "usage:" not in printed
    assert "show this help" not in printed


@pytest.mark.parametrize(
    "words", [[], ["nage"], ["import"], ["demo", "--schools", "beaucoup"], ["serve", "--prt", "1"]]
)
def test_a_badly_written_command_is_refused_in_french(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(words)
    assert left.value.code == exit_codes.BADLY_WRITTEN
    told = capsys.readouterr().err
    assert "Pour l’aide" in told
    assert not {"required", "unrecognized", "invalid"} & set(told.split())


def test_the_help_imports_no_django() -> None:
    program = "import sys, preau.cli.registry; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_secret_is_drawn_once_and_ours_alone(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREAU_SECRET_KEY", raising=False)
    first = secret_key()
    assert len(first) > 40
    assert secret_key() == first
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600


def test_a_second_start_in_the_same_folder_is_refused(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lock(var / "serve.lock"):
        assert command.main(["serve"]) == exit_codes.REFUSED
    assert f"tourne déjà dans ce dossier (processus {os.getpid()})" in capsys.readouterr().err


def test_stopping_what_does_not_run_is_no_error(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["stop"]) == exit_codes.DONE
    assert "ne tourne pas" in capsys.readouterr().out
