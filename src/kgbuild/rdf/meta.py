"""The meta graph: where an article came from, which graphs were read from it, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.rdf import claims, terms
from kgbuild.rdf.terms import name
from kgbuild.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.model import Original
    from kgbuild.rdf.statements import Scope, Triple

GRAPHS = {
    "facts": "kgb:FactGraph",
    "reported": "kgb:ReportedGraph",
    "claims": "kgb:ClaimGraph",
    "meta": "kgb:MetaGraph",
}
"""The layers of an article and their classes, in the order in which they are written."""


def of_article(scope: Scope) -> Iterator[Triple]:
    """Yield the article, its graphs and the run, without a clock: the same input gives the same graph."""
    article, node = scope.graph.article, scope.article
    run, software = (terms.iri(f"{scope.base}{path}") for path in (f"run/{article.slug}", f"run/kgbuild-{VERSION}"))
    yield node, name("rdf:type"), name("kgb:Article")
    yield node, name("rdf:type"), name("schema:Article")
    yield node, name("schema:name"), terms.literal(article.title, lang="en")
    yield node, name("schema:sha256"), terms.literal(article.sha256)
    yield node, name("kgb:textLength"), terms.typed(str(len(article.text)), "nonNegativeInteger")
    if scope.graph.subject:
        yield node, name("schema:about"), terms.iri(scope.graph.subject)
    source = article.source
    known = {
        "schema:identifier": source.name,
        "schema:url": source.url,
        "schema:license": source.licence,
        "schema:version": source.revision,
        "kgb:retrieved": source.retrieved,
        "schema:dateModified": source.timestamp,
        "schema:creditText": source.attribution,
        "dcterms:identifier": source.page,
    }
    for predicate, value in known.items():
        if value:
            yield node, name(predicate), terms.literal(value)
    if article.original:
        yield from _original(scope, article.original)
    for layer, cls in GRAPHS.items():
        yield scope.layer(layer), name("rdf:type"), name(cls)
        yield scope.layer(layer), name("kgb:fromArticle"), node
        yield scope.layer(layer), name("prov:wasGeneratedBy"), run
    yield run, name("rdf:type"), name("prov:Activity")
    yield run, name("prov:used"), node
    yield run, name("prov:wasAssociatedWith"), software
    yield software, name("rdf:type"), name("prov:SoftwareAgent")
    yield software, name("schema:name"), terms.literal("kgbuild")
    yield software, name("schema:softwareVersion"), terms.literal(VERSION)


def _original(scope: Scope, original: Original) -> Iterator[Triple]:
    """Yield the markup that the text was made from; the passages of the text point into it."""
    node = claims.original(scope)
    yield scope.article, name("prov:wasDerivedFrom"), node
    yield node, name("rdf:type"), name("schema:DigitalDocument")
    yield node, name("schema:encodingFormat"), terms.literal(original.media_type)
    yield node, name("schema:sha256"), terms.literal(original.sha256)


def of_redirect(base: str, slug: str, title: str) -> tuple[Triple, str]:
    """Return what says that the page of a title leads to an article, and the graph that says it."""
    node, graph = (terms.iri(f"{base}{path}") for path in (f"article/{slug}", f"graph/{slug}/meta"))
    return (node, name("kgb:redirectedFrom"), terms.literal(title, lang="en")), graph
