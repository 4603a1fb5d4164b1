"""Review: for each article a page that shows its text with the facts it was read to say, for a person to check.

A page is one file that needs no network; without scripts it is all there, and scripts add filters and ways to walk it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgbuild.review.entries import entries
from kgbuild.review.index import ARTICLES, Index, Page
from kgbuild.review.notes import left_out, warned
from kgbuild.review.page import LIMITS, Limits, Review, page
from kgbuild.review.ties import Ties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgbuild.shacl import Diagnostic
    from kgbuild.writers.content import Content

FOLDER = "pages"
FILES = (f"{FOLDER}/index*.html", f"{FOLDER}/{ARTICLES}/*.html")
"""Where pages are in a build: patterns of their names."""


def pages(content: Content, diagnostics: Iterable[Diagnostic], limits: Limits = LIMITS) -> Iterator[Page]:
    """Yield the page of each article of a build, in the order of its graphs; ``diagnostics`` are those of the build."""
    told = {graph.article.slug: entries(graph, content.base) for graph in content.graphs}
    ties = Ties(content.quads, content.base)
    ties.oppose(told)
    also, found = ties.also(told), _by_article(diagnostics)
    for graph in content.graphs:
        slug = graph.article.slug
        review = Review(graph.article, told[slug], warned(found[slug], slug), left_out(graph), also.get(slug, {}))
        yield Page(slug, page(review, limits), review.row())


def _by_article(diagnostics: Iterable[Diagnostic]) -> Mapping[str, list[Diagnostic]]:
    """Return what the shapes found by the articles whose words it is about."""
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for one in diagnostics:
        for slug in dict.fromkeys(e.passage.article for e in (one.excerpt, one.other) if e):
            found[slug].append(one)
    return found


__all__ = ["FILES", "FOLDER", "Index", "Limits", "Page", "pages"]
