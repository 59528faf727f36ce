"""Settings of the embedded PostgreSQL, given on its command line at each start."""

from __future__ import annotations

from pathlib import Path

#: Linux refuses longer paths for a Unix socket (108 bytes with the file name).
_LONGEST_SOCKET_FOLDER = 85

_COMMON = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "max_logical_replication_workers": "0",
    "password_encryption": "scram-sha-256",
}
_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
#: For tests only: a machine that stops may lose everything, and tests do not care.
_FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}


def options(directory: Path, port: int, *, durable: bool) -> list[str]:
    """The words that follow `postgres`: folder, port, socket (when the path is short enough), settings."""
    settings = _COMMON | (_DURABLE if durable else _FLEETING)
    settings |= {"port": str(port), "unix_socket_directories": _socket_folder(directory)}
    words = ["-D", str(directory)]
    for name, value in settings.items():
        words += ["-c", f"{name}={value}"]
    return words


def _socket_folder(directory: Path) -> str:
    # The setting is a list: a comma or a quote in the path would cut it.
    path = str(directory)
    fits = len(path.encode()) <= _LONGEST_SOCKET_FOLDER and not set(path) & {",", '"'}
    return f'"{path}"' if fits else ""
