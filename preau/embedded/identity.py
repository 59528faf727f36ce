"""Under which account PostgreSQL runs: it refuses root, so root has to step down first."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import suppress
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
    under /root), else, where containers forbid them, the owner of the project or an unprivileged account
    that can reach the folder, else one that is let through closed folders. A folder once initialised
    keeps its owner. Raises `NotStarted`.
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
        accounts = [(owner.st_uid, owner.st_gid)]
    else:
        yield Identity(("--own-namespace",), 0, 0)
        accounts = [] if initialised else list(_accounts(directory))
    for keep_reach in ((), ("--keep-reach",)):
        for uid, gid in accounts:
            yield Identity(("--account", f"{uid}:{gid}", *keep_reach), uid, gid)


def _accounts(directory: Path) -> Iterator[tuple[int, int]]:
    project = directory.parent.parent.stat()
    if project.st_uid:
        yield project.st_uid, project.st_gid
    for name in _FALLBACKS:
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            yield entry.pw_uid, entry.pw_gid


def _works(candidate: Identity, directory: Path, programs: Programs) -> bool:
    # Run from the folder's own root, not from where the caller stands, which the account may not see.
    tried = subprocess.run(
        launched([programs.postgres, "--version"], "--reach", str(directory), *candidate.options),
        capture_output=True,
        check=False,
        cwd="/",
    )
    return tried.returncode == 0
