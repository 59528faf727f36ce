"""Replaces itself by a program that dies with its parent and, for PostgreSQL, that is not root.

Run as a script (`python -I -S launch.py OPTIONS -- PROGRAM ...`): a user namespace can only be made by a
process with a single thread, and code between fork and exec in a threaded parent is unsafe.

Options: `--parent PID` and `--death-signal N` (the kernel sends N when the parent dies);
`--own-namespace` (seen from inside uid 1000, from outside still ours, without any privilege);
`--account UID:GID` (give up root for good), with `--keep-reach` to still enter folders closed to others,
as /root is; `--reach PATH` (fail with 126 unless PATH can be listed).
"""

from __future__ import annotations

import argparse
import ctypes
import os
import sys

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_PR_SET_SECUREBITS = 28
_SECBIT_NO_SETUID_FIXUP = 4
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAP_DAC_OVERRIDE = 1
_CAPABILITY_VERSION_3 = 0x20080522
_INNER_UID = 1000
#: Exit status of a program that may not be run (the shell's convention).
CANNOT_RUN = 126


def _system_call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _enter_own_namespace() -> None:
    uid, gid = os.geteuid(), os.getegid()
    _system_call("unshare", _CLONE_NEWUSER)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{_INNER_UID} {uid} 1")
    _write("/proc/self/gid_map", f"{_INNER_UID} {gid} 1")


def _become(account: str, *, keep_reach: bool) -> None:
    uid, gid = map(int, account.split(":"))
    os.setgroups([])
    os.setgid(gid)
    if keep_reach:
        # Without it privileges end with uid 0, and access(2), which initdb asks, counts none.
        _system_call("prctl", _PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setuid(uid)
    if keep_reach:
        _keep_only(_CAP_DAC_OVERRIDE)


def _keep_only(capability: int) -> None:
    """Give up every privilege but one, which survives exec (capabilities(7), « ambient »)."""
    words = ctypes.c_uint32 * 6
    only = 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _system_call("capset", header, words(only, only, only, 0, 0, 0))
    _system_call("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def _die_with(parent: int, death_signal: int) -> None:
    # After the change of identity: the kernel forgets this wish whenever credentials change.
    _system_call("prctl", _PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(CANNOT_RUN)


def main() -> None:
    """Change identity, tie to the parent, then exec the program; 126 when something is refused."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int)
    parser.add_argument("--death-signal", type=int)
    parser.add_argument("--own-namespace", action="store_true")
    parser.add_argument("--account")
    parser.add_argument("--keep-reach", action="store_true")
    parser.add_argument("--reach")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    try:
        if options.own_namespace:
            _enter_own_namespace()
        elif options.account:
            _become(options.account, keep_reach=options.keep_reach)
        if options.parent:
            _die_with(options.parent, options.death_signal)
        if options.reach:
            os.listdir(options.reach)  # noqa: PTH208 (no pathlib: this script must start at once)
        os.execv(options.program[0], options.program)  # noqa: S606 (that is its whole purpose)
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(CANNOT_RUN)


if __name__ == "__main__":
    main()
