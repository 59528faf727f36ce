"""Under which account PostgreSQL runs: it refuses root, so root has to step down first."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from preau.embedded.child import launched
from preau.embedded.failure import NotStarted
from preau.embedded.programs import Programs

#: Accounts of a plain system that may own the folder when no namespace can be made, best first.
_FALLBACKS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Identity:
    """Options for the launcher, and the owner that the folder of the database must have."""

    options: tuple[str, ...]
    uid: int
    gid: int


def identity_for(directory: Path, programs: Programs) -> Identity:
    """Who runs PostgreSQL on this existing folder, which is given to that account.

    An ordinary user runs it as itself. Root uses a user namespace (files stay root's, reachable even
    under /root), else the owner of the project, else an unprivileged account that can reach the folder;
    a folder once initialised keeps its owner. Raises `NotStarted`.
    """
    here = directory.stat()
    uid, gid = os.geteuid(), os.getegid()
    if uid:
        if here.st_uid != uid:
            raise NotStarted(
                f"Le dossier « {directory} » appartient à un autre compte : relancez "
                f"avec ce compte, ou donnez-vous le dossier avec "
                f"« sudo chown -R $(id -un) {directory.parent} »."
            )
        return Identity((), uid, gid)
    for candidate in _candidates(directory, initialised=(directory / "PG_VERSION").exists()):
        if directory.stat().st_uid != candidate.uid:
            os.chown(directory, candidate.uid, candidate.gid)
        if _works(candidate, directory, programs):
            return candidate
    os.chown(directory, here.st_uid, here.st_gid)
    raise NotStarted(
        f"PostgreSQL refuse de tourner sous root et aucun autre compte n’atteint "
        f"« {directory} » : relancez la commande avec un compte ordinaire, ou placez le projet "
        "dans un dossier lisible par tous."
    )


def _candidates(directory: Path, *, initialised: bool) -> Iterator[Identity]:
    owner = directory.stat()
    if initialised and owner.st_uid:
        yield _account(owner.st_uid, owner.st_gid)
        return
    yield Identity(("--own-namespace",), 0, 0)
    if initialised:
        return
    above = directory.parent.parent.stat()
    if above.st_uid:
        yield _account(above.st_uid, above.st_gid)
    for name in _FALLBACKS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        yield _account(entry.pw_uid, entry.pw_gid)


def _account(uid: int, gid: int) -> Identity:
    return Identity(("--account", f"{uid}:{gid}"), uid, gid)


def _works(candidate: Identity, directory: Path, programs: Programs) -> bool:
    # Run from the folder's own root, not from where the caller stands, which the account may not see.
    tried = subprocess.run(
        launched([programs.postgres, "--version"], "--reach", str(directory), *candidate.options),
        capture_output=True,
        check=False,
        cwd="/",
    )
    return tried.returncode == 0
