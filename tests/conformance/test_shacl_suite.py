"""The W3C SHACL suite, core and SPARQL, on every engine: results are compared one by one, not only sh:conforms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest

from kgbuild.errors import ShaclError
from kgbuild.shacl import ENGINES
from kgbuild.shacl.graphs import SH, Index, Term, read
from kgbuild.shacl.report import path_text

if TYPE_CHECKING:
    from collections.abc import Iterator

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "shacl" / "data-shapes-test-suite" / "tests"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
PARTS = ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "value")

FAILS = {
    ("pyshacl", "core/property/uniqueLang-002"): "takes sh:uniqueLang 1 for true, where only the literal true counts",
    ("pyshifty", "core/property/uniqueLang-002"): "takes sh:uniqueLang 1 for true, where only the literal true counts",
    ("pyshacl", "sparql/pre-binding/shapesGraph-001"): "does not offer $shapesGraph, which SHACL leaves optional",
}


class Case(NamedTuple):
    """One test: its manifest, and its nodes in it."""

    name: str
    manifest: Index
    data: Path
    shapes: Path
    expected: Term


def cases(manifest: Path = SUITE / "manifest.ttl") -> Iterator[Case]:
    """Yield the tests of a manifest and of those that it includes."""
    index = Index(read(manifest))
    root = ox.NamedNode(manifest.as_uri())
    for included in index.objects(root, MF + "include"):
        yield from cases(local(included))
    for head in index.objects(root, MF + "entries"):
        for test in index.list(head):
            action, expected = index.object(test, MF + "action"), index.object(test, MF + "result")
            assert action
            assert expected
            data, shapes = (local(index.objects(action, SHT + part)[0]) for part in ("dataGraph", "shapesGraph"))
            name = local(test).relative_to(SUITE).as_posix()
            yield Case(name, index, data, shapes, expected)


def local(node: Term) -> Path:
    return Path(node.value.removeprefix("file://"))


def results(report: Index, node: Term, shapes: Index) -> Counter[tuple[str, ...]]:
    """Return the results of a report as bags of their parts; blank nodes are alike, paths are written out."""
    found: Counter[tuple[str, ...]] = Counter()
    for result in report.objects(node, SH + "result"):
        parts = [report.object(result, SH + part) for part in PARTS]
        path, shape = report.object(result, SH + "resultPath"), report.object(result, SH + "sourceShape")
        if isinstance(path, ox.BlankNode):
            # pyshifty names the path by a node that it does not describe: it is the path of the shape.
            written = (
                path_text(path, report) or path_text(shapes.objects(shape, SH + "path")[0], shapes) if shape else ""
            )
        else:
            written = str(path)
        found[(written, *("_" if isinstance(part, ox.BlankNode) else str(part) for part in parts))] += 1
    return found


def run(case: Case, engine: str) -> Counter[tuple[str, ...]]:
    data = read(case.data)
    shapes = data if case.data == case.shapes else read(case.shapes)
    report = Index(ENGINES[engine](data, shapes))
    (node,) = report.instances(SH + "ValidationReport")
    return results(report, node, Index(shapes))


CASES = list(cases()) if SUITE.is_dir() else []
MARKED = [
    pytest.param(
        case,
        engine,
        id=f"{engine}-{case.name}",
        marks=[pytest.mark.xfail(reason=FAILS[engine, case.name])] if (engine, case.name) in FAILS else [],
    )
    for engine in ENGINES
    for case in CASES
]


@pytest.mark.skipif(not CASES, reason="the W3C SHACL suite is not beside this checkout")
def test_the_suite_is_whole() -> None:
    assert len(CASES) == 120
    assert {name for _, name in FAILS} <= {case.name for case in CASES}


@pytest.mark.parametrize(("case", "engine"), MARKED)
def test_an_engine_gives_the_results_that_the_suite_expects(case: Case, engine: str) -> None:
    if case.expected.value == SHT + "Failure":
        with pytest.raises(ShaclError):
            run(case, engine)
    else:
        assert run(case, engine) == results(case.manifest, case.expected, case.manifest)
