"""The pitfalls of the OOPS! catalogue that can be told without a network, under its numbers.

P40, terms that their own vocabulary does not know, is in ``test_vocabularies.py``. P19 and P25 to P28
look at OWL alone: ``schema:domainIncludes`` may well be said twice, as nothing follows from it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, Namespace, URIRef

from kgbuild.vocabulary import KGB, PREFIXES
from ontology.declared import ALIGNMENTS, FILES, TERMS

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = Namespace(PREFIXES["schema"])
DOMAIN = (RDFS.domain, SCHEMA.domainIncludes)
RANGE = (RDFS.range, SCHEMA.rangeIncludes)
INVERSE = (OWL.inverseOf, SCHEMA.inverseOf)

# P13: why an object property has no inverse.
ONE_WAY = {
    "value": "its object is a node that belongs to the subject alone, so that nothing is gained by going back",
    "scheme": "its object is a concept, a class or a unit, which does not know who uses it",
    "role": "kgb:involvedIn leads back from whatever is involved; a triple the other way would need a claim of its own",
    "record": "its subject is a record about the object, and records are looked up by their own properties",
}
WITHOUT_INVERSE = {
    "area": "value",
    "length": "value",
    "width": "value",
    "height": "value",
    "coordinates": "value",
    "before": "value",
    "after": "value",
    "statedEquivalent": "value",
    "category": "scheme",
    "precision": "scheme",
    "direction": "scheme",
    "certainty": "scheme",
    "qudtUnit": "scheme",
    "agent": "role",
    "affected": "role",
    "newborn": "role",
    "deceased": "role",
    "detainee": "role",
    "abductee": "role",
    "convict": "role",
    "laureate": "role",
    "witness": "role",
    "place": "role",
    "facility": "role",
    "origin": "role",
    "destination": "role",
    "vehicle": "role",
    "inGraph": "record",
    "attributedTo": "record",
    "antecedent": "record",
    "fromArticle": "record",
}

TOP = ("Person", "Organization", "Place", "Event", "Product", "Vehicle", "Work", "Award")
OVERLAP = {
    frozenset(("Organization", "Place")): "a country or a prison is spoken of as either",
    frozenset(("Organization", "Vehicle")): "a ship is spoken of for its crew",
    frozenset(("Organization", "Person")): "a king is spoken of for his government",
    frozenset(("Organization", "Work")): "a newspaper is spoken of as either",
    frozenset(("Product", "Vehicle")): "a ship is built for sale",
    frozenset(("Product", "Work")): "a book is sold",
    frozenset(("Product", "Award")): "a medal is made of something",
}


def local(term: URIRef) -> str:
    return str(term).removeprefix(KGB)


def inverses() -> list[tuple[URIRef, URIRef]]:
    return [
        (s, o)
        for p in INVERSE
        for s, o in TERMS.graph.subject_objects(p)
        if isinstance(s, URIRef) and isinstance(o, URIRef)
    ]


def test_p02_no_class_is_a_synonym_of_another() -> None:
    assert list(TERMS.graph.subject_objects(OWL.equivalentClass)) == []


def test_p03_no_relation_is_called_is() -> None:
    assert [t for t in TERMS.properties if local(t) in {"is", "isA", "be"}] == []


def test_p04_every_class_is_connected() -> None:
    ends = {end for t in TERMS.properties for end in TERMS.ends(t, *DOMAIN, *RANGE)}
    tree = {node for pair in TERMS.graph.subject_objects(RDFS.subClassOf) for node in pair}
    assert [c for c in TERMS.classes if c not in ends | tree] == []


def test_p05_an_inverse_has_domain_and_range_swapped() -> None:
    for one, other in inverses():
        assert TERMS.ends(one, *DOMAIN) == TERMS.ends(other, *RANGE) - {RDF.langString}, one
        assert (other, one) in inverses()


@pytest.mark.parametrize("predicate", [RDFS.subClassOf, RDFS.subPropertyOf])
def test_p06_no_hierarchy_goes_in_a_circle(predicate: URIRef) -> None:
    for term in TERMS.all:
        for above in TERMS.graph.objects(term, predicate):
            assert term not in set(TERMS.graph.transitive_objects(above, predicate))


def test_p07_no_class_merges_two_concepts() -> None:
    assert [c for c in TERMS.classes if re.search(r"(And|Or)(?=[A-Z])|[-_&]", local(c))] == []


def test_p08_every_term_has_a_label_and_a_definition() -> None:
    assert [
        t for t in TERMS.all if not (TERMS.graph.value(t, RDFS.label) and TERMS.graph.value(t, SKOS.definition))
    ] == []


def test_p10_the_top_classes_are_disjoint_or_said_to_overlap() -> None:
    disjoint = {frozenset(pair) for pair in TERMS.graph.subject_objects(OWL.disjointWith)}
    for one, other in itertools.combinations(TOP, 2):
        apart = frozenset((URIRef(KGB + one), URIRef(KGB + other))) in disjoint
        assert apart != (frozenset((one, other)) in OVERLAP), (one, other)


def test_p11_every_property_has_a_domain_and_a_range() -> None:
    for term in TERMS.properties:
        assert TERMS.ends(term, *DOMAIN), term
        assert TERMS.ends(term, *RANGE), term


def test_p13_every_object_property_has_an_inverse_or_a_reason_not_to() -> None:
    paired = {node for pair in inverses() for node in pair}
    symmetric = set(TERMS.graph.subjects(RDF.type, OWL.SymmetricProperty))
    alone = {local(t) for t in TERMS.object_properties if t not in paired | symmetric}
    assert alone == set(WITHOUT_INVERSE)
    assert set(WITHOUT_INVERSE.values()) <= set(ONE_WAY)


def test_p19_no_property_has_two_owl_domains_or_ranges() -> None:
    for term in TERMS.properties:
        assert len(TERMS.ends(term, RDFS.domain)) <= 1, term
        assert len(TERMS.ends(term, RDFS.range)) <= 1, term


def test_p20_annotations_are_not_misused() -> None:
    for term in TERMS.all:
        label = next(o for o in TERMS.graph.objects(term, RDFS.label) if isinstance(o, Literal) and o.language == "en")
        definition = str(TERMS.graph.value(term, SKOS.definition))
        assert 0 < len(label) < 40, term
        assert len(definition) > max(len(label), 20), term
        assert str(label).casefold() != definition.rstrip(".").casefold(), term


def test_p21_no_class_gathers_the_rest() -> None:
    assert [c for c in TERMS.classes if re.match("Other|Misc|Various|Thing|Unknown", local(c))] == []


def test_p22_names_follow_one_convention() -> None:
    assert [c for c in TERMS.classes if not re.fullmatch("([A-Z][a-z]+)+", local(c))] == []
    assert [p for p in TERMS.properties if not re.fullmatch("[a-z]+([A-Z][a-z]+)*", local(p))] == []


def test_p24_no_definition_uses_the_term_alone_to_define_it() -> None:
    for prop in TERMS.properties:
        assert prop not in TERMS.ends(prop, RDFS.subPropertyOf)
    for cls in TERMS.classes:
        assert cls not in TERMS.ends(cls, RDFS.subClassOf)


def test_p25_no_property_is_its_own_owl_inverse() -> None:
    assert [s for s, o in TERMS.graph.subject_objects(OWL.inverseOf) if s == o] == []


def test_p26_no_symmetric_property_has_an_owl_inverse() -> None:
    symmetric = set(TERMS.graph.subjects(RDF.type, OWL.SymmetricProperty))
    assert [s for s, o in TERMS.graph.subject_objects(OWL.inverseOf) if {s, o} & symmetric] == []


def test_p27_and_p31_nothing_is_said_to_equal_a_term_of_others() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        assert "owl:equivalent" not in text, path
        assert "owl:sameAs" not in re.sub(r'"""[\s\S]*?"""|FILTER.*|#.*', "", text), path


def test_p28_a_symmetric_property_has_the_same_domain_and_range() -> None:
    for prop in TERMS.graph.subjects(RDF.type, OWL.SymmetricProperty):
        assert isinstance(prop, URIRef)
        assert TERMS.ends(prop, *DOMAIN) == TERMS.ends(prop, *RANGE)


def test_p29_no_property_is_transitive_with_different_ends() -> None:
    for prop in TERMS.graph.subjects(RDF.type, OWL.TransitiveProperty):
        assert isinstance(prop, URIRef)
        assert TERMS.ends(prop, *DOMAIN) == TERMS.ends(prop, *RANGE)


@pytest.mark.parametrize("kind", ["classes", "properties"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_p32_no_two_terms_of_a_kind_share_a_label(kind: str, language: str) -> None:
    labels = Counter(
        str(label)
        for term in getattr(TERMS, kind)
        for label in TERMS.graph.objects(term, RDFS.label)
        if isinstance(label, Literal) and label.language == language
    )
    assert {label: n for label, n in labels.items() if n > 1} == {}


def test_p33_no_property_chain_has_one_link() -> None:
    assert list(TERMS.graph.subject_objects(OWL.propertyChainAxiom)) == []


def test_p34_every_class_that_is_used_is_declared() -> None:
    datatypes = (str(RDF), PREFIXES["xsd"])
    used = {o for p in (*DOMAIN, *RANGE, RDFS.subClassOf) for o in TERMS.graph.objects(None, p)}
    declared = {s for kind in (OWL.Class, RDFS.Datatype) for s in TERMS.graph.subjects(RDF.type, kind)}
    assert [c for c in used - declared if not str(c).startswith(datatypes)] == []


def test_p35_every_property_that_is_used_is_declared() -> None:
    builtin = (str(RDF), str(RDFS), str(OWL))
    used = {p for p in TERMS.graph.predicates() if not str(p).startswith(builtin)}
    kinds = (OWL.AnnotationProperty, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    assert [p for p in used if not any((p, RDF.type, kind) in TERMS.graph for kind in kinds)] == []


def test_p36_no_address_ends_like_a_file() -> None:
    assert [t for t in [*TERMS.all, TERMS.header] if re.search(r"[.](owl|ttl|rdf|xml)\b", t)] == []


def test_p38_there_is_an_ontology_header() -> None:
    assert (TERMS.header, RDF.type, OWL.Ontology) in TERMS.graph


def test_p39_there_is_one_namespace_of_its_own() -> None:
    own = {str(t).rpartition("#")[0] for t in TERMS.all}
    assert own == {str(TERMS.header)}


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_p41_a_licence_is_declared(path: Path) -> None:
    assert TERMS.graph.value(TERMS.header, DCTERMS.license)
    assert "dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/>" in path.read_text("utf-8")
