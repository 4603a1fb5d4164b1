"""Where a query runs: on a build's folder, on an RDF file, or on a SPARQL endpoint."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgbuild.errors import QueryError
from kgbuild.queries.results import collect

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgbuild.queries.results import Result

    Source: TypeAlias = Callable[[str], Result]
    """Takes the text of a query with all its parameters bound."""


@dataclass(frozen=True, slots=True)
class Local:
    """Answers queries from a store in this process, where a question more costs nothing."""

    store: ox.Store

    def __call__(self, text: str) -> Result:
        """Run a query."""
        try:
            return collect(self.store.query(text))
        except SyntaxError as error:
            raise QueryError(f"the query does not parse: {error.msg}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {error}") from error


DATASET = "all.nq"
SUFFIXES = ("ttl", "nt", "nq", "trig", "jsonld", "rdf")


def connect(source: str | Path | ox.Store) -> Source:
    """Return what answers queries on a folder, a file, an ``http(s)://`` endpoint or a store of quads.

    A folder or file is read once, here; an endpoint is asked at each query; of a store, queries see the default
    graph, and the others by name. What cannot be read raises
    QueryError.
    """
    if isinstance(source, ox.Store):
        return Local(source)
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        from kgbuild.queries.remote import ask

        return functools.partial(ask, source)
    return Local(read(Path(source)))


def read(path: Path) -> ox.Store:
    """Load a build's folder or an RDF file: graphs under their names, and all triples as the default graph.

    The default graph is a copy, not the engine's union graph: the union would give a triple that two graphs
    hold twice and make counts wrong.
    """
    file = path / DATASET if path.is_dir() else path
    if not file.is_file():
        hint = "build it first: kgbuild build ARTICLES -o FOLDER" if path.is_dir() else ""
        raise QueryError(f"there is no {file}", hint=hint)
    suffix = file.suffix.removeprefix(".").lower()
    if suffix not in SUFFIXES:
        raise QueryError(f"{file.name!r} is no RDF file", hint="it takes " + " ".join(f".{s}" for s in SUFFIXES))
    store = ox.Store()
    try:
        quads = ox.parse(path=str(file), format=ox.RdfFormat.from_extension(suffix), base_iri=file.absolute().as_uri())
        for quad in quads:
            store.add(quad)
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    except SyntaxError as error:
        raise QueryError(error.msg, place=_position(file, error)) from error
    except (OSError, ValueError) as error:
        raise QueryError(f"cannot read it: {error}", place=str(file)) from error
    return store


def _position(file: Path, error: SyntaxError) -> str:
    """Return ``file:line:column`` of a syntax error, as far as it is known."""
    return ":".join(str(part) for part in (file, error.lineno, error.offset) if part is not None)
