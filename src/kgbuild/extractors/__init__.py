"""Extractors: an article in, claims out. To add one, add a file here and a line to EXTRACTORS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kgbuild.extractors import infobox, prose
from kgbuild.model import Article, Extraction, Mention
from kgbuild.text import document
from kgbuild.text.document import Document

Extractor: TypeAlias = Callable[[Document], Extraction]
"""An article as read sentence by sentence gives claims, and what was dropped with its reason."""

EXTRACTORS: Mapping[str, Extractor] = {"infobox": infobox.extract, "rules": prose.extract}


def extract(article: Article) -> Extraction:
    """Return all that the extractors find in an article: claims, names, drops. A pure function of the article."""
    read = document.analyse(article)
    parts = [extractor(read) for extractor in EXTRACTORS.values()]
    return Extraction(
        claims=tuple(claim for part in parts for claim in part.claims),
        mentions=(_topic(read), *(mention for part in parts for mention in part.mentions)),
        drops=tuple(drop for part in parts for drop in part.drops),
        sentences=tuple(sentence.span for sentence in read.sentences),
    )


def _topic(read: Document) -> Mention:
    return Mention(read.article.title_span, read.topic.name, read.topic.kind)
