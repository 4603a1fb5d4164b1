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
from kgbuild.rdf.statements import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.model import ArticleGraph, Fact

LAYERS = tuple(meta.GRAPHS)
"""The graphs of an article, by the last part of their IRI."""


def quads(graph: ArticleGraph, base: str) -> Iterator[ox.Quad]:
    """Yield the RDF of one article, each quad once; ``base`` is the IRI under which instances are minted.

    Raises VocabularyError for a relation or a class that the ontology lacks.
    """
    scope = _scope(graph, base)
    lines: dict[str, None] = {}
    claimed, passages = scope.layer("claims"), set[Span]()
    said = [s for fact in graph.facts for s in facts.of_fact(scope, fact)]
    for statement in [*said, *entities.of_entities(scope)]:
        home = scope.layer(statement.voice.layer)
        lines[f"{statement.subject} {statement.predicate} {statement.object} {home} ."] = None
        for s, p, o in claims.of_statement(scope, statement):
            lines[f"{s} {p} {o} {claimed} ."] = None
        for s, p, o in references.of_claim(scope, claims.identify(scope, statement), statement.voice.evidence):
            lines[f"{s} {p} {o} {claimed} ."] = None
        passages.update(*claims.spans(statement.voice.evidence))
    for span in sorted(passages):
        for s, p, o in claims.of_passage(scope, span):
            lines[f"{s} {p} {o} {claimed} ."] = None
    for s, p, o in meta.of_article(scope):
        lines[f"{s} {p} {o} {scope.layer('meta')} ."] = None
    yield from ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)


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
