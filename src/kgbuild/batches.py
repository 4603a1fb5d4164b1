"""Articles in batches of bounded size, each identifier once, whatever comes; what is no article is counted.

What must be known of all articles that went by (their identifiers, their titles, the pages that lead to them) lies on
the disk, so that memory does not grow with their number.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from kgbuild.errors import ReadError
from kgbuild.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from kgbuild.errors import KgbuildError
    from kgbuild.model import Article

    Found: TypeAlias = tuple[str, "Article | KgbuildError"]
    Batch: TypeAlias = tuple[Article, ...]

MAX_TEXT = 100_000
"""Code points of text in a batch, unless one article alone has more."""
OVERHEAD = 300
"""What an article counts for besides its text: its metadata are RDF too."""
MAX_PROBLEMS = 1000
"""How many problems are kept to be told at the end; all are counted and told when they are met."""


class Intake:
    """Takes what readers yield, each with the path it is from, and gives batches of articles.

    Within a batch, of different articles with one identifier none is taken, since which of them would keep it? Across
    batches the first has been built already, and the later is left out. Both are told as a problem. ``tell`` is called
    for each problem as it is met, ``size`` is that of a batch in code points.
    """

    def __init__(
        self, found: Iterable[Found], tell: Callable[[KgbuildError], None] = lambda _: None, size: int = MAX_TEXT
    ) -> None:
        self._found, self._tell, self._size = found, tell, size
        self._slugs, self._titles = Seen(), _Titles()
        self.problems: list[KgbuildError] = []
        self.counts: Counter[str] = Counter()
        """How many problems there were, under "problems"."""
        self.left_out: Counter[str] = Counter()
        """How many pages were no articles, by reason."""

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._slugs.close()
        self._titles.close()

    def batches(self) -> Iterator[Batch]:
        """Yield the articles, in the order in which they come."""
        batch: dict[str, dict[str, Found]] = {}
        size = 0
        for path, found in self._found:
            if isinstance(found, Exception):
                self._problem(found)
            elif found.kind != "article":
                self._pass_over(found)
            elif self._new(path, found):
                batch.setdefault(found.slug, {}).setdefault(found.sha256, (path, found))
                size += len(found.text) + OVERHEAD
                if size >= self._size:
                    if closed := self._closed(batch):
                        yield closed
                    batch, size = {}, 0
        if last := self._closed(batch):
            yield last

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Yield the identifier of an article that was given, and the title of a page that leads to it."""
        yield from self._titles.redirects()

    def fail(self, slug: str, problem: KgbuildError) -> None:
        """Take note that nothing could be made of an article that was given; no page leads to it then."""
        self._titles.forget(slug)
        self._problem(problem)

    def _problem(self, problem: KgbuildError) -> None:
        self.counts["problems"] += 1
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        self._tell(problem)

    def _pass_over(self, page: Article) -> None:
        self.left_out[page.target if page.kind == "skipped" else page.kind] += 1
        if page.kind == "redirect" and "#" not in page.target:
            self._titles.redirect(page.source.name, page.title, page.target)

    def _new(self, path: str, article: Article) -> bool:
        """Tell whether no batch before had the article, or another of its identifier."""
        before = self._slugs.get(article.slug)
        if before is None:
            return True
        digest, _, place = before.partition(" ")
        if digest != article.sha256:
            self._problem(clash(article.slug, [place, path]))
        return False

    def _closed(self, batch: dict[str, dict[str, Found]]) -> Batch:
        kept = []
        for slug, same in batch.items():
            (digest, (path, article)), *others = same.items()
            self._slugs.add(slug, f"{digest} {path}")
            if others:
                self._problem(clash(slug, [path, *(each for _, (each, _) in others)]))
            elif not isinstance(article, Exception):
                self._titles.article(article.source.name, article.title, slug)
                kept.append(article)
        return tuple(kept)


class _Titles:
    """The titles of articles and of the pages that lead to them, by the file they are from."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)
        self._table.execute("CREATE TABLE article (file TEXT, title TEXT, slug TEXT, PRIMARY KEY (file, title))")
        self._table.execute("CREATE TABLE redirect (file TEXT, title TEXT, target TEXT)")
        self._table.execute("BEGIN")

    def article(self, file: str, title: str, slug: str) -> None:
        self._table.execute("INSERT OR IGNORE INTO article VALUES (?, ?, ?)", (file, title, slug))

    def redirect(self, file: str, title: str, target: str) -> None:
        self._table.execute("INSERT INTO redirect VALUES (?, ?, ?)", (file, title, target))

    def forget(self, slug: str) -> None:
        self._table.execute("DELETE FROM article WHERE slug = ?", (slug,))

    def redirects(self) -> Iterator[tuple[str, str]]:
        yield from self._table.execute(
            "SELECT DISTINCT a.slug, r.title FROM redirect r JOIN article a ON a.file = r.file AND a.title = r.target "
            "ORDER BY 1, 2"
        )

    def close(self) -> None:
        self._table.close()


def clash(slug: str, places: Iterable[str]) -> ReadError:
    """Return the error of different articles that would bear the same identifier."""
    return ReadError(
        f"different articles would both be article/{slug}",
        place=", ".join(sorted(places)),
        hint="rename one of the files",
    )
