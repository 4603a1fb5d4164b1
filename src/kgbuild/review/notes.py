"""What a page tells beside the facts: contradictions in the article, and what of it was left out and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.account import UNKNOWN_KEY, sentences
from kgbuild.extractors.log import SILENCE
from kgbuild.review.segments import DROPPED, REMARK, SILENT, UNKNOWN, WARNING, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import ArticleGraph, Span
    from kgbuild.shacl import Diagnostic
    from kgbuild.shacl.diagnostics import Excerpt

MAX_ROWS = 2000
"""How many rows of one list a page has."""


@dataclass(frozen=True, slots=True)
class Warned:
    """What a shape found: ``here`` are passages of this article, ``elsewhere`` words of others with their slugs."""

    number: int
    code: str
    severity: str
    message: str
    here: tuple[Span, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()

    def marks(self) -> Iterator[Mark]:
        """Yield the passages, with the number counted from 0."""
        role = REMARK if self.severity == "info" else WARNING
        yield from (Mark(span, role, self.number - 1) for span in self.here)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that gave no fact, and why."""

    number: int
    role: str
    span: Span
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """All that was left out, in the order of the text, each list up to a bound; ``totals`` count all by role."""

    rows: dict[str, list[LeftOut]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    sentences: int = 0
    telling: int = 0
    """How many sentences there are, and how many of them say a fact."""

    def marks(self) -> Iterator[Mark]:
        """Yield the passages, with numbers counted from 0."""
        for rows in self.rows.values():
            yield from (Mark(row.span, row.role, row.number - 1) for row in rows)


def warned(diagnostics: Iterable[Diagnostic], slug: str) -> list[Warned]:
    """Return what the shapes found in an article, in the order in which they tell it."""
    found: list[Warned] = []
    for one in diagnostics:
        told: list[Excerpt] = [excerpt for excerpt in (one.excerpt, one.other) if excerpt]
        here = tuple(e.passage.span for e in told if e.passage.article == slug)
        elsewhere = tuple((e.passage.article, e.words.of(e.text)) for e in told if e.passage.article != slug)
        if here and len(found) < MAX_ROWS:
            found.append(Warned(len(found) + 1, one.code, one.severity, one.message, here, elsewhere))
    return found


def left_out(graph: ArticleGraph) -> Notes:
    """Return what of an article gave no fact: claims and passages dropped, silent sentences, unknown infobox keys."""
    told = sentences(graph)
    silent = [(span, why, "") for span, _, why in told if why]
    dropped = [(d.span, d.reason, d.detail) for d in graph.drops if d.reason not in SILENCE and d.reason != UNKNOWN_KEY]
    unknown = [(d.span, d.reason, d.detail) for d in graph.drops if d.reason == UNKNOWN_KEY]
    rows, totals = {}, {}
    for role, found in ((DROPPED, dropped), (SILENT, silent), (UNKNOWN, unknown)):
        totals[role] = len(found)
        rows[role] = [LeftOut(number, role, *row) for number, row in enumerate(sorted(found)[:MAX_ROWS], 1)]
    return Notes(rows, totals, len(told), len(told) - len(silent))


__all__ = ["MAX_ROWS", "LeftOut", "Notes", "Warned", "left_out", "warned"]
