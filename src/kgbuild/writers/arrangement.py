"""The order in which triples are read best, and the same for the same triples.

What the articles are about comes first, then other things by kind, each followed by the nodes that it alone points
to: its measurements, its distances. Claims follow the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.errors import WriteError
from kgbuild.rdf import LAYERS, layer
from kgbuild.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgbuild.writers.content import Content

RDF_TYPE = PREFIXES["rdf"] + "type"
_FIRST = (
    RDF_TYPE,
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "altLabel",
    *(PREFIXES["rdf"] + part for part in ("subject", "predicate", "object")),
    PREFIXES["oa"] + "exact",
)
_KINDS = ("facility", "person", "organization", "event", "place")
_PASSAGE = re.compile(r"#\w+=(\d+),(\d+)$")
_HASHED = frozenset({"measurement", "distance", "point"})

Term = ox.NamedNode | ox.Literal


@dataclass(slots=True)
class Node:
    """A subject with its objects by predicate, both in reading order, and the nodes that it alone points to."""

    iri: str
    rows: dict[str, list[Term]]
    parts: list[Node] = field(default_factory=list)


def graphs(content: Content) -> Iterator[tuple[str, list[Node]]]:
    """Yield each named graph with its nodes: article by article, facts before claims before meta."""
    found: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for quad in content.quads:
        found[iri(quad.graph_name)].add(quad.triple)

    def order(name: str) -> tuple[str, int, str]:
        part = layer(name)
        return name.removesuffix(part), LAYERS.index(part) if part in LAYERS else len(LAYERS), name

    for name in sorted(found, key=order):
        yield name, nodes(found[name], content)


def nodes(triples: Iterable[ox.Triple], content: Content) -> list[Node]:
    """Return the subjects of a graph in reading order, those that belong to one other among its parts."""
    table: defaultdict[str, defaultdict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        target = triple.object if isinstance(triple.object, ox.Literal) else ox.NamedNode(iri(triple.object))
        table[iri(triple.subject)][triple.predicate.value].add(target)
    made = {iri: Node(iri, _rows(rows)) for iri, rows in table.items()}
    about = {graph.subject for graph in content.graphs}
    ordered = sorted(made.values(), key=lambda node: _order(node, about, content.base))
    owners = _owners(ordered, content.base)
    for node in ordered:
        if node.iri in owners:
            made[owners[node.iri]].parts.append(node)
    return [node for node in ordered if node.iri not in owners]


def flat(tree: Iterable[Node]) -> Iterator[Node]:
    """Yield every node, each followed by its parts."""
    for node in tree:
        yield node
        yield from flat(node.parts)


def iri(term: object) -> str:
    """Return the IRI of a node; raises WriteError for a blank node, whose name would not be the same each time."""
    if isinstance(term, ox.NamedNode):
        return term.value
    raise WriteError(f"cannot write the node {term}", hint="give every node an IRI")


def _rows(rows: Mapping[str, set[Term]]) -> dict[str, list[Term]]:
    ranks = {iri: rank for rank, iri in enumerate(_FIRST)}
    ordered = sorted(rows, key=lambda p: (ranks.get(p, len(ranks)), _local(p), p))
    return {p: sorted(rows[p], key=_term_order) for p in ordered}


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _term_order(term: Term) -> tuple[object, ...]:
    place = _PASSAGE.search(term.value) if isinstance(term, ox.NamedNode) else None
    return (0, int(place[1]), int(place[2]), str(term)) if place else (1, 0, 0, str(term))


def _order(node: Node, about: set[str | None], base: str) -> tuple[object, ...]:
    """Return the place of a node: the subjects of articles, things by kind, then claims and passages as in the text."""
    path = node.iri.removeprefix(base).split("/")
    kind = path[1] if path[0] == "id" and len(path) > 2 else ""
    rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS) + (path[0] != "id")
    return node.iri not in about, rank, kind, _place(node), node.iri


def _place(node: Node) -> tuple[object, ...]:
    """Return where in which article a claim is quoted from, or where a passage lies; and what the claim says."""
    quoted = node.rows.get(PREFIXES["prov"] + "wasQuotedFrom", [])
    iri = quoted[0].value if quoted else node.iri
    at = _PASSAGE.search(iri)
    if not at:
        return ("", 0, 0)
    said = [str(node.rows[p][0]) for p in _FIRST[3:6] if p in node.rows]
    derived = PREFIXES["prov"] + "wasDerivedFrom" in node.rows
    return (iri[: at.start()], int(at[1]), int(at[2]), derived, *said)


def _owners(ordered: Sequence[Node], base: str) -> dict[str, str]:
    """Return which nodes belong to which: those without a name of their own that one other node points to."""
    owned = {n.iri for n in ordered if _nameless(n.iri, base)}
    pointing: Counter[str] = Counter()
    owners: dict[str, str] = {}
    for node in ordered:
        if not node.iri.startswith(f"{base}claim/"):
            for objects in node.rows.values():
                for iri in owned.intersection(o.value for o in objects if isinstance(o, ox.NamedNode)):
                    pointing[iri] += 1
                    owners[iri] = node.iri
    sole = {iri: owner for iri, owner in owners.items() if pointing[iri] == 1}
    return {iri: owner for iri, owner in sole.items() if not _circular(iri, sole)}


def _circular(iri: str, owners: Mapping[str, str]) -> bool:
    """Tell whether a node would belong to itself by way of others: it would be written nowhere."""
    seen = {iri}
    while (iri := owners.get(iri, "")) and iri not in seen:
        seen.add(iri)
    return bool(iri)


def _nameless(iri: str, base: str) -> bool:
    path = iri.removeprefix(base).split("/")
    return (path[0] == "id" and path[1] in _HASHED) or "#position=" in iri or "#quote=" in iri
