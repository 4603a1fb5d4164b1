"""Facts to quads and nothing else: the only place that knows how evidence is modelled.

Four named graphs for each article: ``facts`` and ``reported`` hold plain triples, ``claims`` traces each of
them to the words that say it, ``meta`` says where the article came from. There are no blank nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild import vocabulary
from kgbuild.model import Span
from kgbuild.rdf import claims, entities, events, facts, meta, references
from kgbuild.rdf.statements import Scope, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import ArticleGraph, Fact

LAYERS = tuple(meta.GRAPHS)
"""The graphs of an article, by the last part of their IRI."""


def quads(graph: ArticleGraph, base: str) -> Iterator[ox.Quad]:
    """Return the RDF of one article, each quad once; ``base`` is the IRI under which instances are minted.

    Raises VocabularyError for a relation or a class that the ontology lacks.
    """
    return ox.parse("\n".join(lines(graph, base)), format=ox.RdfFormat.N_QUADS)


def lines(graph: ArticleGraph, base: str) -> Iterable[str]:
    """Return the RDF of one article as lines of N-Quads without their ends, each once; nobody has parsed them yet.

    ``base`` and errors are those of :func:`quads`.
    """
    scope = _scope(graph, base)
    found: dict[str, None] = {}
    in_claims, passages = f" {scope.layer('claims')} .", set[Span]()
    said = [s for fact in graph.facts for s in facts.of_fact(scope, fact)]
    named: dict[Statement, str] = {}
    for statement in [*said, *entities.of_entities(scope)]:
        claim = named[statement] = claims.identify(scope, statement)
        home = scope.layer(statement.voice.layer)
        found[f"{statement.subject} {statement.predicate} {statement.object} {home} ."] = None
        source = named[statement.source] if statement.source else None
        for triple in claims.of_statement(scope, statement, claim, source):
            found[triple + in_claims] = None
        for s, p, o in references.of_claim(scope, claim, statement.voice.evidence):
            found[f"{s} {p} {o}{in_claims}"] = None
        passages.update(*claims.spans(statement.voice.evidence))
    for span in sorted(passages):
        for triple in claims.of_passage(scope, span):
            found[triple + in_claims] = None
    in_meta = f" {scope.layer('meta')} ."
    for s, p, o in meta.of_article(scope):
        found[f"{s} {p} {o}{in_meta}"] = None
    return found


def claim_iris(graph: ArticleGraph, base: str) -> dict[Fact, str]:
    """Return the IRI of the claim of each fact's plain triple."""
    scope = _scope(graph, base)
    return {fact: claims.identify(scope, facts.main(scope, fact))[1:-1] for fact in graph.facts}


def conflicts(pairs: Iterable[tuple[str, str]], quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield ``kgb:conflictsWith`` both ways between the claims of each pair, where each claim is.

    ``pairs`` are IRIs of claims, ``quads`` the graphs that hold them. Raises KeyError for an unknown claim.
    """
    in_graph, conflict = (ox.NamedNode(vocabulary.KGB + local) for local in ("inGraph", "conflictsWith"))
    homes = {q.subject: q.graph_name for q in quads if q.predicate == in_graph}
    both = {pair for a, b in pairs if a != b for pair in ((a, b), (b, a))}
    for one, other in sorted(both):
        claim = ox.NamedNode(one)
        yield ox.Quad(claim, conflict, ox.NamedNode(other), homes[claim])


def redirects(pairs: Iterable[tuple[str, str]], base: str) -> Iterator[ox.Quad]:
    """Yield ``kgb:redirectedFrom`` for pairs of an article's slug and the title of a page that leads to it."""
    stated = (meta.of_redirect(base, slug, title) for slug, title in pairs)
    lines = "\n".join(f"{s} {p} {o} {graph} ." for (s, p, o), graph in stated)
    yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def layer(graph_name: str) -> str:
    """Return which layer of its article a named graph is.

    >>> layer("https://example.org/kg/graph/chongjin/facts")
    'facts'
    """
    return graph_name.rpartition("/")[2]


def _scope(graph: ArticleGraph, base: str) -> Scope:
    known = vocabulary.load()
    names = {entity.iri: entity.name for entity in graph.entities}
    return Scope(graph, base, known, names, events.assign(graph, known.relations, base))
