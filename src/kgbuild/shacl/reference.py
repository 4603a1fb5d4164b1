"""pySHACL, the reference engine, over an rdflib graph in memory; imported only when it is asked for.

pySHACL can also read a pyoxigraph store, but then tells plain literals from xsd:string ones and is some 50 times
slower. It parses the SPARQL of a constraint anew for every focus node, which is most of its time: here the parsed
query is kept.
"""

from __future__ import annotations

import functools
import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyshacl
import rdflib
from pyparsing.exceptions import ParseBaseException
from pyshacl.errors import ReportableRuntimeError
from rdflib.plugins.sparql import prepareQuery

from kgbuild.errors import ShaclError
from kgbuild.shacl.graphs import Index, declared_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rdflib.plugins.sparql.sparql import Query

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class _Graph(rdflib.Graph):
    """A graph that parses the same query once."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        prefixes = tuple((prefix, str(namespace)) for prefix, namespace in self.namespaces())
        return super().query(_parsed(str(query_object), prefixes), *args, **kwargs)


@functools.lru_cache(maxsize=256)
def _parsed(text: str, prefixes: tuple[tuple[str, str], ...]) -> Query:
    return prepareQuery(text, initNs=dict(prefixes))


def report(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> list[ox.Triple]:
    """Validate and return the triples of the report; ShaclError where pySHACL reports a failure or raises."""
    with _quiet():
        graph = _graph(data)
        # pySHACL does not follow owl:imports from sh:prefixes: let it see every prefix that the shapes declare.
        for prefix, namespace in declared_prefixes(Index(shapes)):
            graph.bind(prefix, namespace)
        try:
            _, found, text = pyshacl.validate(graph, shacl_graph=_graph(shapes), inplace=True)
        except (ReportableRuntimeError, NotImplementedError, ParseBaseException, ValueError) as error:
            raise ShaclError(f"pySHACL cannot validate: {error}") from error
        if not isinstance(found, rdflib.Graph):
            raise ShaclError(f"pySHACL cannot validate: {text}")
        content = found.serialize(format="nt", encoding="utf-8")
    return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from remarking on ill-formed literals: what they mean for a shape is the report's to say."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _graph(triples: Sequence[ox.Triple]) -> _Graph:
    """Build a graph that keeps each literal as it is written: a parser would rewrite ``"01"^^xsd:integer``."""
    graph = _Graph()
    for s, p, o in triples:
        graph.add((_term(s), _term(p), _term(o)))
    return graph


def _term(term: object) -> rdflib.term.Node:
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal():
            datatype = term.datatype.value
            return rdflib.Literal(term.value, datatype=None if datatype == XSD_STRING else datatype, normalize=False)
        case _:
            raise ShaclError(f"rdflib knows no such term: {term}")
