"""Prepares `.venv` with the locked libraries, only when something changed. Standard library alone.

`bootstrap.py demo` installs what Préau runs on; `bootstrap.py test` adds what the checks need, and a
Chromium. Exit status 1 with a French sentence when something is missing that it cannot install.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"demo": "requirements.lock", "test": "requirements-dev.lock"}
CHROMIUMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
#: Seconds between two progress lines where the line cannot be rewritten in place (a log).
LOG_RHYTHM = 15
COMMAND = """#!/bin/sh
# Préau's command: `preau --help`.
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
exec "$here/python" -m preau "$@"
"""


class CannotPrepare(Exception):
    """Something is missing; the text says what to type."""


def main(purpose: str) -> int:
    """Prepare for `demo` or `test`; 0 when ready."""
    try:
        with one_at_a_time():
            prepare_libraries(purpose)
        if purpose == "test":
            prepare_chromium()
    except CannotPrepare as lack:
        print(lack, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return 130
    return 0


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two preparations in the same folder wait for each other."""
    with (ROOT / "requirements.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare_libraries(purpose: str) -> None:
    """Make `.venv` and install the lock, unless the stamp says that it is already there."""
    stamp = VENV / "preau-ready"
    place = digest(os.fsencode(VENV), COMMAND.encode())
    locks = {name: digest((ROOT / lock).read_bytes()) for name, lock in LOCKS.items()}
    written = stamp.read_text().split() if stamp.exists() else []
    # Scripts in .venv hold its path: a moved folder is made anew.
    standing = written[1:] if written[:1] == [place] and (VENV / "bin/python").exists() else None
    # What the checks need holds what the demonstration needs.
    if standing and {locks[purpose], locks["test"]} & set(standing):
        return
    if standing is None:
        make_environment()
    lock = ROOT / LOCKS[purpose]
    run_with_progress(
        "Installation des bibliothèques",
        [VENV / "bin/python", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
         "--require-hashes", "--prefer-binary", "--no-warn-script-location", "-r", lock],
        advice="Vérifiez l’accès au dépôt de paquets Python, puis relancez la même commande.",
    )  # fmt: skip
    install_command()
    stamp.write_text(f"{place} {locks[purpose]}\n")


def digest(*parts: bytes) -> str:
    """One word that changes when any part does."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_environment() -> None:
    """An empty `.venv`, whatever half-made one stands there."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        install_debian_package(f"python{version}-venv", "le module venv de Python")
    shutil.rmtree(VENV, ignore_errors=True)
    run_with_progress("Préparation de l’environnement Python", [sys.executable, "-m", "venv", VENV], advice="")


def install_command() -> None:
    """`.venv/bin/preau`, and the project importable in place: nothing to build, nothing to download."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "preau.pth").write_text(os.path.relpath(ROOT, site) + "\n")
    command = VENV / "bin/preau"
    command.write_text(COMMAND)
    command.chmod(0o755)


def prepare_chromium() -> None:
    """The browser of the browser tests."""
    if not any(Path(path).exists() for path in CHROMIUMS):
        install_debian_package("chromium", "le navigateur Chromium, dont les essais ont besoin")


def install_debian_package(package: str, what: str) -> None:
    """Through apt, as root or with a sudo that asks nothing; else say the command to type."""
    command = f"sudo apt-get install -y {package}"
    lack = CannotPrepare(f"Il manque {what}. Tapez « {command} », puis relancez la même commande.")
    apt = shutil.which("apt-get")
    if apt is None:
        raise lack
    prefix = root_prefix()
    if prefix is None:
        raise lack
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_with_progress(
        "Lecture des listes de Debian", [*prefix, apt, "update", "-qq"], advice=str(lack), environment=quiet
    )
    run_with_progress(
        f"Installation de {package}",
        [*prefix, apt, "install", "-y", "-qq", "--no-install-recommends", package],
        advice=str(lack),
        environment=quiet,
    )


def root_prefix() -> list[str] | None:
    """What to put before a command that only root may run; None when nothing helps."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def run_with_progress(
    title: str, command: Sequence[str | Path], *, advice: str, environment: dict[str, str] | None = None
) -> None:
    """Run quietly with a line that tells the seconds; on failure show the end of what it printed."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as output:
        running = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            cwd=ROOT,
        )
        shown = 0.0
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(1)
            waited = time.monotonic() - began
            ended = running.returncode is not None
            if sys.stderr.isatty():
                print(f"\r  {title}… {waited:.0f} s", end="\n" if ended else "", file=sys.stderr, flush=True)
            elif ended or waited - shown >= LOG_RHYTHM:
                shown = waited
                print(f"  {title}… {waited:.0f} s", file=sys.stderr, flush=True)
            if ended:
                break
        if running.returncode:
            output.seek(0)
            tail = output.read().decode(errors="replace").strip().splitlines()[-15:]
            raise CannotPrepare("\n".join([f"{title} : échec.", *tail, advice]).strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in LOCKS else "demo"))
