"""Which articles files, folders, patterns and '-' mean, and reading them: a bad one does not stop the others."""

from __future__ import annotations

import glob
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.errors import KgbuildError, ReadError
from kgbuild.pipeline import clash
from kgbuild.readers import read
from kgbuild.readers.text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import Article

SUFFIX = ".txt"
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The articles that could be read, and an error for each input that could not."""

    articles: tuple[Article, ...]
    problems: tuple[KgbuildError, ...]


def gather(arguments: Iterable[str], form: str | None = None) -> Inputs:
    """Read what the arguments name, each file once, whatever their order; ``form`` is that of all, if it is given.

    A folder means all ``*.txt`` under it. Of different articles with one identifier none is taken, since which of
    them would keep it?
    """
    articles: defaultdict[str, dict[str, tuple[str, Article]]] = defaultdict(dict)
    problems: list[KgbuildError] = []
    for path in _once(arguments, problems):
        try:
            for article in read(_bytes(path), path, form):
                articles[article.slug].setdefault(article.sha256, (path, article))
        except OSError as error:
            problems.append(ReadError(f"cannot be read: {error.strerror}", place=path))
        except ReadError as error:
            problems.append(error)
    for slug, same in articles.items():
        if len(same) > 1:
            problems.append(clash(slug, [path for path, _ in same.values()]))
    kept = tuple(article for same in articles.values() if len(same) == 1 for _, article in same.values())
    return Inputs(kept, tuple(sorted(problems, key=str)))


def _once(arguments: Iterable[str], problems: list[KgbuildError]) -> list[str]:
    """Return the paths of files in a fixed order, each file once however it is named."""
    found: dict[str, str] = {}
    for argument in sorted(set(arguments)):
        paths = list(_paths(argument))
        if not paths:
            problems.append(_nothing(argument))
        for path in paths:
            found.setdefault(STDIN if path == STDIN else os.path.realpath(path), path)
    return sorted(found.values())


def _paths(argument: str) -> Iterator[str]:
    path = Path(argument)
    if argument == STDIN:
        yield STDIN
    elif path.is_dir():
        yield from sorted(str(file) for file in path.rglob(f"*{SUFFIX}") if file.is_file())
    elif path.exists():
        yield str(path)
    elif glob.has_magic(argument):
        for found in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - takes absolute patterns too
            yield from _paths(found) if Path(found).exists() else ()


def _nothing(argument: str) -> ReadError:
    if Path(argument).is_dir():
        return ReadError(f"there are no {SUFFIX} files in this folder", place=argument)
    return ReadError("there is no such file", place=argument)


def _bytes(path: str) -> bytes:
    """Read a file, and no more of it than makes plain that it is too large."""
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)
