"""Extractors: an article in, claims out. To add one, add a file here and a line to EXTRACTORS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kgbuild.extractors import infobox, proof, prose
from kgbuild.model import Article, Drop, Extraction, Mention
from kgbuild.text import document
from kgbuild.text.document import Document

Extractor: TypeAlias = Callable[[Document], Extraction]
"""An article as read sentence by sentence gives claims, and what was dropped with its reason."""

EXTRACTORS: Mapping[str, Extractor] = {"infobox": infobox.extract, "rules": prose.extract}


def extract(article: Article) -> Extraction:
    """Return all that the extractors find in an article: claims, names, drops. A pure function of the article.

    A claim whose words do not prove its value is dropped with its reason.
    """
    read = document.analyse(article)
    parts = [extractor(read) for extractor in EXTRACTORS.values()]
    claims = [(claim, proof.failure(claim, article)) for part in parts for claim in part.claims]
    unproved = [
        Drop(article.slug, c.evidence.spans[0], "not proved", f"{c.evidence.rule}: {why}") for c, why in claims if why
    ]
    return Extraction(
        claims=tuple(claim for claim, why in claims if why is None),
        mentions=(_topic(read), *(mention for part in parts for mention in part.mentions)),
        drops=(*(drop for part in parts for drop in part.drops), *unproved),
        sentences=tuple(sentence.span for sentence in read.sentences),
    )


def _topic(read: Document) -> Mention:
    return Mention(read.article.title_span, read.topic.name, read.topic.kind)
