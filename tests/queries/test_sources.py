"""Where queries run: folders, files in every format, stores; and what is said of one that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kgbuild import queries
from kgbuild.errors import QueryError
from kgbuild.queries import Answer, Table

if TYPE_CHECKING:
    from pathlib import Path

NQUADS = """<x:a> <x:p> "1" <x:g> .
<x:a> <x:p> "1" <x:h> .
<x:a> <x:q> <x:b> <x:h> .
"""
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def count(source: str | Path | ox.Store, query: str = COUNT) -> str:
    return queries.render(queries.run(query, source), "csv").splitlines()[1]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_every_format_is_read(suffix: str, tmp_path: Path) -> None:
    form = ox.RdfFormat.from_extension(suffix)
    assert form is not None
    triples = [ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/p"), ox.Literal("1"))]
    file = tmp_path / f"a.{suffix}"
    file.write_bytes(ox.serialize(triples, format=form) or b"")
    assert count(file) == count(str(file)) == "1"


def test_build_folder_stands_for_its_quads(tmp_path: Path) -> None:
    (tmp_path / "all.nq").write_text(NQUADS)
    assert count(tmp_path) == "2"


def test_triple_of_two_graphs_counts_once_but_is_in_both(tmp_path: Path) -> None:
    file = tmp_path / "a.nq"
    file.write_text(NQUADS)
    assert count(file) == "2"
    assert count(file, COUNT.replace("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }")) == "3"


def test_connected_source_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.nq"
    file.write_text(NQUADS)
    source = queries.connect(file)
    file.unlink()
    assert queries.run("ASK { <x:a> ?p ?o }", source) == Answer(True)


def test_folder_without_a_build_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"there is no .*all.nq .build it first: kgbuild build"):
        queries.connect(tmp_path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"there is no .*b.ttl"):
        queries.connect(tmp_path / "b.ttl")


def test_other_files_are_refused_with_what_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n")
    with pytest.raises(QueryError, match=r"'a.csv' is no RDF file .it takes .ttl .nt .nq"):
        queries.connect(file)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [("a.ttl", "<x:a> <x:p>\n  <<< .", "a.ttl:2"), ("a.jsonld", "{", "a.jsonld"), ("a.rdf", "<a>", "a.rdf")],
)
def test_broken_file_is_an_error_with_its_place(name: str, text: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(QueryError) as caught:
        queries.connect(file)
    assert caught.value.place.startswith(str(tmp_path / place))


def test_broken_query_is_an_error() -> None:
    with pytest.raises(QueryError, match=r"the query does not parse"):
        queries.run("SELECT ?x WHERE { ?x ?p }", ox.Store())


def test_service_is_an_error_and_no_request() -> None:
    text = "SELECT ?s WHERE { SERVICE <https://example.invalid/sparql> { ?s ?p ?o } }"
    with pytest.raises(QueryError, match=r"the query failed"):
        queries.run(text, ox.Store())


def test_cells_without_a_value_are_none() -> None:
    found = queries.run("SELECT ?a ?b WHERE { BIND(1 AS ?a) }", ox.Store())
    assert isinstance(found, Table)
    assert found.rows[0][1] is None
