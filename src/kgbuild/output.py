"""A folder of files that is written whole or not at all.

The new files are written beside the folder, and then the two change places in one step. Whoever reads the folder, and
whenever the writer is killed, finds all of the old files or all of the new.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from kgbuild.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

MARKER = "report.json"
GENERATOR = "kgbuild"

_SWAPS = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}  # function, AT_FDCWD, exchange flag
_CANNOT_SWAP = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def replace(folder: Path, files: Mapping[str, Callable[[BinaryIO], None]], *, force: bool = False) -> None:
    """Make the folder hold these files and nothing else; ``files`` gives for each name what writes it.

    Raises WriteError as :func:`replacing` does.
    """
    with replacing(folder, files, force=force) as new:
        for name, write in files.items():
            with (new / name).open("xb") as file:
                write(file)


@contextmanager
def replacing(folder: Path, names: Collection[str], *, force: bool = False) -> Iterator[Path]:
    """Give a new folder to write files to, which takes the place of the old one at the end, unless something fails.

    ``names`` are the files that a build may write, or patterns of them, as "pages/*.html". Builds of one folder wait
    for each other. What a killed one left behind is removed. Raises WriteError if the folder holds what no build wrote
    (unless ``force``), or cannot be written.
    """
    target = folder.resolve()
    check(target, names, force=force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock, new, old = (target.with_name(f".{target.name}.kgbuild-{part}") for part in ("lock", "new", "old"))
        with _locked(lock):
            _recover(target, new, old)
            check(target, names, force=force)
            try:
                new.mkdir()
                yield new
                _settle(new)
                _exchange(new, target, old)
            finally:
                _recover(target, new, old)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "is it a mount point? name a folder inside it" if error.errno in {errno.EBUSY, errno.EXDEV} else ""
        raise WriteError(
            f"cannot write the output: {reason}", place=error.filename or str(folder), hint=hint
        ) from error


def check(folder: Path, names: Collection[str], *, force: bool = False) -> None:
    """Raise WriteError if the folder may not be replaced: it holds what no build wrote, or is no folder at all."""
    if folder == folder.parent or folder in (here := folder.cwd(), *here.parents):
        raise WriteError("the current folder cannot be replaced", place=str(folder), hint="name a new one: -o out")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise WriteError("is a file, not a folder", place=str(folder), hint="name another folder")
    if force or not any(folder.iterdir()):
        return
    if not is_build(folder):
        raise WriteError("is not an earlier build", place=str(folder), hint="name another folder, or use --force")
    if strange := _strange(folder, names):
        raise WriteError(
            f"holds what no build wrote: {', '.join(strange)}",
            place=str(folder),
            hint="move it away, or let it be removed with --force",
        )


def _strange(folder: Path, names: Collection[str]) -> list[str]:
    """Return what is in a folder that no build writes: neither a file of these names nor a folder that holds one."""
    folders = {parent.as_posix() for name in names for parent in PurePosixPath(name).parents}
    patterns = [name for name in names if "*" in name]
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        real = path.is_dir() and not path.is_symlink()
        ours = name in folders if real else name in names or any(fnmatchcase(name, each) for each in patterns)
        if not ours and path.parent.relative_to(folder).as_posix() in folders:
            found.append(name)
    return found


def _recover(folder: Path, new: Path, old: Path) -> None:
    """Put back what a killed build moved aside, and remove what it left."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def is_build(folder: Path) -> bool:
    """Tell whether a folder holds what a build wrote."""
    return (folder / MARKER).is_file() and _ours(folder / MARKER)


def _ours(marker: Path) -> bool:
    try:
        report = json.loads(marker.read_bytes())
    except ValueError:
        return False
    made_by = report.get("generator") if isinstance(report, dict) else None
    return isinstance(made_by, dict) and made_by.get("name") == GENERATOR


def _settle(folder: Path) -> None:
    """Wait until the files are on the disk."""
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _exchange(new: Path, target: Path, old: Path) -> None:
    """Put the new folder in the place of the target, in one step where the system can."""
    if not target.exists():
        new.rename(target)
    elif not _swap(new, target):
        target.rename(old)
        new.rename(target)
    _sync(target.parent)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the file system cannot."""
    name, here, flag = _SWAPS.get(sys.platform, ("", 0, 0))
    swap = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if swap is None:
        return False
    if swap(here, os.fsencode(one), here, os.fsencode(other), flag) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_SWAP:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of when the process ends, however it ends."""
    import fcntl

    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Whoever had the lock removes the file at the end: a lock on a file that is gone locks nobody out.
        if path.exists() and path.stat().st_ino == os.fstat(handle).st_ino:
            break
        os.close(handle)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)
