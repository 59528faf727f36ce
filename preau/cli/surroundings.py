"""What stands around a verb: the folder `var`, the secret, the database, Django."""

from __future__ import annotations

import importlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from preau.cli.terminal import tell
from preau.cli.verb import Needs
from preau.embedded import embedded_postgres
from preau.kernel.refusals import NotPossible, Unreachable

ROOT = Path(__file__).resolve().parents[2]
_APP_ROLE = "preau_app"


def var_folder() -> Path:
    """Where Préau writes: `PREAU_VAR`, else `var` beside the code; made when absent."""
    var = Path(os.environ.get("PREAU_VAR") or ROOT / "var").resolve()
    with suppress(PermissionError):
        var.mkdir(parents=True, exist_ok=True)
    if not os.access(var, os.W_OK):
        raise NotPossible(
            f"Le dossier « {var} » appartient à un autre compte : relancez avec ce compte, ou donnez-vous "
            f"le dossier avec « sudo chown -R $(id -un) {var} »."
        )
    os.environ["PREAU_VAR"] = str(var)
    return var


def secret_key() -> str:
    """`PREAU_SECRET_KEY`, else the one of `var/secret_key`, drawn once and readable by us alone."""
    given = os.environ.get("PREAU_SECRET_KEY")
    if given:
        return given
    kept = var_folder() / "secret_key"
    try:
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
    except FileExistsError:
        pass
    return kept.read_text().strip()


@contextmanager
def database() -> Iterator[str]:
    """The URL of the database: `PREAU_DATABASE_URL`, else the embedded one, running for the block."""
    given = os.environ.get("PREAU_DATABASE_URL")
    if given:
        yield given
        return
    with embedded_postgres(var_folder(), announce=tell) as url:
        yield url


@contextmanager
def surroundings(needs: Needs) -> Iterator[None]:
    """Everything the verb needs, for the block. Raises `NotStarted` or `Unreachable`."""
    if needs is Needs.NOTHING:
        yield
        return
    with database() as url:
        stand_django(url, role="" if needs is Needs.OWNER else _APP_ROLE)
        with telling_unreachable():
            yield


def stand_django(url: str, *, role: str) -> None:
    """Set Django up on this database; `role` is taken by every connection (empty: the owner)."""
    os.environ["PREAU_DATABASE_URL"] = url
    os.environ["PREAU_DB_ROLE"] = role
    os.environ["PREAU_SECRET_KEY"] = secret_key()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")
    importlib.import_module("django").setup()


@contextmanager
def telling_unreachable() -> Iterator[None]:
    """Turn a lost or refused connection into `Unreachable`, with the driver's own words; close at the end."""
    django = importlib.import_module("django.db")
    try:
        yield
    except django.OperationalError as error:
        raise Unreachable(str(error).strip()) from error
    finally:
        django.connections.close_all()
