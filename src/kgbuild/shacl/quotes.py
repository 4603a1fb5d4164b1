"""The check that SHACL cannot make: that quotes are what the articles say, and the articles those that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.shacl.graphs import RDF
from kgbuild.shacl.passages import OA, Claims
from kgbuild.shacl.report import Result
from kgbuild.vocabulary import KGB, PREFIXES, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgbuild.model import Article
    from kgbuild.shacl.graphs import Data, Term

CODE = "KGB-C18"
SHA256 = PREFIXES["schema"] + "sha256"


def check_quotes(quads: Data, articles: Mapping[str, Article]) -> list[Result]:
    """Compare every quote with the article it is from; ``articles`` are by slug, those not at hand are passed over."""
    claims = Claims(quads)
    return [*_changed(claims, articles), *_misquoted(claims, articles)]


def slugs(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """Return the slugs of the articles that a graph was made of."""
    kind, article = ox.NamedNode(RDF + "type"), ox.NamedNode(KGB + "Article")
    return frozenset(_slug(q.subject) for q in quads if q.predicate == kind and q.object == article)


def _slug(node: object) -> str:
    return str(getattr(node, "value", "")).rpartition("/article/")[2]


def _changed(claims: Claims, articles: Mapping[str, Article]) -> Iterator[Result]:
    for node in sorted(claims.index.instances(KGB + "Article"), key=str):
        article = articles.get(_slug(node))
        for digest in claims.index.objects(node, SHA256):
            if article and digest.value != article.sha256:
                message = "the article is not the text that was read: its SHA-256 is another"
                yield _result(node, digest, message, SHA256, "ArticleUnchanged")


def _misquoted(claims: Claims, articles: Mapping[str, Article]) -> Iterator[Result]:
    for quote in sorted(claims.index.instances(OA + "SpecificResource"), key=str):
        passage = claims.quoted(quote)
        article = articles.get(passage.article) if passage else None
        for selector in claims.index.objects(quote, OA + "hasSelector"):
            exact = claims.index.object(selector, OA + "exact")
            if passage and article and exact and exact.value != passage.span.of(article.text):
                message = f"the article does not say '{exact.value}' there"
                yield _result(quote, exact, message, OA + "exact", "QuoteExact")


def _result(focus: Term, value: Term, message: str, path: str, shape: str) -> Result:
    return Result(CODE, "violation", focus, message, value, path, SHAPES + shape)
