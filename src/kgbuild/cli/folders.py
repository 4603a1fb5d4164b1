"""Which files of a folder are articles: those of known forms, and none that only stands beside them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ReadError
from kgbuild.output import is_build
from kgbuild.readers.forms import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN: Final = "hidden"
BUILD: Final = "folder of a build"
LINKED: Final = "link to a folder"
ABOUT: Final = "named as README or LICENSE"
OTHER: Final = "of no known form"

_ABOUT: Final = frozenset(
    ["readme", "changelog", "license", "licence", "copying", "contributing", "code_of_conduct", "citation"]
)
"""What files are called that say something of the others, in lower case up to the first '.' or '-'."""


def listed(folder: str) -> Iterator[tuple[str, str | ReadError]]:
    """Yield each file under a folder, in no order, with "" if it may hold articles, else why it is left out.

    A folder that is left out comes once, without what is in it; one that cannot be read comes with an error.
    """
    bad: list[OSError] = []
    for here, inner, files in os.walk(folder, onerror=bad.append):
        if is_build(Path(here)):
            inner.clear()
            yield here, BUILD
            continue
        for name in list(inner):
            if name.startswith(".") or Path(here, name).is_symlink():
                inner.remove(name)
                yield str(Path(here, name)), HIDDEN if name.startswith(".") else LINKED
        yield from ((str(Path(here, name)), _reason(Path(here, name))) for name in files)
    for error in bad:
        yield error.filename, ReadError(f"cannot be read: {error.strerror}", place=str(error.filename))


def _reason(path: Path) -> str:
    """Return why a file is left out, or nothing; a link to nowhere is not, so that it is told when it is opened."""
    if path.name.startswith("."):
        return HIDDEN
    if path.suffix.lower() not in SUFFIXES or not (path.is_file() or path.is_symlink()):
        return OTHER
    return ABOUT if path.name.lower().partition(".")[0].partition("-")[0] in _ABOUT else ""
