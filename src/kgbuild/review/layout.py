"""An article's text as a reader sees it: which stretches are headings, entries, paragraphs, bullets, which are signs.

Every form is read to one plain text, so that what stands between blocks and entries are lines of that form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.model import Article

TITLE: Final = "title"
HEADING: Final = "heading"
BOX: Final = "box"
KEY: Final = "key"
VALUE: Final = "value"
PARAGRAPH: Final = "paragraph"
BULLET: Final = "bullet"
LINE: Final = "line"

_BOX = re.compile(r"(?i)infobox\b.*")
_SIGNS = re.compile(r"[\s=*•:|#>-]*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text that is shown as one thing; ``level`` is that of a heading, 2 being the highest."""

    span: Span
    kind: str
    level: int = 0


def runs(article: Article) -> tuple[Run, ...]:
    """Return what is shown of a text, in its order: every character once but signs of layout and blanks."""
    known = [Run(article.title_span, TITLE)]
    known += [Run(block.span, BULLET if block.kind == "bullet" else PARAGRAPH) for block in article.blocks]
    for box in article.infoboxes:
        for entry in box.entries:
            known += [Run(entry.key_span, KEY), Run(entry.value, VALUE)]
    found: list[Run] = []
    at = 0
    for run in sorted(known, key=attrgetter("span")):
        if run.span.start >= at and run.span.end > run.span.start:
            found += [*_lines(article.text, at, run.span.start), run]
            at = run.span.end
    return (*found, *_lines(article.text, at, len(article.text)))


def _lines(text: str, start: int, end: int) -> Iterator[Run]:
    """Yield what is to be read of the lines between two known stretches."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = stop if stop >= 0 else end
        line = text[start:stop]
        if not _SIGNS.fullmatch(line):
            yield _line(line, start)
        start = stop + 1


def _line(line: str, start: int) -> Run:
    begin, words = start + len(line) - len(line.lstrip()), line.strip()
    inner = words.lstrip("=")
    level = len(words) - len(inner)
    if level and words.endswith("="):
        begin += level + len(inner) - len(inner.lstrip())
        inner = inner.rstrip("=").strip()
        return Run(Span(begin, begin + len(inner)), HEADING, min(max(level, 2), 6))
    return Run(Span(begin, begin + len(words)), BOX if _BOX.fullmatch(words) else LINE)


__all__ = ["Run", "runs"]
