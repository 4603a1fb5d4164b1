"""What a query gives: a table, an answer or triples, as values that compare and print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of RDF terms under named columns; a cell is None where the query bound nothing.

    ``notes`` say what the reader has to know of the table: that a name was not found, or that rows may lack.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The yes or no of an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE, each once, in the order of their N-Triples lines."""

    triples: tuple[ox.Triple, ...]

    def table(self) -> Table:
        """Return the triples as a table of subject, predicate and object."""
        rows = tuple((t.subject, t.predicate, t.object) for t in self.triples)
        return Table(("subject", "predicate", "object"), rows)


Result: TypeAlias = Table | Answer | Triples


def collect(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """Turn what pyoxigraph answers into a value."""
    if isinstance(answer, ox.QueryBoolean):
        return Answer(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return triples(answer)
    columns = tuple(variable.value for variable in answer.variables)
    return Table(columns, tuple(tuple(row[name] for name in columns) for row in answer))


def triples(found: ox.QueryTriples | list[ox.Triple]) -> Triples:
    """Return the triples once each and sorted, as engines give them twice and in any order."""
    return Triples(tuple(sorted(set(found), key=str)))


def plain(term: Term | None) -> str:
    """Return a term as CSV has it: the IRI or the characters of the literal, without datatype and language.

    >>> plain(ox.Literal("Yodok", language="en"))
    'Yodok'
    """
    match term:
        case None:
            return ""
        case ox.NamedNode() | ox.Literal():
            return term.value
        case _:
            return str(term)
