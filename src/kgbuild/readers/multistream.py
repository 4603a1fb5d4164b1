"""Parts of a multistream dump: some pages by title, or the pages of a range, found through the dump's index.

A multistream dump is many bzip2 streams one behind the other, of a hundred pages each. A line of its index is
``OFFSET:PAGE:TITLE``: where the stream begins, the identifier of a page in it, and its title. The first stream holds
the head of the dump, the last its end.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING

from kgbuild.errors import ReadError
from kgbuild.readers.compressed import chunks
from kgbuild.readers.pages import Site, pages, site

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import BinaryIO

    from kgbuild.readers.pages import Page

_MAGIC = b"BZh"
MAX_LINE = 4096
"""Bytes of a line of an index; a title has 255 at most."""


def chosen(
    file: BinaryIO, name: str, index: BinaryIO, index_name: str, titles: Collection[str]
) -> Iterator[Site | Page | ReadError]:
    """Yield the site and the pages of these titles, reading only the streams that hold them.

    ``file`` can seek. A title that the index lacks is a ReadError. Raises ReadError for an index that is none.
    """
    wanted = {normal(title): title for title in titles}
    offsets, holding, missing = set[int](), set[int](), dict(wanted)
    for offset, title in entries(index, index_name):
        offsets.add(offset)
        if title in wanted:
            holding.add(offset)
            missing.pop(title, None)
    yield from (ReadError(f"there is no page {missing[title]!r}", place=index_name) for title in sorted(missing))
    yield _site(file, name, offsets)
    for start, end in _streams(file, offsets):
        if start in holding:
            for found in _pages(file, name, start, end):
                if isinstance(found, ReadError) or found.page["title"] in wanted:
                    yield found


def part(
    file: BinaryIO, name: str, index: BinaryIO, index_name: str, share: tuple[int, int]
) -> Iterator[Site | Page | ReadError]:
    """Yield the site and the pages of one share of a dump; ``share`` (2, 8) is the second of eight.

    The shares of one dump hold each page once. ``file`` can seek. Raises ReadError for an index that is none.
    """
    number, of = share
    offsets = {offset for offset, _ in entries(index, index_name)}
    yield _site(file, name, offsets)
    streams = list(_streams(file, offsets))
    for start, end in streams[len(streams) * (number - 1) // of : len(streams) * number // of]:
        yield from _pages(file, name, start, end)


def entries(index: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    """Yield where the stream of each page begins, and its title; raises ReadError for what is no index."""
    for number, line in enumerate(_lines(chunks(index, name), name), 1):
        offset, colon, rest = line.partition(b":")
        page, colon, title = rest.partition(b":")
        try:
            if not (colon and page.isdigit() and offset.isdigit() and len(offset) < 20):
                raise ValueError
            yield int(offset), title.decode()
        except ValueError:
            raise ReadError(
                "is no line of an index: OFFSET:PAGE:TITLE", place=f"{name}:{number}", hint="is it the dump itself?"
            ) from None


def normal(title: str) -> str:
    """Return a title as MediaWiki writes it: without underscores, with a capital.

    >>> normal("alcatraz_Island ")
    'Alcatraz Island'
    """
    words = " ".join(title.replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _lines(data: Iterable[bytes], name: str) -> Iterator[bytes]:
    rest, number = b"", 0
    for piece in data:
        *lines, rest = (rest + piece).split(b"\n")
        number += len(lines)
        yield from (line for line in lines if line)
        if len(rest) > MAX_LINE:
            raise ReadError(f"a line has more than {MAX_LINE} bytes", place=f"{name}:{number + 1}")
    if rest:
        yield rest


def _streams(file: BinaryIO, offsets: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield where each stream with pages begins and ends; the last takes the end of the dump along."""
    yield from pairwise([*sorted(offsets), file.seek(0, io.SEEK_END)])


def _pages(file: BinaryIO, name: str, start: int, end: int) -> Iterator[Page | ReadError]:
    place = f"{name}@{start}"
    file.seek(start)
    if file.read(len(_MAGIC)) != _MAGIC:
        hint = "is the index that of this dump, and the dump a multistream one?"
        yield ReadError("no stream begins here, though the index says so", place=place, hint=hint)
        return
    for found in pages(chunks(_Range(file, start, end), place), place, part=True):
        if not isinstance(found, Site):
            yield found


def _site(file: BinaryIO, name: str, offsets: Collection[int]) -> Site:
    """Return what the first stream tells of the wiki."""
    return site(b"".join(chunks(_Range(file, 0, min(offsets, default=0)), name)), name)


class _Range:
    """A stretch of a file, to be read from its start to its end."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._left = file, end - start
        file.seek(start)

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""
        data = self._file.read(max(0, min(size, self._left)))
        self._left -= len(data)
        return data
