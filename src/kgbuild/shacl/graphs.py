"""Triples in and out: named graphs as their union, a small index, and files of shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgbuild.errors import ShaclError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Data: TypeAlias = "ox.Store | Iterable[ox.Quad | ox.Triple] | bytes"
Node: TypeAlias = "ox.NamedNode | ox.BlankNode"
Term: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SH = "http://www.w3.org/ns/shacl#"


def union(data: Data) -> list[ox.Triple]:
    """Return the triples of all named graphs as one graph, each once, since SHACL validates one graph.

    ``data`` is a store, quads or triples, or the bytes of an N-Quads document.
    Raises ShaclError: the bytes are not N-Quads, or a triple is about a triple (RDF 1.2, which no engine here reads).
    """
    if isinstance(data, bytes):
        data = _parsed(data, ox.RdfFormat.N_QUADS, "the data", None)
    seen = dict.fromkeys(q.triple if isinstance(q, ox.Quad) else q for q in data)
    for triple in seen:
        if isinstance(triple.object, ox.Triple):
            raise ShaclError(f"cannot validate a triple about a triple: {triple}", hint="write RDF 1.1")
    return list(seen)


def read(path: Path) -> list[ox.Triple]:
    """Read a Turtle file of shapes; its blank nodes are its own. Raises ShaclError: it is missing or not Turtle."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ShaclError(f"cannot read the shapes: {error.strerror}", place=str(path)) from error
    return [quad.triple for quad in _parsed(content, ox.RdfFormat.TURTLE, str(path), path.absolute().as_uri())]


def _parsed(content: bytes, format_: ox.RdfFormat, place: str, base: str | None) -> list[ox.Quad]:
    try:
        return list(ox.parse(content, format=format_, base_iri=base, rename_blank_nodes=base is not None))
    except (SyntaxError, ValueError) as error:
        raise ShaclError(f"not {format_.name}: {error}", place=place) from error


class Index:
    """Triples by subject and predicate, as lists in the order read; triples about triples are left out."""

    __slots__ = ("_by_subject",)

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by_subject: dict[Term, dict[str, list[Term]]] = {}
        for subject, predicate, object_ in triples:
            if not isinstance(subject, ox.Triple) and not isinstance(object_, ox.Triple):
                by_predicate = self._by_subject.setdefault(subject, {})
                by_predicate.setdefault(predicate.value, []).append(object_)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return all objects of a subject and a predicate IRI."""
        return self._by_subject.get(subject, {}).get(predicate, [])

    def object(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object of a subject and a predicate IRI, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def predicates(self, subject: Term) -> Iterator[tuple[str, list[Term]]]:
        """Yield each predicate IRI of a subject with its objects."""
        yield from self._by_subject.get(subject, {}).items()

    def subjects(self, predicate: str) -> Iterator[Term]:
        """Yield each subject that has the predicate."""
        return (subject for subject, by_predicate in self._by_subject.items() if predicate in by_predicate)

    def instances(self, class_iri: str) -> Iterator[Term]:
        """Yield each subject that is stated to be of the class."""
        wanted = ox.NamedNode(class_iri)
        return (s for s, by_predicate in self._by_subject.items() if wanted in by_predicate.get(RDF + "type", ()))

    def list(self, head: Term) -> Iterator[Term]:
        """Yield the members of an RDF list."""
        while (first := self.object(head, RDF + "first")) is not None:
            yield first
            rest = self.object(head, RDF + "rest")
            if rest is None:
                return
            head = rest


def declared_prefixes(shapes: Index) -> Iterator[tuple[str, str]]:
    """Yield each prefix that the shapes declare for their SPARQL, with its namespace."""
    for owner in shapes.subjects(SH + "declare"):
        for declaration in shapes.objects(owner, SH + "declare"):
            prefix, namespace = shapes.object(declaration, SH + "prefix"), shapes.object(declaration, SH + "namespace")
            if isinstance(prefix, ox.Literal) and isinstance(namespace, ox.Literal):
                yield prefix.value, namespace.value
