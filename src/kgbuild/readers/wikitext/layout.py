"""From the lines of a page to its blocks: headings, paragraphs, bullets, boxes; tables and other sections left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild.readers.wikitext import atoms, boxes, pages
from kgbuild.readers.wikitext.atoms import Atom, Box, Hidden, part, strip, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.readers.wikitext.shown import Page
    from kgbuild.readers.wikitext.writer import Writer

_HEADING: Final = re.compile(r"(={1,6})(?!=)")
_TABLE: Final = re.compile(r"[:\s]*\{\|")
_ITEM: Final = re.compile(r"[*#:;]+\s*")


class Layout:
    """Reads a page line by line into a writer."""

    def __init__(self, writer: Writer, page: Page) -> None:
        self.writer, self.page = writer, page
        self.open: list[list[Atom]] = []  # the lines of a paragraph
        self.in_list = False
        self.table = 0
        self.rows: list[str] = []
        self.skipped = 0  # the level of the heading of a section that is not read

    def read(self, shown: Sequence[Atom]) -> None:
        """Write all that a page shows."""
        for line in atoms.lines(shown):
            held = [atom.mark.template for atom in line if isinstance(atom.mark, Box)]
            if held:
                if not self.skipped:
                    self.flush()
                    for template in held:
                        boxes.write(self.writer, self.page, template)
                line = [atom for atom in line if not isinstance(atom.mark, Box)]
            self.line(line, alone=bool(held))
        self.end_table()
        self.flush()

    def line(self, line: list[Atom], *, alone: bool) -> None:
        """Take one line by what it begins with."""
        said = "".join(atom.words for atom in line)
        bare = said.strip()
        if self.table or _TABLE.match(said):
            self.table_line(bare)
        elif not bare:
            if not alone and not any(isinstance(atom.mark, Hidden) for atom in line):
                self.flush()
            if line and any(atom.mark for atom in line) and not self.skipped:
                self.open.append(line)
        elif level := _level(bare):
            self.heading(level, line)
        elif not self.skipped:
            self.words(line, bare)

    def words(self, line: list[Atom], bare: str) -> None:
        """Take a line of words: a bullet, a line that stands by itself, or one of a paragraph."""
        if bare[0] in "*#":
            self.flush(keep_list=True)
            self.writer.bullet(_without(line, _ITEM), first=not self.in_list)
            self.in_list = True
        elif bare[0] in ":;":
            self.flush()
            self.open.append(_without(line, _ITEM))
            self.flush()
        elif not bare.strip("-"):
            self.flush()
        else:
            self.in_list = False
            self.open.append(line)

    def heading(self, level: int, line: list[Atom]) -> None:
        """Begin a section, or skip one whose heading says that it is no prose."""
        self.flush()
        if self.skipped and level > self.skipped:
            return
        inner = _heading_words(line)
        said = words(inner)
        self.skipped = 0
        if not pages.is_read(said):
            self.skipped = level
            self.writer.omit("section not read", said)
        elif said:
            self.writer.heading(level, inner)

    def table_line(self, bare: str) -> None:
        """Go over a table, nested ones too; it is left out as a whole."""
        opened = bare.lstrip(": ").startswith("{|")
        if opened and not self.table:
            self.flush()
        self.table += opened
        if not opened and bare.startswith(("|", "!")):
            self.rows.append(bare)
        self.table -= bare.startswith("|}")
        if not self.table:
            self.end_table()

    def end_table(self) -> None:
        """Report a table that was left out, by its first words."""
        if self.rows or self.table:
            cells = [row for row in self.rows if not row.startswith(("|-", "|}"))]
            if not self.skipped:
                self.writer.omit("table not read", "; ".join(cells)[:200])
        self.rows, self.table = [], 0

    def flush(self, *, keep_list: bool = False) -> None:
        """End the paragraph that is open."""
        if self.open:
            self.writer.paragraph([strip(line) for line in self.open if strip(line)])
        self.open = []
        self.in_list = self.in_list and keep_list


def _level(bare: str) -> int:
    """Return the level of a heading; 0 for a line that is none."""
    found = _HEADING.match(bare)
    if not found or not bare.endswith("=") or len(bare) < 3:
        return 0
    closing = len(bare) - len(bare.rstrip("="))
    level = min(len(found[1]), closing)
    return max(level, 2) if bare[level:-level].strip() else 0


def _heading_words(line: list[Atom]) -> list[Atom]:
    """Return the words of a heading without its marks."""
    kept = strip(line)
    first = next(n for n, atom in enumerate(kept) if atom.words)
    bare = kept[first].words.lstrip("=")
    kept[first] = part(kept[first], len(kept[first].words) - len(bare), len(kept[first].words))
    last = next(n for n in range(len(kept) - 1, -1, -1) if kept[n].words)
    kept[last] = part(kept[last], 0, len(kept[last].words.rstrip("=")))
    return strip(kept) or [Atom("", line[0].start, line[0].start)]


def _without(line: list[Atom], mark: re.Pattern[str]) -> list[Atom]:
    """Return a line without the mark that it begins with."""
    kept = strip(line)
    first = next(n for n, atom in enumerate(kept) if atom.words)
    found = mark.match(kept[first].words)
    kept[first] = part(kept[first], found.end() if found else 0, len(kept[first].words))
    return strip(kept) or [Atom("", line[0].start, line[0].start)]
