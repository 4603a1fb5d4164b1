"""Which engine runs, that engines agree, and what happens when one cannot validate."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from conftest import BASE
from kgbuild import rdf, shacl
from kgbuild.errors import ShaclError

if TYPE_CHECKING:
    from pathlib import Path

    from kgbuild.model import ArticleGraph

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CORE = "ex:Named a sh:NodeShape ; sh:targetClass ex:Ship ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ."
ENGINES = pytest.mark.parametrize("engine", shacl.ENGINES)


def shapes(folder: Path, turtle: str) -> list[Path]:
    path = folder / "shapes.ttl"
    path.write_text(PREFIXES + turtle)
    return [path]


def sparql(condition: str) -> str:
    query = f"SELECT $this ?value WHERE {{ $this <https://example.org/length> ?value . {condition} }}"
    return f'ex:Long a sh:NodeShape ; sh:targetClass ex:Ship ; sh:sparql ex:Query .\nex:Query sh:select "{query}" .'


def ship(length: int | None = None) -> bytes:
    node, kind = "<https://example.org/ship>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [f"{node} {kind} <https://example.org/Ship> <https://example.org/g1> ."]
    if length is not None:
        number = f'"{length}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        lines.append(f"{node} <https://example.org/length> {number} <https://example.org/g2> .")
    return "\n".join(lines).encode()


def test_importing_and_using_the_fast_engine_loads_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys, kgbuild.shacl as s; heavy = {'rdflib', 'pyshacl', 'shifty'}; assert not heavy & set(sys.modules);"
        "s.validate([]); assert not {'rdflib', 'pyshacl'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_default_is_fast_where_it_is_known_to_be_right(tmp_path: Path) -> None:
    assert shacl.validate([]).engine == "pyshifty"
    assert shacl.validate([], shapes(tmp_path, CORE)).engine == "pyshifty"
    assert shacl.validate([], shapes(tmp_path, sparql("FILTER(?value > 9)"))).engine == "pyshacl"


@pytest.mark.parametrize(
    ("condition", "length"), [("FILTER(?value = 10 - 2 - 5)", 3), ("FILTER(!(?value = 1 && ?value = 5))", 2)]
)
def test_sparql_that_pyshifty_misreads_is_read_rightly_by_default(tmp_path: Path, condition: str, length: int) -> None:
    foreign = shapes(tmp_path, sparql(condition))
    assert not shacl.validate(ship(length), foreign).conforms
    # When this fails, pyshifty has been mended: the rule in engines.py and the style of our queries can go.
    assert shacl.validate(ship(length), foreign, engine="pyshifty").conforms


@ENGINES
def test_named_graphs_are_validated_as_one(tmp_path: Path, engine: str) -> None:
    report = shacl.validate(ship(12), shapes(tmp_path, sparql("FILTER(?value > 9)")), engine=engine)
    assert [(r.code, r.value and r.value.value) for r in report.results] == [("SPARQL", "12")]


@ENGINES
def test_a_store_quads_and_bytes_give_the_same_report(tmp_path: Path, engine: str) -> None:
    files = shapes(tmp_path, CORE)
    quads = list(ox.parse(ship(), format=ox.RdfFormat.N_QUADS))
    store = ox.Store()
    store.extend(quads)
    reports = {shacl.validate(data, files, engine=engine) for data in (ship(), tuple(quads), store)}
    assert [(r.code, r.path) for report in reports for r in report.results] == [
        ("MinCount", "https://example.org/name")
    ]


def test_engines_give_the_same_results_for_a_whole_article(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    one, other = (shacl.validate(quads, engine=engine) for engine in shacl.ENGINES)
    assert one.results
    assert {r.key[:-1] for r in one.results} == {r.key[:-1] for r in other.results}


@ENGINES
@pytest.mark.parametrize(
    "turtle",
    [
        "ex:S a sh:NodeShape ;",
        sparql("FILTER(?value >> 9)"),
        sparql("MINUS { $this a ex:Boat }"),
        sparql("SERVICE <https://example.org/sparql> { ?value ?p ?o }"),
    ],
    ids=["not Turtle", "not SPARQL", "MINUS", "SERVICE"],
)
def test_shapes_that_cannot_be_used_are_an_error_on_every_engine(tmp_path: Path, engine: str, turtle: str) -> None:
    with pytest.raises(ShaclError):
        shacl.validate(ship(), shapes(tmp_path, turtle), engine=engine)


def test_errors_say_what_would_mend_them(tmp_path: Path) -> None:
    with pytest.raises(ShaclError, match="one of auto, pyshacl, pyshifty"):
        shacl.validate([], engine="topbraid")
    with pytest.raises(ShaclError, match=r"nowhere\.ttl: cannot read"):
        shacl.validate([], [tmp_path / "nowhere.ttl"])
    with pytest.raises(ShaclError, match="not N-Quads"):
        shacl.validate(b"<a> <b>")
    triple = ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.NamedNode("x:c"))
    with pytest.raises(ShaclError, match=r"RDF 1\.1"):
        shacl.validate([ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), triple)])


@ENGINES
def test_shapes_that_import_nothing_see_nothing_but_the_data(tmp_path: Path, engine: str) -> None:
    turtle = "ex:S a sh:NodeShape ; sh:targetClass <http://www.w3.org/2002/07/owl#Class> ; sh:nodeKind sh:Literal ."
    assert shacl.validate([], shapes(tmp_path, turtle), engine=engine).conforms
