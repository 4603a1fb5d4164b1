"""Linkers: claims in words to facts in IRIs. To add one, add a file here and a line to LINKERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kgbuild.linkers import local
from kgbuild.model import Article, ArticleGraph, Extraction

Linker: TypeAlias = Callable[[Article, Extraction, str], ArticleGraph]
"""An article, what was read in it and a base IRI give its graph; raises EvidenceError for an empty quote."""

LINKERS: Mapping[str, Linker] = {"local": local.link}


def link(article: Article, extraction: Extraction, base: str, linker: str = "local") -> ArticleGraph:
    """Return the graph of one article by the named linker."""
    return LINKERS[linker](article, extraction, base)
