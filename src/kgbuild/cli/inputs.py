"""Which articles files, folders, patterns and '-' mean, and reading them: a bad one does not stop the others."""

from __future__ import annotations

import glob
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kgbuild.batches import Intake
from kgbuild.cli.folders import listed
from kgbuild.errors import KgbuildError, ReadError
from kgbuild.model import Article, Source, Span
from kgbuild.readers import READERS, dump, stream
from kgbuild.readers.forms import SUFFIXES
from kgbuild.readers.multistream import chosen, part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import BinaryIO

    from kgbuild.readers import Reader

STDIN = "-"
TITLE = "{title}"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The articles that could be read, and an error for each input that could not."""

    articles: tuple[Article, ...]
    problems: tuple[KgbuildError, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What to take of the inputs, and what is known of their source where they do not say it themselves.

    ``titles`` and ``share`` (2, 8), the second of eight, need the ``index`` of a multistream dump. The URL of
    ``source`` may have a ``{title}`` in it.
    """

    form: str | None = None
    source: Source = field(default_factory=Source)
    namespaces: Collection[int] = dump.ARTICLES
    index: str = ""
    titles: Collection[str] = ()
    share: tuple[int, int] | None = None

    @property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of all forms, with what was asked for."""
        return {**READERS, "dump": self._dump}

    def _dump(self, file: BinaryIO, name: str) -> Iterator[Article | ReadError]:
        if not self.index:
            yield from dump.stream(file, name, self.namespaces)
            return
        if not file.seekable():
            raise ReadError("cannot be read in parts", place=name, hint="--index needs a file, not a pipe")
        with Path(self.index).open("rb") as index:
            if self.share:
                pages = part(file, name, index, self.index, self.share)
            else:
                pages = chosen(file, name, index, self.index, self.titles)
            yield from dump.articles(pages, name, self.namespaces)


@dataclass(slots=True)
class Reading:
    """Reads what the arguments name, each file once, whatever their order, and knows how far it is.

    A folder means all files under it with a suffix of a known form, but those of :mod:`kgbuild.cli.folders`. Iterating
    yields each article, or what is wrong with one, with its path, and a skipped page for what is left out of a folder.
    """

    arguments: Iterable[str]
    selection: Selection = field(default_factory=Selection)
    _done: int = 0
    _open: BinaryIO | None = None

    def __iter__(self) -> Iterator[tuple[str, Article | KgbuildError]]:
        paths, beside = _once(self.arguments)
        yield from beside
        for path in paths:
            try:
                with self._opened(path) as file:
                    for found in stream(file, path, self.selection.form, self.selection.readers):
                        yield path, _sourced(found, self.selection.source) if isinstance(found, Article) else found
            except OSError as error:
                yield path, ReadError(f"cannot be read: {error.strerror}", place=str(error.filename or path))
            except ReadError as error:
                yield path, error

    @property
    def size(self) -> int:
        """The bytes of all files, or 0 where that cannot be known."""
        paths, _ = _once(self.arguments)
        known = all(path != STDIN and Path(path).is_file() for path in paths)
        return sum(Path(path).stat().st_size for path in paths) if known else 0

    @property
    def done(self) -> int:
        """The bytes that are read."""
        return self._done + (self._open.tell() if self._open and self._open.seekable() else 0)

    @contextmanager
    def _opened(self, path: str) -> Iterator[BinaryIO]:
        if path == STDIN:
            yield sys.stdin.buffer
            return
        with Path(path).open("rb") as file:
            self._open = file
            try:
                yield file
            finally:
                self._done += file.tell() if file.seekable() else 0
                self._open = None


def gather(arguments: Iterable[str], form: str | None = None, slugs: Collection[str] | None = None) -> Inputs:
    """Read what the arguments name into memory: all, or the articles with one of the ``slugs``.

    ``form`` is that of all, if it is given.
    """
    with Intake(Reading(arguments, Selection(form))) as intake:
        every = (article for batch in intake.batches() for article in batch)
        articles = tuple(article for article in every if slugs is None or article.slug in slugs)
        return Inputs(articles, tuple(sorted(intake.problems, key=str)))


def _sourced(article: Article, known: Source) -> Article:
    """Return the article with what is known of its source where it says nothing itself."""
    title = quote(article.title.replace(" ", "_"), safe=";@$!*(),/~:")
    offered = {one.name: getattr(known, one.name) for one in fields(known) if not getattr(article.source, one.name)}
    told = {name: value.replace(TITLE, title) for name, value in offered.items() if value}
    return replace(article, source=replace(article.source, **told)) if told else article


def _once(arguments: Iterable[str]) -> tuple[list[str], list[tuple[str, Article | KgbuildError]]]:
    """Return the paths of files in a fixed order, each file once however it is named, and beside them what is told."""
    found: dict[str, str] = {}
    beside: dict[str, tuple[str, Article | KgbuildError]] = {}
    for argument in sorted(set(arguments)):
        paths = sorted(_paths(argument), key=itemgetter(0))
        if not any(reason == "" for _, reason in paths):
            beside[argument] = argument, _nothing(argument)
        for path, reason in paths:
            one = STDIN if path == STDIN else os.path.realpath(path)
            if reason == "":
                found.setdefault(one, path)
            else:
                beside.setdefault(one, (path, reason if isinstance(reason, ReadError) else _skipped(path, reason)))
    return sorted(found.values()), sorted((beside[one] for one in beside.keys() - found.keys()), key=itemgetter(0))


def _paths(argument: str) -> Iterator[tuple[str, str | ReadError]]:
    """Yield the paths that an argument means, each with why it is not to be read, or nothing."""
    path = Path(argument)
    if argument == STDIN:
        yield STDIN, ""
    elif path.is_dir():
        yield from listed(argument)
    elif path.exists():
        yield str(path), ""
    elif glob.has_magic(argument):
        for found in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - takes absolute patterns too
            yield from _paths(found) if Path(found).exists() else ()


def _skipped(path: str, reason: str) -> Article:
    name = Path(path).name
    return Article("", name, "", Span(0, 0), source=Source(name=name), kind="skipped", target=reason)


def _nothing(argument: str) -> ReadError:
    if Path(argument).is_dir():
        return ReadError("there are no articles in this folder", place=argument, hint=f"files of {' '.join(SUFFIXES)}")
    return ReadError("there is no such file", place=argument)
