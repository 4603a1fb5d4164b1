"""From a node of a graph back to the claims that speak of it, and from a claim to its place in an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.model import Span
from kgbuild.shacl.graphs import RDF, Data, Index, Term, union
from kgbuild.vocabulary import KGB, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.shacl.report import Report, Result

OA = PREFIXES["oa"]
LABEL = PREFIXES["rdfs"] + "label"
_DATES = tuple(KGB + name for name in ("date", "eventDate", "begin", "end", "earliest", "latest"))
_VALUES = {KGB + "Measurement", KGB + "Estimate", KGB + "Distance", PREFIXES["schema"] + "GeoCoordinates"}


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of an article, which is named by its slug."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the graph has it: its IRI, its triple, and the passages that it quotes."""

    iri: str
    subject: Term
    predicate: str
    object: Term
    passages: tuple[Passage, ...]


class Claims:
    """The claims of a graph by what they speak of."""

    def __init__(self, data: Data) -> None:
        self.index = Index(union(data))
        self._by_iri: dict[Term, Statement] = {}
        self._by_subject: dict[Term, list[Statement]] = {}
        self._by_object: dict[Term, list[Statement]] = {}
        for claim in sorted(self.index.instances(KGB + "Claim"), key=str):
            if statement := self._statement(claim):
                self._by_iri[claim] = statement
                self._by_subject.setdefault(statement.subject, []).append(statement)
                self._by_object.setdefault(statement.object, []).append(statement)

    def sides(self, result: Result) -> tuple[list[Statement], list[Statement]]:
        """Return the claims of the focus node, and those of the other side where a result has one.

        A literal is a side if the focus node has another value of the same property: two dates of one event.
        """
        if isinstance(result.value, ox.Literal):
            said = self._said(result.focus, result.path)
            this = [s for s in said if s.object == result.value]
            other = [s for s in said if s.object != result.value]
            return (other, this) if other else (this or self.about(result.focus, result.path), [])
        other = self.about(result.value, result.path) if result.value is not None else []
        return self.about(result.focus, result.path), other

    def about(self, node: Term, path: str = "") -> list[Statement]:
        """Return the claims that best show what a node is, given the property that is in question."""
        if node in self._by_iri:
            return [self._by_iri[node]]
        if said := self._said(node, path):
            return said
        classes = {c.value for c in self.index.objects(node, RDF + "type") if isinstance(c, ox.NamedNode)}
        if classes & _VALUES and node in self._by_object:
            return self._by_object[node]
        for predicate in (*_DATES, LABEL) if path in _DATES else (LABEL, *_DATES):
            if said := self._said(node, predicate):
                return said
        return self._by_subject.get(node, []) or self._by_object.get(node, [])

    def quoted(self, quote: Term) -> Passage | None:
        """Return the passage of a quote, or None where the graph does not say where it stands."""
        source = self.index.object(quote, OA + "hasSource")
        ends = [self._offset(quote, name) for name in ("start", "end")]
        if source is None or ends[0] is None or ends[1] is None:
            return None
        return Passage(source.value.rpartition("/article/")[2], Span(ends[0], ends[1]))

    def _said(self, node: Term, path: str) -> list[Statement]:
        return [s for s in self._by_subject.get(node, []) if s.predicate == path]

    def _offset(self, quote: Term, name: str) -> int | None:
        for selector in self.index.objects(quote, OA + "hasSelector"):
            offset = self.index.object(selector, OA + name)
            if isinstance(offset, ox.Literal) and offset.value.isdecimal():
                return int(offset.value)
        return None

    def _statement(self, claim: Term) -> Statement | None:
        s, p, o = (self.index.object(claim, RDF + part) for part in ("subject", "predicate", "object"))
        if s is None or p is None or o is None:
            return None
        quotes = self.index.objects(claim, PREFIXES["prov"] + "wasQuotedFrom")
        passages = (self.quoted(quote) for quote in quotes)
        return Statement(claim.value, s, p.value, o, tuple(sorted(found for found in passages if found)))


def conflicts(report: Report, quads: Data) -> list[tuple[str, str]]:
    """Return the pairs of claims that contradict each other, by IRI: those of warnings with two sides.

    A warning is a contradiction within the source; violations are our own mistakes, remarks are no contradictions.
    """
    claims = Claims(quads)
    return sorted({pair for result in report.results for pair in _pairs(claims, result)})


def _pairs(claims: Claims, result: Result) -> Iterable[tuple[str, str]]:
    if result.severity != "warning":
        return []
    ours, theirs = claims.sides(result)
    return [(min(a.iri, b.iri), max(a.iri, b.iri)) for a in ours for b in theirs if a.iri != b.iri]
