"""The pages of a MediaWiki export, each parsed for itself: a bad one is told and skipped, the rest goes on.

MediaWiki escapes '<' in all that it exports, so that ``<page>`` and ``</page>`` are in the bytes what they are in the
document. Each page gets a parser of its own, which is fed as the bytes come, so that neither a file nor a page with
its whole history is ever held. A page cannot declare anything: a document type is refused wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.errors import ReadError
from kgbuild.readers.streamed import Elements, XmlError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_TEXT = 16 * 1024 * 1024
"""Code points of one revision; MediaWiki itself takes 2 MiB."""
MAX_FIELD = 4096
MAX_HEAD = 1024 * 1024

_BOUND = re.compile(rb"<(/?)page\s{0,8}>")
_LONGEST = 16  # bytes of a bound
_REVISION = frozenset({"id", "timestamp", "model", "format", "text"})
_PAGE = frozenset({"title", "ns", "id", "redirect"})
_SITE = frozenset({"sitename", "dbname", "base", "generator"})


@dataclass(slots=True)
class Page:
    """A page with its last revision, as the export has it; ``line`` is that in which its text begins.

    Values are those of elements, by name: ``page`` of title, ns, id and redirect; ``revision`` of id, timestamp,
    model, format and text.
    """

    page: dict[str, str] = field(default_factory=dict)
    revision: dict[str, str] = field(default_factory=dict)
    line: int = 0
    deleted: bool = False


@dataclass(slots=True)
class Site:
    """What the head of an export says of the wiki: sitename, dbname, base, generator, and the schema's version."""

    values: dict[str, str] = field(default_factory=dict)
    version: str = ""


def pages(chunks: Iterable[bytes], name: str, *, part: bool = False) -> Iterator[Site | Page | ReadError]:
    """Yield the site, then each page, or a ReadError in place of one that cannot be read.

    ``part`` tells that the bytes are from the midst of an export, without its head and its end. Raises ReadError for
    what is no export.
    """
    state, cut = _State(name, part), list[ReadError]()
    for chunk in _up_to_error(chunks, cut):
        yield from state.feed(chunk)
    yield from cut
    yield from state.close(cut=bool(cut))


def _up_to_error(chunks: Iterable[bytes], errors: list[ReadError]) -> Iterator[bytes]:
    try:
        yield from chunks
    except ReadError as error:
        errors.append(error)


class _State:
    """Where in an export the reader stands: the bytes that are not looked at yet, and the page that is open."""

    def __init__(self, name: str, part: bool) -> None:
        self._name, self._part = name, part
        self._rest = b""
        self._line = 1
        self._head = bytearray()  # up to the first page
        self._open: _PageParser | None = None
        self._started, self._count = part, 0
        self._outside = b""

    def feed(self, chunk: bytes) -> Iterator[Site | Page | ReadError]:
        data, at = self._rest + chunk, 0
        for bound in _BOUND.finditer(data):
            yield from self._bound(data[at : bound.start()], bound)
            at = bound.end()
        keep = max(at, len(data) - _LONGEST)
        self._pass(data[at:keep])
        self._rest = data[keep:]

    def close(self, *, cut: bool) -> Iterator[Site | Page | ReadError]:
        """Yield what the end of the bytes shows: a page that is cut, an export that is."""
        self._pass(self._rest)
        if not self._started and cut and b"<siteinfo" not in self._head:
            return
        if not self._started:
            yield site(bytes(self._head), self._name)
            self._outside = bytes(self._head)
        if self._open:
            yield self._open.error(self._line, "the file ends within this page")
        elif not cut and not self._part and not self._ended(self._outside):
            yield self._error("the export ends without </mediawiki>", "the file may be cut off")

    def _ended(self, words: bytes) -> bool:
        return words.rstrip().endswith(b"</mediawiki>")

    def _bound(self, before: bytes, bound: re.Match[bytes]) -> Iterator[Site | Page | ReadError]:
        self._pass(before)
        if not self._started:
            self._started = True
            yield site(bytes(self._head), self._name)
        closing = bool(bound[1])
        if closing and self._open:
            self._open.feed(bound[0])
            found, self._open = self._open.result(self._line), None
            yield found
        elif closing:
            yield self._error("</page> without <page>")
        else:
            if self._open:
                yield self._open.error(self._line, "this page does not end")
            elif self._outside.strip():
                yield self._error("something stands between pages that is none")
            self._open = _PageParser(self._name, self._line)
            self._open.feed(bound[0])
        self._outside = b""
        self._line += bound[0].count(b"\n")

    def _pass(self, data: bytes) -> None:
        """Take bytes that are within a page, before the first, or between two."""
        if self._open:
            self._open.feed(data)
        elif self._started:
            self._outside = (self._outside + data)[-MAX_FIELD:]
        else:
            self._head += data
            if len(self._head) > MAX_HEAD:
                raise self._error(f"there is no page in the first {MAX_HEAD} bytes", "is it an export of MediaWiki?")
        self._line += data.count(b"\n")

    def _error(self, message: str, hint: str = "") -> ReadError:
        return ReadError(message, place=f"{self._name}:{self._line}", hint=hint)


