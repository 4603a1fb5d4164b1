"""Shapes made ready once, and then applied to any number of graphs."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.assets import ONTOLOGY, SHAPES
from kgbuild.errors import ShaclError
from kgbuild.shacl.engines import DEFAULT, ENGINES
from kgbuild.shacl.graphs import SH, Data, Index, declared_prefixes, read, union
from kgbuild.shacl.report import Report, from_triples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

IMPORTS = "http://www.w3.org/2002/07/owl#imports"
SCHEME = "https://w3id.org/kgbuild/scheme"
QUERIES = (ox.NamedNode(SH + "select"), ox.NamedNode(SH + "ask"))
SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)


def standard_shapes() -> tuple[Path, ...]:
    """Return the shapes that come with kgbuild: what the ontology demands, evidence, consistency."""
    names = ("core.ttl", "evidence.ttl", "consistency.ttl")
    return tuple(path for name in names if (path := SHAPES / name).is_file())


def background() -> Mapping[str, Path]:
    """Return the graphs that shapes may ask for by owl:imports, by IRI."""
    schemes = {f"{SCHEME}/{path.stem}": path for path in sorted((ONTOLOGY / "schemes").glob("*.ttl"))}
    return {
        "https://w3id.org/kgbuild/ontology": ONTOLOGY / "kgbuild.ttl",
        f"{SCHEME}/unit": ONTOLOGY / "units.ttl",
        "https://w3id.org/kgbuild/shapes/countries": SHAPES / "countries.ttl",
        **schemes,
    }


class Validator:
    """Shapes and an engine, ready to validate.

    Raises ShaclError: there is no such engine, a file cannot be read, or the SPARQL of a shape cannot be parsed.
    """

    def __init__(self, shapes: Sequence[Path], engine: str = DEFAULT) -> None:
        if engine not in (DEFAULT, *ENGINES):
            raise ShaclError(f"no such SHACL engine: {engine!r}", hint=f"one of {', '.join((DEFAULT, *ENGINES))}")
        parsed = {path: read(path) for path in shapes}
        self._shapes = [triple for triples in parsed.values() for triple in triples]
        self._index = Index(self._shapes)
        check_queries(self._index)
        self.engine = _choice(parsed) if engine == DEFAULT else engine
        self._background = [triple for path in self._imported() for triple in _knowledge(path)]

    def __call__(self, data: Data) -> Report:
        """Validate the union of the graphs in ``data``."""
        triples = union(data)
        report = ENGINES[self.engine]([*triples, *self._background], self._shapes)
        return from_triples(report, self._index, self.engine)

    def _imported(self) -> list[Path]:
        known = background()
        wanted = {o for s in self._index.subjects(IMPORTS) for o in self._index.objects(s, IMPORTS)}
        return [path for iri, path in known.items() if ox.NamedNode(iri) in wanted]


def _choice(shapes: Mapping[Path, list[ox.Triple]]) -> str:
    """Return the fast engine where it is known to be right: for our own shapes, and where there is no SPARQL."""
    foreign = (triples for path, triples in shapes.items() if path.resolve().parent != SHAPES.resolve())
    if any(triple.predicate in QUERIES for triples in foreign for triple in triples):
        return "pyshacl"
    return "pyshifty"


# Documentation is half of an ontology and no shape looks at it.
_DOCUMENTATION = {
    "http://www.w3.org/2004/02/skos/core#" + name
    for name in ("definition", "example", "scopeNote", "note", "changeNote", "editorialNote", "altLabel", "hiddenLabel")
} | {
    "http://www.w3.org/2000/01/rdf-schema#isDefinedBy",
    "http://www.w3.org/2000/01/rdf-schema#comment",
    "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
    "https://w3id.org/kgbuild/ontology#word",
}


@functools.cache
def _knowledge(path: Path) -> tuple[ox.Triple, ...]:
    return tuple(triple for triple in read(path) if triple.predicate.value not in _DOCUMENTATION)


def check_queries(shapes: Index) -> None:
    """Parse the SPARQL of every shape, so that a slip is reported with its shape, alike for all engines.

    Raises ShaclError: a query cannot be parsed, with its prefixes, as SPARQL, or would ask another server.
    """
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared_prefixes(shapes))
    for query in QUERIES:
        for shape in shapes.subjects(query.value):
            for text in shapes.objects(shape, query.value):
                if SERVICE.search(text.value):
                    raise ShaclError(f"the SPARQL of {shape} asks another server, which SHACL does not allow")
                try:
                    ox.Store().query(prefixes + text.value)
                except SyntaxError as error:
                    raise ShaclError(f"the SPARQL of {shape} cannot be parsed: {error}") from error
