"""Writing an article's plain form from atoms: headings, paragraphs, bullets, infoboxes, and what hangs on the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from kgbuild.model import Block, Drop, Entry, Infobox, Link, Span
from kgbuild.readers.wikitext.atoms import Atom, Note, Omitted, Point, part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import Reference
    from kgbuild.readers.rendering import Rendering
    from kgbuild.readers.wikitext.references import References

Line: TypeAlias = "Sequence[Atom]"

_BLANKS: Final = re.compile(r"\s{2,}|[\t\v\f\u0085\u2028\u2029]")
_CLOSES: Final = ",.;:)!?"


@dataclass(slots=True)
class Writer:
    """The article as far as it is written."""

    slug: str
    page: Rendering
    references: References
    infoboxes: list[Infobox] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[Reference] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    points: list[Atom] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)

    def title(self, words: str, at: int) -> Span:
        """Write the line of the title, which may stand at a place of the source; return where its words stand."""
        self._mark("= ", at)
        there = self.page.source.startswith(words, at)
        span = self.page.put(words, at, at + len(words) if there else at)
        self._mark(" =\n", at)
        return span

    def heading(self, level: int, line: Line) -> None:
        """Write the line of a heading; it closes those of its level and below."""
        self._mark(f"\n{'=' * level} ", line[0].start)
        _, words = self._line(line)
        self._mark(f" {'=' * level}\n", line[-1].end)
        self._headings = [(n, said) for n, said in self._headings if n < level]
        self._headings.append((level, words))

    def paragraph(self, lines: Sequence[Line]) -> None:
        """Write lines that make one paragraph."""
        self._block(lines, "paragraph", "\n")

    def bullet(self, line: Line, *, first: bool) -> None:
        """Write a bullet; the ``first`` of a list after a blank line."""
        self._block([line], "bullet", "\n- " if first else "- ")

    def _block(self, lines: Sequence[Line], kind: str, lead: str) -> None:
        """Write lines; those that show nothing only leave their marks."""
        started = False
        start = self.page.length
        for line in lines:
            if _shows(line):
                self._mark("\n" if started else lead, line[0].start)
                start = start if started else self.page.length
                started = True
            self._line(line)
        if started:
            headings = tuple(words for _, words in self._headings)
            self.blocks.append(Block(Span(start, self.page.length), kind, headings))
            self._mark("\n", lines[-1][-1].end)

    def box(self, name: Line, entries: Sequence[tuple[Atom, Line]], at: int) -> None:
        """Write an infobox: its name after 'Infobox', and its entries of key and value."""
        self._mark("\nInfobox ", at) if _shows(name) else self._mark("\nInfobox", at)
        _, called = self._line(name)
        self._mark("\n", at)
        made = []
        for key, value in entries:
            self._mark("- ", key.start)
            key_span, words = self._line([key])
            self._mark(": ", key.end)
            value_span, _ = self._line(value)
            self._mark("\n", value[-1].end)
            made.append(Entry(words, key_span, value_span))
        self.infoboxes.append(Infobox(called, tuple(made)))

    def omit(self, reason: str, detail: str) -> None:
        """Note that something is left out where the text now ends."""
        self.drops.append(Drop(self.slug, Span(self.page.length, self.page.length), reason, detail))

    def _mark(self, words: str, at: int) -> None:
        """Write what the plain form has and the source does not."""
        self.page.put(words, at, at)

    def _line(self, line: Line) -> tuple[Span, str]:
        """Write one line with single blanks and none at its ends; return where it stands, and its words.

        A blank before something left out goes with it, where what follows stands close: 'camp {{x}}, in'.
        """
        start = self.page.length
        said: list[str] = []
        blank: Atom | None = None
        omitted = False
        link: tuple[tuple[str, int], int, int] | None = None
        for atom in line:
            if atom.mark:
                omitted |= self._marked(atom)
            for piece in _pieces(atom):
                if not piece.words.strip():
                    blank = blank or (piece if said else None)
                    continue
                if blank and not (omitted and piece.words[0] in _CLOSES):
                    said.append(" ")
                    self.page.put(" ", blank.start, blank.end)
                blank, omitted = None, False
                span = self.page.put(piece.words, piece.start, piece.end)
                said.append(piece.words)
                link = self._linked(link, piece, span)
        self._linked(link, None, Span(0, 0))
        return Span(start, self.page.length), "".join(said)

    def _linked(
        self, open_link: tuple[tuple[str, int], int, int] | None, piece: Atom | None, span: Span
    ) -> tuple[tuple[str, int], int, int] | None:
        """Go on with a link, or end it and begin another; return the one that is open."""
        wanted = piece.link if piece else None
        if open_link and wanted == open_link[0]:
            return open_link[0], open_link[1], span.end
        if open_link:
            self.links.append(Link(Span(open_link[1], open_link[2]), open_link[0][0]))
        return (wanted, span.start, span.end) if wanted else None

    def _marked(self, atom: Atom) -> bool:
        """Keep what hangs on the words here; tell whether something is left out."""
        match atom.mark:
            case Omitted(reason, detail):
                self.omit(reason, detail)
                return True
            case Note(node):
                if found := self.references.read(node, self.page.length):
                    self.notes.append(found)
                else:
                    self.omit(
                        "reference without content", " ".join(self.page.source[node.start : node.end].split())[:80]
                    )
                return True
            case Point(words):
                self.points.append(Atom(words, atom.start, atom.end))
            case _:
                pass
        return False


def _shows(line: Line) -> bool:
    return any(atom.words.strip() for atom in line)


def _pieces(atom: Atom) -> Iterator[Atom]:
    """Yield the words of an atom and the blanks at and between them, runs of blanks by themselves."""
    words = atom.words
    if not words:
        return
    bare = words.strip()
    if not bare:
        yield _one_blank(atom, 0, len(words))
        return
    lead = words.index(bare[0])
    end = lead + len(bare)
    if lead:
        yield _one_blank(atom, 0, lead)
    for found in _BLANKS.finditer(words, lead, end):
        yield part(atom, lead, found.start())
        yield _one_blank(atom, found.start(), found.end())
        lead = found.end()
    yield part(atom, lead, end)
    if end < len(words):
        yield _one_blank(atom, end, len(words))


def _one_blank(atom: Atom, start: int, end: int) -> Atom:
    """Return the last blank of a run, which stands for it."""
    return part(atom, end - 1 if atom.end - atom.start == len(atom.words) else start, end)
