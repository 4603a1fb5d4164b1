"""JSON-LD 1.1 for readers: one object a subject, its measurements inside it, short names from the ontology's context.

A context only shortens: whatever term it offers, a value that the term does not fit is written out in full, and a
term with a list or an index map is not used, so that the same triples are read back from any context.
"""

from __future__ import annotations

import io
import json
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild import assets
from kgbuild.vocabulary import PREFIXES
from kgbuild.writers import arrangement
from kgbuild.writers.arrangement import RDF_TYPE
from kgbuild.writers.turtle import RELATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any, BinaryIO, TypeAlias

    from kgbuild.writers.arrangement import Node, Term
    from kgbuild.writers.content import Content

    Json: TypeAlias = "str | list[Json] | dict[str, Json]"

WIDTH = 110
_KNOWN = {"@id", "@type", "@language", "@container"}
_CONTAINERS = {None, "@set", "@language"}
_GRAPHS, _END = b'\n  "@graph": [\n', b"\n  ]\n}\n"
_STRING = PREFIXES["xsd"] + "string"


def write(content: Content, file: BinaryIO) -> None:
    """Write every named graph as an object with its nodes."""
    offered = context(assets.ONTOLOGY / "context.jsonld")
    names = Names(offered, content.base)
    graphs: list[Json] = [
        {"@id": names.identify(name), "@graph": [names.node(node) for node in tree]}
        for name, tree in arrangement.graphs(content)
    ]
    document: Json = {"@context": {**offered, "@base": content.base}, "@graph": graphs}
    file.write((pretty(document) + "\n").encode())


def join(part: bytes, file: BinaryIO) -> None:
    """Add the graphs of a document to those of another with the same context."""
    begin = part.index(_GRAPHS) + len(_GRAPHS)
    file.seek(-len(_END), io.SEEK_END)
    file.write(b",\n" + part[begin:])


@cache
def context(path: Path) -> Mapping[str, Any]:
    """Read a JSON-LD context from its file."""
    found: Mapping[str, Any] = json.loads(path.read_bytes())["@context"]
    return found


def pretty(value: Json, indent: int = 0) -> str:
    """Return JSON with a line for whatever fits in one.

    >>> pretty({"a": ["b", {"c": "d"}]})
    '{"a": ["b", {"c": "d"}]}'
    """
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or isinstance(value, str):
        return line
    inner, outer = " " * (indent + 2), " " * indent
    if isinstance(value, list):
        items = [pretty(item, indent + 2) for item in value]
        return f"[\n{inner}" + f",\n{inner}".join(items) + f"\n{outer}]"
    pairs = [f"{json.dumps(key, ensure_ascii=False)}: {pretty(v, indent + 2)}" for key, v in value.items()]
    return f"{{\n{inner}" + f",\n{inner}".join(pairs) + f"\n{outer}}}"


class Names:
    """A context read backwards: from IRIs and values to what the context calls them."""

    def __init__(self, offered: Mapping[str, Any], base: str) -> None:
        self._base = base
        self._vocab = self._expand(offered, str(offered.get("@vocab", "")))
        self._plain = "@language" not in offered
        self._terms: dict[str, tuple[str, Mapping[str, str]]] = {}
        self._prefixes: dict[str, str] = {}
        self._short: dict[str, str] = {}
        for term, definition in offered.items():
            if term.startswith("@"):
                continue
            details = definition if isinstance(definition, dict) else {"@id": definition}
            iri = self._expand(offered, str(details.get("@id", self._vocab + term)))
            if details.get("@prefix") or (isinstance(definition, str) and iri[-1:] in "/#"):
                self._prefixes[iri] = term
            elif details.keys() <= _KNOWN and details.get("@container") in _CONTAINERS:
                coerced = {key: self._expand(offered, str(value)) for key, value in details.items()}
                self._terms.setdefault(iri, (term, coerced))

    @staticmethod
    def _expand(offered: Mapping[str, Any], name: str) -> str:
        prefix, colon, local = name.partition(":")
        found = offered.get(prefix) if colon and not local.startswith("//") else None
        if isinstance(found, dict):
            found = found.get("@id")
        return found + local if isinstance(found, str) else name

    def identify(self, iri: str) -> str:
        """Return an IRI as the value of ``@id``: relative, prefixed or in full."""
        if iri.startswith(self._base) and RELATIVE.fullmatch(iri, len(self._base)):
            return iri[len(self._base) :]
        return self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        """Return an IRI with the longest prefix of the context that it begins with."""
        if iri not in self._short:
            known = max((p for p in self._prefixes if iri.startswith(p)), key=len, default="")
            rest = iri[len(known) :]
            usable = known and rest and not rest.startswith("//")
            self._short[iri] = f"{self._prefixes[known]}:{rest}" if usable else iri
        return self._short[iri]

    def _word(self, iri: str) -> str:
        """Return an IRI as a property or a type: a term of the context, or prefixed."""
        return self._terms[iri][0] if iri in self._terms else self._prefixed(iri)

    def node(self, node: Node) -> Json:
        """Return a node as an object, with its parts inside."""
        parts = {part.iri: part for part in node.parts}
        found: dict[str, Json] = {"@id": self.identify(node.iri)}
        for predicate, objects in node.rows.items():
            if predicate == RDF_TYPE:
                found["@type"] = _single([self._word(o.value) for o in objects])
                continue
            term, coerced = self._terms.get(predicate, (self._prefixed(predicate), {}))
            rest = objects
            if coerced.get("@container") == "@language":
                if by_language := _by_language(objects):
                    found[term] = by_language
                rest = [o for o in objects if not (isinstance(o, ox.Literal) and o.language)]
                term, coerced = self._prefixed(predicate), {}
            if values := [self._object(o, coerced, parts) for o in rest]:
                found[term] = values if coerced.get("@container") == "@set" else _single(values)
        return found

    def _object(self, term: Term, coerced: Mapping[str, str], parts: Mapping[str, Node]) -> Json:
        if not isinstance(term, ox.Literal):
            if term.value in parts:
                return self.node(parts[term.value])
            iri = self.identify(term.value)
            return iri if coerced.get("@type") == "@id" else {"@id": iri}
        datatype, lang = term.datatype.value, term.language
        if lang:
            fits = coerced.get("@language") == lang
            return term.value if fits else {"@value": term.value, "@language": lang}
        if datatype == _STRING:
            fits = self._plain and not coerced.keys() & {"@type", "@language"}
            return term.value if fits else {"@value": term.value}
        fits = coerced.get("@type") == datatype
        return term.value if fits else {"@value": term.value, "@type": self._word(datatype)}


def _by_language(objects: Iterable[Term]) -> dict[str, Json]:
    """Return the texts that have a language as a language map."""
    found: dict[str, list[Json]] = {}
    for term in objects:
        if isinstance(term, ox.Literal) and term.language:
            found.setdefault(term.language, []).append(term.value)
    return {lang: _single(found[lang]) for lang in sorted(found)}


def _single(values: Sequence[Json]) -> Json:
    return values[0] if len(values) == 1 else list(values)
