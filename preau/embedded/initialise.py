"""Makes the files of a new database, whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from preau.embedded.child import launched
from preau.embedded.failure import NotStarted
from preau.embedded.identity import identity_for
from preau.embedded.programs import Programs
from preau.embedded.secrets_file import SUPERUSER, Secrets, keep_secrets, new_secrets

#: From this version on, PostgreSQL has a C.UTF-8 of its own: fast to compare, full case folding.
_BUILTIN_LOCALES_SINCE = 17


def initialise(directory: Path, programs: Programs, *, durable: bool) -> None:
    """`initdb` in a folder beside, given its final name when complete. Raises `NotStarted`."""
    partial = directory.with_name(f"{directory.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    fresh = new_secrets()
    password_file = directory.with_name(f"{directory.name}.password")
    identity = identity_for(partial, programs)
    try:
        _write_password(password_file, fresh, identity.uid)
        command = launched(
            [programs.initdb, *_initdb_options(partial, password_file, programs.major, durable=durable)],
            *identity.options,
        )
        made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    finally:
        password_file.unlink(missing_ok=True)
    if made.returncode:
        shutil.rmtree(partial, ignore_errors=True)
        raise NotStarted(f"La base n’a pas pu être créée : {made.stderr.strip()[-600:]}")
    keep_secrets(partial, fresh)
    partial.rename(directory)


def _write_password(path: Path, fresh: Secrets, uid: int) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(fresh.superuser_password)
    if os.geteuid() != uid:
        os.chown(path, uid, -1)


def _initdb_options(directory: Path, password_file: Path, major: int, *, durable: bool) -> list[str]:
    if major >= _BUILTIN_LOCALES_SINCE:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        locale = ["--locale=C.UTF-8", "--lc-messages=C"]
    return [
        *("-D", str(directory), "-U", SUPERUSER, "--encoding=UTF8", *locale),
        *("--data-checksums", "--auth=scram-sha-256", f"--pwfile={password_file}"),
        *(() if durable else ("--no-sync",)),
    ]
