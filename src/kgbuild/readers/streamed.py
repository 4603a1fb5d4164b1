"""XML in elements, from bytes that come piece by piece, in bounded memory; refuses what data have no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Opened: TypeAlias = Callable[[tuple[str, ...], Mapping[str, str]], int]
    Closed: TypeAlias = Callable[[tuple[str, ...], str], None]

MAX_TOKEN = 1024 * 1024
"""Bytes of a tag or a comment."""
MAX_DEPTH = 16
_PIECE = 1 << 16


class XmlError(Exception):
    """XML that is not well-formed, or more than a reader puts up with."""


class Elements:
    """An expat parser that holds one value at a time.

    ``opened`` gets the path of an element and its attributes, and returns how many code points of its words are
    wanted, 0 for none; ``closed`` gets path and words of an element that was wanted. A document type, and with it every
    entity but the five of XML, is refused.
    """

    def __init__(self, opened: Opened, closed: Closed) -> None:
        self._opened, self._closed = opened, closed
        self._expat = expat.ParserCreate("UTF-8")
        self._expat.buffer_text = True
        self._expat.buffer_size = _PIECE
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.StartElementHandler = self._enter
        self._expat.EndElementHandler = self._leave
        self._expat.CharacterDataHandler = self._characters
        self._path: list[str] = []
        self._words: list[str] = []
        self._wanted = self._length = 0
        self._quiet = 0  # bytes since something was recognized

    @property
    def line(self) -> int:
        """The line of what is recognized just now, from 1."""
        return self._expat.CurrentLineNumber

    def feed(self, data: bytes) -> None:
        """Take more bytes; raises XmlError."""
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE]
            self._quiet += len(piece)
            try:
                self._expat.Parse(piece, False)
            except expat.ExpatError as error:
                raise XmlError(expat.ErrorString(error.code)) from None
            if self._quiet > MAX_TOKEN:
                raise XmlError(f"a tag or a comment has more than {MAX_TOKEN} bytes")

    def close(self) -> None:
        """Let go of what was read, now and not when reference cycles are looked for; nothing more can be fed."""
        del self._expat
        self._words.clear()

    def _refuse(self, *_: object) -> None:
        raise XmlError("a document type, which may declare entities, is refused")

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._quiet = 0
        if len(self._path) >= MAX_DEPTH:
            raise XmlError(f"elements are nested more than {MAX_DEPTH} deep")
        self._path.append(tag)
        self._wanted, self._length = self._opened(tuple(self._path), attributes), 0
        self._words.clear()

    def _leave(self, _: str) -> None:
        self._quiet = 0
        if self._wanted:
            self._closed(tuple(self._path), "".join(self._words))
        self._path.pop()
        self._wanted = 0
        self._words.clear()

    def _characters(self, words: str) -> None:
        self._quiet = 0
        if self._wanted:
            self._length += len(words)
            if self._length > self._wanted:
                raise XmlError(f"<{self._path[-1]}> has more than {self._wanted} characters")
            self._words.append(words)
