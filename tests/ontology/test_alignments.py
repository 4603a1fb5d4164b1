"""An alignment says how our terms stand to those of one other vocabulary, and never that they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from kgbuild import vocabulary
from kgbuild.vocabulary import KGB, SCHEME
from ontology.declared import ALIGNMENTS, TERMS

if TYPE_CHECKING:
    from pathlib import Path

MATCHES = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
WIDER = {RDFS.subClassOf, RDFS.subPropertyOf}
HEADER = {RDF.type, DCTERMS.title, DCTERMS.license, SKOS.note}


def mappings(path: Path) -> list[tuple[URIRef, URIRef, URIRef]]:
    graph = Graph().parse(path)
    header = next(graph.subjects(RDF.type, OWL.Ontology))
    assert set(graph.predicates(header)) == HEADER
    rows = [(s, p, o) for s, p, o in graph if s != header]
    return [(URIRef(str(s)), URIRef(str(p)), URIRef(str(o))) for s, p, o in rows]


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_only_terms_that_exist_are_aligned_and_only_to_terms_of_others(path: Path) -> None:
    concepts = {c.iri for scheme in vocabulary.load().schemes.values() for c in scheme.values()}
    for subject, predicate, target in mappings(path):
        assert subject in TERMS.all or str(subject) in concepts, subject
        assert predicate in MATCHES | WIDER
        assert not target.startswith(KGB)
        assert not target.startswith(SCHEME)


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_only_a_class_is_a_subclass_and_only_an_object_property_a_subproperty(path: Path) -> None:
    for subject, predicate, _ in mappings(path):
        if predicate == RDFS.subClassOf:
            assert subject in TERMS.classes
        if predicate == RDFS.subPropertyOf:
            assert subject in TERMS.object_properties


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_no_two_terms_are_related_in_two_ways(path: Path) -> None:
    pairs = [(subject, target) for subject, _, target in mappings(path)]
    assert len(pairs) == len(set(pairs))


def test_only_a_concept_matches_exactly() -> None:
    exact = [s for path in ALIGNMENTS for s, p, _ in mappings(path) if p == SKOS.exactMatch]
    assert [s for s in exact if not s.startswith(SCHEME)] == []


def test_the_vocabulary_knows_the_mappings_by_local_name() -> None:
    close = str(SKOS.closeMatch)
    assert (close, "http://www.wikidata.org/entity/P2632") in vocabulary.load().mappings["detainedAt"]
    assert (str(RDFS.subClassOf), "http://www.w3.org/ns/prov#Entity") in vocabulary.load().mappings["Claim"]
