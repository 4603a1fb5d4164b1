"""What is written: the graphs of the articles, and the quads that say the same in RDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

    from kgbuild.model import ArticleGraph


@dataclass(frozen=True, slots=True)
class Content:
    """All of one build. ``quads`` may hold more than the graphs give, as conflicts that validation found."""

    base: str
    graphs: Sequence[ArticleGraph]
    quads: Sequence[ox.Quad]

    def notice(self) -> str:
        """Return the licences of the articles and whom they want named, as lines of comment for Turtle and TriG."""
        terms = {(graph.article.source.licence, graph.article.source.attribution) for graph in self.graphs}
        return "".join(f"# {notice(*each)}\n" for each in sorted(terms) if any(each))


def notice(licence: str, attribution: str) -> str:
    """Return a licence and whom it wants named as a sentence in one line.

    >>> notice("https://creativecommons.org/licenses/by-sa/4.0/", "Wikipedia contributors")
    'Quotes text by Wikipedia contributors, licence: https://creativecommons.org/licenses/by-sa/4.0/'
    """
    words = f"Quotes text{' by ' * bool(attribution)}{attribution}{', licence: ' * bool(licence)}{licence}"
    return " ".join(words.split())
