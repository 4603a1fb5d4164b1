from __future__ import annotations

from kgbuild import rdf
from kgbuild.model import Source
from kgbuild.pipeline import article_graph
from kgbuild.readers import wikitext

BASE = "https://example.org/kg/"
PAGE = """'''Port Grey prison''' is a prison in [[Las Vegas|Las Vegas, Nevada]], in the [[United States]].

The prison was designed by [[John L. Savage]], and [https://example.org/ Frank Crowe] was its [[prison warden|warden]].
"""


def test_an_entity_keeps_the_pages_to_which_its_names_lead_with_the_words_of_the_link() -> None:
    article = wikitext.article(PAGE, title="Port Grey prison", slug="port-grey", source=Source())
    graph = article_graph(article)
    pages = {entity.name: [page.text.value for page in entity.pages] for entity in graph.entities}
    assert pages["John L. Savage"] == ["John L. Savage"]
    assert pages["Las Vegas"] == ["Las Vegas"]
    assert pages["Port Grey prison"] == []
    assert not any("example.org" in page for found in pages.values() for page in found)
    quotes = {page.evidence.spans[0].of(article.text) for entity in graph.entities for page in entity.pages}
    assert quotes >= {"Las Vegas, Nevada", "John L. Savage"}


def test_linked_pages_are_statements_with_claims() -> None:
    article = wikitext.article(PAGE, title="Port Grey prison", slug="port-grey", source=Source())
    lines = [str(quad) for quad in rdf.quads(article_graph(article), BASE)]
    linked = [line for line in lines if "ontology#linkedPage>" in line]
    assert any('"John L. Savage"' in line for line in linked)
    assert any("22-rdf-syntax-ns#predicate" in line for line in linked)
