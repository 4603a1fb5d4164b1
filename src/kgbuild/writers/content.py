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
