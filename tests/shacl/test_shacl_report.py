"""A report is a value: ordered, comparable, written as RDF without blank nodes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kgbuild.errors import ShaclError
from kgbuild.shacl import Report, Result, fail_on, to_triples
from kgbuild.shacl.graphs import SH, Index
from kgbuild.shacl.report import from_triples, ordered, path_text

BASE = "https://example.org/kg/"
CAMP = ox.NamedNode(BASE + "id/facility/camp")
WARNING = Result("KGB-C04", "warning", CAMP, "off by 9 %", ox.Literal("1500"), shape="x:s", component="SPARQL")
VIOLATION = Result("KGB-C05", "violation", CAMP, "wrong order", path="x:p", shape="x:t", component="LessThan")
INFO = Result("KGB-C23", "info", CAMP, "may be living")


def test_a_report_with_warnings_conforms_and_one_with_a_violation_does_not() -> None:
    assert Report().conforms
    assert Report((WARNING, INFO)).conforms
    assert not Report((WARNING, VIOLATION)).conforms


@pytest.mark.parametrize(
    ("results", "levels"),
    [
        ((), []),
        ((INFO,), ["info"]),
        ((WARNING,), ["info", "warning"]),
        ((VIOLATION,), ["info", "violation", "warning"]),
    ],
)
def test_a_report_fails_on_its_gravest_result_and_below(results: tuple[Result, ...], levels: list[str]) -> None:
    every = ("info", "never", "violation", "warning")
    assert [level for level in every if fail_on(Report(results), level)] == levels


def test_an_unknown_level_is_an_error() -> None:
    with pytest.raises(ShaclError, match="never"):
        fail_on(Report(), "fatal")


def test_results_are_ordered_by_gravity_and_not_repeated() -> None:
    assert ordered([INFO, WARNING, VIOLATION, WARNING]) == (VIOLATION, WARNING, INFO)
    assert Report((WARNING,)).extended([VIOLATION, WARNING]).results == (VIOLATION, WARNING)


def test_the_written_report_has_iris_only_and_states_what_disallows_conformance() -> None:
    triples = list(to_triples(Report(ordered([INFO, WARNING, VIOLATION])), BASE))
    assert triples == list(to_triples(Report(ordered([VIOLATION, INFO, WARNING])), BASE))
    assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple)
    index, node = Index(triples), ox.NamedNode(BASE + "report")
    assert index.objects(node, SH + "conforms") == [ox.Literal(False)]
    assert index.objects(node, SH + "conformanceDisallows") == [ox.NamedNode(SH + "Violation")]
    assert len(index.objects(node, SH + "result")) == 3


def test_a_written_report_is_read_back_as_it_was() -> None:
    report = Report(ordered([INFO, WARNING, VIOLATION]), "pyshacl")
    read = from_triples(to_triples(report, BASE), Index([]), "pyshacl")
    parts = [(r.severity, r.focus, r.message, r.value, r.path, r.shape) for r in report.results]
    assert sorted(map(str, parts)) == sorted(
        str((r.severity, r.focus, r.message, r.value, r.path, r.shape)) for r in read.results
    )


def test_a_report_without_a_report_node_is_an_error() -> None:
    with pytest.raises(ShaclError, match="no validation report"):
        from_triples([], Index([]), "pyshacl")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("x:p", "<x:p>"),
        ("[ sh:inversePath x:p ]", "^<x:p>"),
        ("( x:p x:q )", "<x:p>/<x:q>"),
        ("[ sh:alternativePath ( x:p [ sh:inversePath x:q ] ) ]", "(<x:p>|^<x:q>)"),
        ("[ sh:zeroOrMorePath ( x:p x:q ) ]", "(<x:p>/<x:q>)*"),
        ("( x:p [ sh:zeroOrOnePath x:q ] )", "<x:p>/(<x:q>)?"),
        ("[ sh:oneOrMorePath x:p ]", "(<x:p>)+"),
    ],
)
def test_a_path_is_written_as_in_sparql(path: str, written: str) -> None:
    turtle = f"@prefix sh: <{SH}> . @prefix x: <x:> . x:s sh:path {path} ."
    index = Index(quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    (node,) = index.objects(ox.NamedNode("x:s"), SH + "path")
    assert path_text(node, index) == written
    ox.Store().query(f"SELECT * {{ ?s {written} ?o }}")
