"""The list of all articles that have a page, on as many pages as it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kgbuild.review.page import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ROWS: Final = 1000
"""Articles on one page of the index."""
ARTICLES: Final = "article"
"""The folder beside the index that has the pages of the articles, so that none can take the place of the index."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one article, and its row in the index."""

    slug: str
    content: bytes
    row: Mapping[str, Any]


class Index:
    """Writes pages and their index into a folder while articles come, so that their number does not matter.

    Where none comes, nothing is written.
    """

    def __init__(self, folder: Path, rows: int = ROWS) -> None:
        self._folder, self._most = folder, rows
        self._rows: list[Mapping[str, Any]] = []
        self._number = 1

    def add(self, page: Page) -> None:
        """Add an article; a page of the index that is full is written when it is known that another follows."""
        (self._folder / ARTICLES).mkdir(parents=True, exist_ok=True)
        (self._folder / ARTICLES / f"{page.slug}.html").write_bytes(page.content)
        if len(self._rows) == self._most:
            self._write(last=False)
            self._number, self._rows = self._number + 1, []
        self._rows.append(page.row)

    def close(self) -> None:
        """Write the last page of the index."""
        if self._rows:
            self._write(last=True)

    def _write(self, *, last: bool) -> None:
        names = ("facts", "reported", "sentences", "telling", "warnings", "remarks", "dropped", "unknown")
        context = {
            "rows": self._rows,
            "sums": {name: sum(row[name] for row in self._rows) for name in names},
            "number": self._number,
            "before": _name(self._number - 1) if self._number > 1 else "",
            "after": "" if last else _name(self._number + 1),
        }
        content = render("index.html", context, ("review.css",), ())
        (self._folder / _name(self._number)).write_bytes(content)


def _name(number: int) -> str:
    """Return the name of a page of the index.

    >>> _name(1), _name(2)
    ('index.html', 'index-2.html')
    """
    return "index.html" if number == 1 else f"index-{number}.html"


__all__ = ["Index"]
