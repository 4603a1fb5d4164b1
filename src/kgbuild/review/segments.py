"""A text cut at every boundary of what is marked in it, so that passages may nest and cross as they like."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import Span

QUOTE: Final = "quote"
VALUE: Final = "value"
ANTECEDENT: Final = "antecedent"
WARNING: Final = "warning"
REMARK: Final = "remark"
DROPPED: Final = "dropped"
SILENT: Final = "silent"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage and what it is for: a role, and the number of the fact, the warning or the row that it belongs to."""

    span: Span
    role: str
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text in which nothing begins or ends, with all marks on it in the order they were given."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(marks: Iterable[Mark], cuts: Iterable[int], length: int) -> Iterator[Segment]:
    """Yield the segments of a text of that length, each code point once; ``cuts`` are further boundaries.

    What lies outside the text is left out, as are marks on nothing.

    >>> from kgbuild.model import Span
    >>> crossing = [Mark(Span(0, 4), QUOTE, 0), Mark(Span(2, 6), QUOTE, 1)]
    >>> [(s.start, s.end, [m.number for m in s.marks]) for s in segments(crossing, (), 8)]
    [(0, 2, [0]), (2, 4, [0, 1]), (4, 6, [1]), (6, 8, [])]
    """
    begins: dict[int, list[tuple[int, Mark]]] = {}
    ends: dict[int, list[int]] = {}
    for order, mark in enumerate(marks):
        start, end = max(mark.span.start, 0), min(mark.span.end, length)
        if start < end:
            begins.setdefault(start, []).append((order, mark))
            ends.setdefault(end, []).append(order)
    boundaries = sorted({0, length, *begins, *ends, *(cut for cut in cuts if 0 < cut < length)})
    active: dict[int, Mark] = {}
    for start, end in pairwise(boundaries):
        for order in ends.get(start, ()):
            del active[order]
        active.update(begins.get(start, ()))
        yield Segment(start, end, tuple(active[order] for order in sorted(active)))


__all__ = [
    "ANTECEDENT",
    "DROPPED",
    "QUOTE",
    "REMARK",
    "SILENT",
    "UNKNOWN",
    "VALUE",
    "WARNING",
    "Mark",
    "Segment",
    "segments",
]
