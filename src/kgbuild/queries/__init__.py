"""Canned SPARQL queries and free ones, on a build, on an RDF file or on an endpoint.

A query of ``queries/`` is found by its name, a free query is its text. Both take parameters that are read as
terms of the types that the query's header declares. ``load`` lists, ``run`` asks, ``render`` writes.
"""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING

from kgbuild.assets import QUERIES
from kgbuild.errors import QueryError
from kgbuild.queries.binding import LABELS, bind, named
from kgbuild.queries.header import Parameter, Query, parse
from kgbuild.queries.renderers import RENDERERS, grid, render
from kgbuild.queries.results import Answer, Result, Table, Triples, plain
from kgbuild.queries.sources import Local, connect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyoxigraph as ox

    from kgbuild.queries.sources import Source

__all__ = [
    "RENDERERS",
    "Answer",
    "Parameter",
    "Query",
    "Result",
    "Table",
    "Triples",
    "bind",
    "connect",
    "find",
    "grid",
    "load",
    "parse",
    "plain",
    "render",
    "run",
]

SUFFIX = ".rq"


@functools.cache
def load() -> Mapping[str, Query]:
    """Return the canned queries by name, in the order of their names.

    >>> load()["quote"].form
    'SELECT'
    """
    files = sorted(QUERIES.glob("*" + SUFFIX))
    return MappingProxyType({file.stem: parse(file.read_text("utf-8"), file.stem) for file in files})


def find(query: str) -> Query:
    """Return the canned query of that name, or the query that the text itself is.

    >>> find("ASK { ?s ?p ?o }").form
    'ASK'
    """
    canned = load()
    if query in canned:
        return canned[query]
    if query.replace("-", "").replace("_", "").isalnum():
        near = _near(query, canned)
        hint = f"did you mean {near[0]}?" if near else "there are " + ", ".join(canned)
        raise QueryError(f"there is no query {query!r}", hint=hint)
    return parse(query)


def run(query: Query | str, source: str | Path | ox.Store | Source, params: Mapping[str, str] | None = None) -> Result:
    """Ask a query of a source and return a table, an answer or triples.

    ``query`` is a Query, the name of a canned one, or SPARQL. ``source`` is a build's folder, an RDF file, an
    ``http(s)://`` endpoint, a store, or what ``connect`` returned for one of them. All that can be wrong
    raises QueryError. Where nothing comes out because a name is not in the data, the table's notes say so;
    endpoints are not troubled with that second question.
    """
    asked = find(query) if isinstance(query, str) else query
    ask = source if callable(source) else connect(source)
    result = ask(bind(asked, params))
    if isinstance(ask, Local) and isinstance(result, Table) and not result.rows:
        notes = tuple(note for name in named(asked, params) for note in _unknown(name, ask))
        return Table(result.columns, result.rows, result.notes + notes)
    return result


def _unknown(name: str, ask: Source) -> tuple[str, ...]:
    """Say that nothing bears a name, and which names are near."""
    path = "|".join(f"<{iri}>" for iri in LABELS)
    found = ask(f"SELECT DISTINCT ?label WHERE {{ ?thing {path} ?label }}")
    labels = {plain(row[0]) for row in found.rows} if isinstance(found, Table) else set()
    if name.strip().lower() in {label.lower() for label in labels}:
        return ()
    near = _near(name, labels)
    return (f"nothing is named {name!r}" + (f"; there is {', '.join(map(repr, near))}" if near else ""),)


def _near(word: str, words: Mapping[str, object] | set[str]) -> list[str]:
    """Return the words most like a word, the nearest first."""
    from difflib import get_close_matches

    folded = {other.lower(): other for other in sorted(words)}
    return [folded[close] for close in get_close_matches(word.lower(), folded, n=3)]
