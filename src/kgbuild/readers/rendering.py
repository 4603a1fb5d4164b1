"""Writing the text that a reader sees from its markup, with the way back from every character of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgbuild.model import Original, Piece, Span


@dataclass(slots=True)
class Rendering:
    """The visible text of some source, written from left to right.

    >>> page = Rendering("The [[camp]] closed.")
    >>> page.copy(0, 4), page.copy(6, 10), page.copy(12, 20)
    (Span(start=0, end=4), Span(start=4, end=8), Span(start=8, end=16))
    >>> page.text, page.original("text/x-wiki").span(Span(4, 8))
    ('The camp closed.', Span(start=6, end=10))
    """

    source: str
    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)

    def copy(self, start: int, end: int) -> Span:
        """Write a stretch of the source as it is; return where it stands in the text."""
        return self._write(self.source[start:end], Span(start, end), verbatim=True)

    def put(self, words: str, start: int, end: int) -> Span:
        """Write words that stand for a stretch of the source, which may be empty; return where they stand."""
        return self._write(words, Span(start, end), verbatim=words == self.source[start:end])

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)

    def since(self, start: int) -> str:
        """Return what was written from an offset on, which has to be the start of something that was written."""
        parts: list[str] = []
        at = self.length
        for part in reversed(self._parts):
            if at <= start:
                break
            parts.append(part)
            at -= len(part)
        return "".join(reversed(parts))

    def original(self, media_type: str, line: int = 1) -> Original:
        """Return the source with the way back to it; ``line`` is that of its first character in its file."""
        return Original(self.source, media_type, tuple(self._pieces), line)

    def _write(self, words: str, source: Span, *, verbatim: bool) -> Span:
        start = self.length
        if words:
            last = self._pieces[-1] if self._pieces else None
            if not (verbatim and last and last.verbatim and last.source.end == source.start):
                self._pieces.append(Piece(start, source, verbatim))
            else:
                self._pieces[-1] = Piece(last.at, Span(last.source.start, source.end), True)
            self._parts.append(words)
            self.length += len(words)
        return Span(start, self.length)
