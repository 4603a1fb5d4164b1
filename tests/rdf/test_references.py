from __future__ import annotations

import pyoxigraph as ox

from kgbuild import rdf
from kgbuild.model import ArticleGraph, Source
from kgbuild.pipeline import article_graph
from kgbuild.rdf.references import cited
from kgbuild.readers import wikitext
from kgbuild.writers.facts import rows

BASE = "https://example.org/kg/"
PAGE = """'''Port Grey prison''' is a prison in [[Kent]].<ref>[https://example.org/a A history], 2001.</ref> It was
opened in 1901.{{sfn|Ward|1990}}<ref>{{cite web|url=https://example.org/b|title=Prisons}}</ref> It was closed in 1950.
"""


def graph_of(page: str, slug: str = "port-grey") -> ArticleGraph:
    return article_graph(wikitext.article(page, title="Port Grey prison", slug=slug, source=Source()))


def test_a_fact_cites_the_references_in_which_its_sentence_ends() -> None:
    graph = graph_of(PAGE)
    found = {fact.relation: [r.words for r in cited(graph, fact.evidence)] for fact in graph.facts}
    assert found["locatedIn"] == ["A history, 2001."]
    assert found["opened"] == ["Ward 1990", "Prisons"]
    assert found["closedOn"] == []


def test_claims_lead_to_their_sources_with_address_and_title() -> None:
    quads = list(rdf.quads(graph_of(PAGE), BASE))
    source = ox.NamedNode("http://www.w3.org/ns/prov#hadPrimarySource")
    nodes = {quad.object for quad in quads if quad.predicate == source}
    own = [(q.predicate.value.rpartition("/")[2], q.object) for q in quads if q.subject in nodes]
    said = {(name, value.value) for name, value in own if isinstance(value, ox.Literal)}
    assert {("title", "Prisons"), ("url", "https://example.org/b"), ("url", "https://example.org/a")} <= said
    assert len(nodes) == 3


def test_a_source_is_one_node_whatever_article_cites_it() -> None:
    source = ox.NamedNode("http://www.w3.org/ns/prov#hadPrimarySource")
    nodes = [
        {q.object for q in rdf.quads(graph_of(PAGE, slug), BASE) if q.predicate == source} for slug in ("one", "two")
    ]
    assert nodes[0] == nodes[1] != set()


def test_rows_of_facts_carry_their_references() -> None:
    found = {row["relation"]: row.get("references") for row in rows(graph_of(PAGE), BASE)}
    assert found["locatedIn"] == [{"words": "A history, 2001.", "url": "https://example.org/a", "title": "A history"}]
    assert found["closedOn"] is None