def site(head: bytes, name: str) -> Site:
    """Read the head of an export; raises ReadError for that of anything else."""
    found, roots = Site(), list[str]()

    def opened(path: tuple[str, ...], attributes: Mapping[str, str]) -> int:
        if len(path) == 1:
            roots.append(path[0])
            found.version = attributes.get("version", "")
        return MAX_FIELD if path[1:-1] == ("siteinfo",) and path[-1] in _SITE else 0

    def closed(path: tuple[str, ...], words: str) -> None:
        found.values[path[-1]] = words.strip()

    try:
        Elements(opened, closed).feed(head.removeprefix(b"\xef\xbb\xbf"))
    except XmlError as error:
        raise ReadError(f"not an export of MediaWiki: {error}", place=f"{name}:1") from None
    if roots != ["mediawiki"]:
        raise ReadError("not an export of MediaWiki: it does not begin with <mediawiki>", place=f"{name}:1")
    return found


class _PageParser:
    """The parser of one page, which is fed until the page ends; after an error it only waits for that."""

    def __init__(self, name: str, line: int) -> None:
        self._name, self._line = name, line
        self._xml = Elements(self._opened, self._closed)
        self._page = Page()
        self._bad: ReadError | None = None

    def feed(self, data: bytes) -> None:
        if self._bad is None:
            try:
                self._xml.feed(data)
            except XmlError as error:
                self._bad = self.error(self._line + self._xml.line - 1, str(error))
                self._let_go()

    def result(self, line: int) -> Page | ReadError:
        """Return the page at its end."""
        if self._bad is None and "title" not in self._page.page:
            self._bad = self.error(line, "the page has no title")
        if self._bad:
            return self._bad
        return self._let_go()

    def error(self, line: int, message: str) -> ReadError:
        """Return an error that names the page as far as it is known."""
        if self._bad:
            return self._bad
        known = self._page.page
        which = " ".join(filter(None, (repr(known["title"]) if "title" in known else "", known.get("id", ""))))
        return ReadError(f"page {which}: {message}" if which else message, place=f"{self._name}:{line}")

    def _let_go(self) -> Page:
        """Return the page, and keep nothing of it: a parser and its handlers hold each other for a while."""
        self._xml.close()
        page, self._page = self._page, Page()
        return page

    def _opened(self, path: tuple[str, ...], attributes: Mapping[str, str]) -> int:
        tag, within = path[-1], path[1:-1]
        if within == () and tag in _PAGE:
            if tag == "redirect":
                self._page.page["redirect"] = attributes.get("title", "")[:MAX_FIELD]
                return 0
            return MAX_FIELD
        if within == () and tag == "revision":
            self._page.revision, self._page.deleted = {}, False
        if within == ("revision",) and tag in _REVISION:
            if tag == "text":
                self._page.line = self._line + self._xml.line - 1
                self._page.deleted = "deleted" in attributes
            return MAX_TEXT if tag == "text" else MAX_FIELD
        return 0

    def _closed(self, path: tuple[str, ...], words: str) -> None:
        if path[1:-1] == ():
            self._page.page[path[-1]] = words.strip()
        else:
            self._page.revision[path[-1]] = words if path[-1] == "text" else words.strip()
