"""The sources that an article gives for what it says: the references in which a fact's sentence ends."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kgbuild.names import digest
from kgbuild.rdf import terms
from kgbuild.rdf.terms import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import ArticleGraph, Evidence, Reference
    from kgbuild.rdf.statements import Scope, Triple


def cited(graph: ArticleGraph, evidence: Iterable[Evidence]) -> list[Reference]:
    """Return the references for what is quoted: those after its beginning, up to the end of its sentence or entry."""
    found: dict[tuple[str, str, str], Reference] = {}
    for reference in graph.article.references:
        for e in evidence:
            quote = e.spans[0]
            at = bisect_right(graph.sentences, quote.start, key=lambda s: s.start) - 1
            sentence = graph.sentences[at] if at >= 0 else quote
            end = max(quote.end, sentence.end if quote.start < sentence.end else 0)
            if quote.start < reference.at <= end:
                found.setdefault((reference.words, reference.url, reference.title), reference)
    return list(found.values())


def of_claim(scope: Scope, claim: str, evidence: Iterable[Evidence]) -> Iterator[Triple]:
    """Yield what ties a claim to its article's sources; a source is one node in all articles that cite it so."""
    for reference in cited(scope.graph, evidence):
        said = "\n".join((reference.words, reference.url, reference.title))
        node = terms.iri(f"{scope.base}id/reference/{digest(said, 16)}")
        yield claim, name("prov:hadPrimarySource"), node
        yield node, name("rdf:type"), name("schema:CreativeWork")
        yield node, name("rdfs:label"), terms.literal(reference.words)
        if reference.title:
            yield node, name("dcterms:title"), terms.literal(reference.title)
        if reference.url:
            yield node, name("schema:url"), terms.typed(reference.url, "anyURI")
