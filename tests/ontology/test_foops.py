"""The checks of the FOOPS! validator that need no network, under its names.

Left out are those that ask a server (CN1, DOC1, URI1, VER2, FIND2, FIND3), since the addresses are not registered
yet, and the two parts of OM3 that come with publication: a DOI and a logo.
"""

from __future__ import annotations

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, Namespace, URIRef

from kgbuild.assets import ONTOLOGY
from kgbuild.vocabulary import KGB
from ontology.declared import TERMS

BIBO = Namespace("http://purl.org/ontology/bibo/")
OPEN_LICENCE = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
METADATA = (str(DCTERMS), str(VANN), str(SKOS), str(BIBO))


def said(predicate: URIRef) -> list[str]:
    """Return what the header says by a predicate."""
    return [str(o) for o in TERMS.graph.objects(TERMS.header, predicate)]


def test_om1_the_least_metadata_is_there() -> None:
    wanted = (DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator)
    assert [p for p in (*wanted, VANN.preferredNamespaceUri) if not said(p)] == []
    assert said(VANN.preferredNamespaceUri) == [KGB]


def test_om2_the_recommended_metadata_is_there() -> None:
    wanted = (VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created, DCTERMS.bibliographicCitation)
    assert [p for p in (*wanted, DCTERMS.contributor) if not said(p)] == []


def test_om3_the_detailed_metadata_is_there() -> None:
    wanted = (DCTERMS.publisher, BIBO.status, DCTERMS.source, DCTERMS.issued, DCTERMS.modified)
    assert [p for p in wanted if not said(p)] == []


def test_om4_1_the_licence_is_declared_by_its_address() -> None:
    assert list(TERMS.graph.objects(TERMS.header, DCTERMS.license)) == [OPEN_LICENCE]


def test_om5_1_who_made_it_and_when_is_declared() -> None:
    assert said(DCTERMS.creator)
    assert said(DCTERMS.created)


def test_om5_2_who_publishes_it_and_since_when_is_declared() -> None:
    assert said(DCTERMS.publisher)
    assert said(DCTERMS.issued)


def test_ver1_the_version_has_an_address_of_its_own() -> None:
    (version,) = said(OWL.versionIRI)
    (number,) = said(OWL.versionInfo)
    assert version == f"{TERMS.header}/{number}"


def test_find1_the_prefix_is_declared_and_is_the_one_that_is_used() -> None:
    assert said(VANN.preferredNamespacePrefix) == ["kgb"]
    assert dict(TERMS.graph.namespaces())["kgb"] == URIRef(KGB)


def test_purl1_the_address_is_meant_to_last() -> None:
    assert str(TERMS.header).startswith("https://w3id.org/")


def test_http1_the_address_is_one_of_the_web() -> None:
    assert str(TERMS.header).startswith("https://")


def test_uri2_the_address_is_that_of_the_terms() -> None:
    assert f"{TERMS.header}#" == KGB
    assert len(list(TERMS.graph.subjects(RDF.type, OWL.Ontology))) == 1


def test_rdf1_every_file_parses() -> None:
    for path in ONTOLOGY.rglob("*.ttl"):
        assert len(Graph().parse(path)) > 0, path


def test_voc1_the_metadata_use_known_vocabularies() -> None:
    used = {str(p) for p in TERMS.graph.predicates(TERMS.header)}
    assert all(p.startswith((*METADATA, str(RDF), str(OWL))) for p in used)


def test_voc2_other_vocabularies_are_reused() -> None:
    foreign = {o for s, p, o in TERMS.graph if p in (RDFS.range, RDFS.subClassOf) and not str(o).startswith(KGB)}
    assert len(foreign) >= 3


def test_voc3_every_term_has_a_label() -> None:
    assert [t for t in TERMS.all if not list(TERMS.graph.objects(t, RDFS.label))] == []


def test_voc4_every_term_has_a_definition() -> None:
    assert [t for t in TERMS.all if not isinstance(TERMS.graph.value(t, SKOS.definition), Literal)] == []
