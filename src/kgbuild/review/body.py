"""The article on the page: every stretch of its text once, marked with what facts, warnings and omissions it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from kgbuild.review import layout
from kgbuild.review.layout import Run, runs
from kgbuild.review.segments import ANTECEDENT, QUOTE, VALUE, Mark, Segment, segments
from kgbuild.review.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgbuild.model import Article

Chip = tuple[int, Markup]
"""What is put into the text behind an offset: the number of a fact, a code, a reference."""

_EMPTY: Final = Markup()
_ELEMENTS: Final[Mapping[str, str]] = {layout.TITLE: "h1", layout.PARAGRAPH: "p", layout.LINE: "p", layout.BULLET: "li"}
_CLASSES: Final[Mapping[str, str]] = {QUOTE: "q", VALUE: "v", ANTECEDENT: "a"}
_HOMES: Final[Mapping[str, str]] = {
    layout.BOX: "table",
    layout.KEY: "table",
    layout.VALUE: "table",
    layout.BULLET: "ul",
}


@dataclass(slots=True)
class Body:
    """The markup of an article; ``ranges`` are the first and the last number of the segments of each mark.

    A mark on nothing that is shown has no range. Only segments that bear a mark have a number.
    """

    html: Markup = _EMPTY
    ranges: dict[Mark, list[int]] = field(default_factory=dict)
    count: int = 0


def body(
    article: Article, marks: Iterable[Mark], chips: Iterable[Chip], group: Sequence[str], end: int | None = None
) -> Body:
    """Return the text up to ``end`` with its marks; ``group`` gives that of each fact, by its number."""
    length = len(article.text) if end is None else min(end, len(article.text))
    shown_runs = [run for run in runs(article) if run.span.start < length]
    cuts = chain.from_iterable((run.span.start, run.span.end) for run in shown_runs)
    writer = _Writer(article.text, group, sorted(chips, key=lambda chip: chip[0]))
    pieces = segments(dict.fromkeys(marks), cuts, length)
    writer.article(shown_runs, pieces)
    writer.body.html = Markup("").join(writer.parts)
    return writer.body


class _Writer:
    """Writes runs one after the other, each with its segments and the chips that stand behind them."""

    def __init__(self, text: str, group: Sequence[str], chips: Sequence[Chip]) -> None:
        self._text, self._group, self._chips = text, group, chips
        self._next_chip = 0
        self.body, self.parts = Body(), list[Markup]()

    def article(self, found: Sequence[Run], pieces: Iterator[Segment]) -> None:
        """Write all runs; ``pieces`` are cut at their ends."""
        following = [*(run.span.start for run in found[1:]), len(self._text) + 1]
        by_run = self._by_run(found, pieces)
        homes = [(run, until, held) for (run, held), until in zip(by_run, following, strict=True)]
        for home, group in groupby(homes, key=lambda one: _HOMES.get(one[0].kind, "")):
            rows = list(group)
            if home == "table":
                self._table(rows)
                continue
            self._put(f"<{home}>\n" if home else "")
            for run, until, held in rows:
                self._run(_element(run), held, until)
                self._put("\n")
            self._put(f"</{home}>\n" if home else "")

    @staticmethod
    def _by_run(found: Sequence[Run], pieces: Iterator[Segment]) -> Iterator[tuple[Run, list[Segment]]]:
        """Yield each run with its segments; those between runs are signs of layout and are not shown."""
        piece = next(pieces, None)
        for run in found:
            held = []
            while piece and piece.start < run.span.end:
                if piece.start >= run.span.start:
                    held.append(piece)
                piece = next(pieces, None)
            yield run, held

    def _table(self, rows: Sequence[tuple[Run, int, list[Segment]]]) -> None:
        """Write a box: its name as a caption, each key beside its value."""
        self._put('<div class="box"><table>\n')
        begun = keyed = False
        for run, until, held in rows:
            if run.kind != layout.VALUE:
                self._put("<td></td></tr>\n" if keyed else "")
            if run.kind == layout.BOX:
                self._put('</table></div>\n<div class="box"><table>\n' if begun else "")
                self._run("caption", held, until)
            elif run.kind == layout.KEY:
                self._put("<tr>")
                self._run('th scope="row"', held, until)
            else:
                self._put("" if keyed else "<tr><td></td>")
                self._run("td", held, until)
                self._put("</tr>\n")
            begun, keyed = True, run.kind == layout.KEY
        self._put(f"{'<td></td></tr>' * keyed}</table></div>\n")

    def _put(self, markup: str) -> None:
        self.parts.append(Markup(markup))

    def _run(self, element: str, held: Iterable[Segment], until: int) -> None:
        """Write a run as an element, with the chips that stand before the next run."""
        self._put(f"<{element}>")
        for piece in held:
            self._segment(piece)
            self._chips_to(piece.end)
        self._chips_to(until - 1)
        self._put(f"</{element.split()[0]}>")

    def _chips_to(self, offset: int) -> None:
        while self._next_chip < len(self._chips) and self._chips[self._next_chip][0] <= offset:
            self.parts.append(self._chips[self._next_chip][1])
            self._next_chip += 1

    def _segment(self, piece: Segment) -> None:
        words = shown(self._text[piece.start : piece.end])
        if not piece.marks:
            self.parts.append(words)
            return
        number = self.body.count
        self.body.count += 1
        for mark in piece.marks:
            self.body.ranges.setdefault(mark, [number, number])[1] = number
        roles = dict.fromkeys(_CLASSES.get(mark.role, mark.role) for mark in piece.marks)
        quotes = [mark for mark in piece.marks if mark.role == QUOTE]
        element, classes = "span", ["m", *roles]
        if quotes:
            nearest = min(quotes, key=lambda mark: (mark.span.end - mark.span.start, mark.number))
            element = "mark"
            classes += [f"g-{self._group[nearest.number]}", *(["deep"] if len(quotes) > 1 else [])]
        self._put(f'<{element} id="s{number}" class="{" ".join(classes)}">')
        self.parts += [words, Markup(f"</{element}>")]


def _element(run: Run) -> str:
    return _ELEMENTS.get(run.kind, f"h{run.level}")


__all__ = ["Body", "Chip", "body"]
