"""Turtle for readers: prefixes, a paragraph a subject, in the order of :mod:`kgbuild.writers.arrangement`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.rdf import layer
from kgbuild.vocabulary import PREFIXES, SCHEME
from kgbuild.writers import arrangement
from kgbuild.writers.arrangement import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from kgbuild.writers.arrangement import Node, Term
    from kgbuild.writers.content import Content

_PREFIXES = PREFIXES | {scheme: f"{SCHEME}{scheme}/" for scheme in ("certainty", "direction", "precision")}
WIDTH = 100
_XSD = PREFIXES["xsd"]
_BARE = {
    _XSD + "decimal": re.compile(r"[+-]?\d+\.\d+"),
    _XSD + "integer": re.compile(r"[+-]?\d+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)
RELATIVE = re.compile(r"[\w-]+/(?!(?:[^#]*/)?\.\.?(?:[/#]|$))[^/:?][^:?]*", re.ASCII)
"""What can follow a base and be read back: no scheme, no query, no steps up or on the spot."""


class Terms:
    """How terms are written: with prefixes, relative to a base; remembers which prefixes it used."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes = {iri: prefix for prefix, iri in _PREFIXES.items()}
        self._written: dict[Term, str] = {}
        self.used: set[str] = set()

    def write(self, term: Term) -> str:
        """Return a term in Turtle."""
        if term not in self._written:
            self._written[term] = self._literal(term) if isinstance(term, ox.Literal) else self.iri(term.value)
        return self._written[term]

    def iri(self, iri: str) -> str:
        """Return an IRI: prefixed where a prefix is known, relative where it lies under the base."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix and _LOCAL.fullmatch(iri, cut):
            self.used.add(prefix)
            return f"{prefix}:{iri[cut:]}"
        if iri.startswith(self._base) and RELATIVE.fullmatch(iri, len(self._base)):
            return f"<{iri[len(self._base) :]}>"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if literal.language or datatype == _XSD + "string":
            return str(literal)
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(literal.value):
            return literal.value
        return f"{ox.Literal(literal.value)}^^{self.iri(datatype)}"

    def header(self) -> str:
        """Return base and prefixes, those that were used."""
        lines = [f"@base <{self._base}> ."]
        lines += [f"@prefix {prefix}: <{_PREFIXES[prefix]}> ." for prefix in sorted(self.used)]
        return "\n".join(lines) + "\n"


def write_facts(content: Content, file: BinaryIO) -> None:
    """Write what the articles say in their own voice, as one graph."""
    triples = (q.triple for q in content.quads if layer(arrangement.iri(q.graph_name)) == "facts")
    write(triples, content, file)


def write_all(content: Content, file: BinaryIO) -> None:
    """Write facts, reported facts, claims and metadata as one graph."""
    write((q.triple for q in content.quads), content, file)


def write(triples: Iterable[ox.Triple], content: Content, file: BinaryIO) -> None:
    """Write triples as one graph; ``content`` says which subjects come first and the base of relative IRIs."""
    terms = Terms(content.base)
    body = "\n".join(paragraphs(arrangement.nodes(triples, content), terms))
    file.write(f"{content.notice()}{terms.header()}\n{body}".encode())


def join(part: bytes, file: BinaryIO) -> None:
    """Add a document to others; each has its own prefixes, as Turtle and TriG allow."""
    file.write(b"\n" + part)


def paragraphs(tree: Iterable[Node], terms: Terms, indent: str = "") -> Iterator[str]:
    """Yield the triples of each node and its parts as a paragraph that ends in a line feed."""
    for node in arrangement.flat(tree):
        rows = []
        for predicate, objects in node.rows.items():
            verb = "a" if predicate == RDF_TYPE else terms.iri(predicate)
            rows.append(f"{verb} {_listed([terms.write(o) for o in objects], indent)}")
        yield f"{indent}{terms.iri(node.iri)} {f' ;{chr(10)}{indent}    '.join(rows)} .\n"


def _listed(objects: list[str], indent: str) -> str:
    """Return the objects in one line, or in a line each where that would be long."""
    line = " , ".join(objects)
    return line if len(line) <= WIDTH else f" ,\n{indent}        ".join(objects)
