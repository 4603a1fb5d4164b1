"""The ontology as its tests see it: all of its files as graphs, and its own terms."""

from __future__ import annotations

from typing import Final

from rdflib import OWL, RDF, SKOS, Graph, URIRef

from kgbuild.assets import ONTOLOGY, SHAPES
from kgbuild.vocabulary import KGB, PREFIXES

FILES = sorted([*ONTOLOGY.rglob("*.ttl"), *SHAPES.glob("*.ttl")])
ALIGNMENTS = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
SCHEMES = sorted((ONTOLOGY / "schemes").glob("*.ttl"))
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property, OWL.AnnotationProperty)

EXAMPLE_PREFIXES = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
EXAMPLE_PREFIXES += "@prefix ex: <https://example.org/> .\n"


class Terms:
    """The ontology with its own classes and properties, in alphabetical order."""

    def __init__(self) -> None:
        self.graph = Graph().parse(ONTOLOGY / "kgbuild.ttl")
        (self.header,) = (s for s in self.graph.subjects(RDF.type, OWL.Ontology) if isinstance(s, URIRef))
        self.classes = self._typed(OWL.Class)
        self.object_properties = self._typed(OWL.ObjectProperty)
        self.datatype_properties = self._typed(OWL.DatatypeProperty)
        self.mixed_properties = self._typed(RDF.Property)
        self.annotations = self._typed(OWL.AnnotationProperty)
        self.properties = sorted({*self.object_properties, *self.datatype_properties, *self.mixed_properties})
        self.all = sorted({*self.classes, *self.properties, *self.annotations})

    def _typed(self, kind: URIRef) -> list[URIRef]:
        found = self.graph.subjects(RDF.type, kind)
        return sorted(s for s in found if isinstance(s, URIRef) and s.startswith(KGB))

    def ends(self, prop: URIRef, *predicates: URIRef) -> set[URIRef]:
        """Return the declared domains or ranges of a property."""
        return {o for p in predicates for o in self.graph.objects(prop, p) if isinstance(o, URIRef)}

    def example(self, term: URIRef) -> Graph:
        """Return the example of a term as a graph."""
        text = str(self.graph.value(term, SKOS.example))
        return Graph().parse(data=EXAMPLE_PREFIXES + text, format="turtle")


TERMS: Final = Terms()
