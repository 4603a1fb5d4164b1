"""Every shape has a graph that it lets pass and a graph that it alone finds fault with, on every engine."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.assets import SHAPES
from kgbuild.shacl import ENGINES, Validator
from kgbuild.shacl.graphs import SH, Index, read
from kgbuild.shacl.report import IDENTIFIER

HERE = Path(__file__).parent
NAMESPACE = "https://w3id.org/kgbuild/shapes#"
FILES = ("evidence", "consistency")
INDEX = {name: Index(read(SHAPES / f"{name}.ttl")) for name in FILES}


def checks(name: str) -> dict[str, str]:
    """Return the code of each shape of a file that has one, by its local name."""
    codes = ((shape, INDEX[name].object(shape, IDENTIFIER)) for shape in INDEX[name].subjects(IDENTIFIER))
    return {shape.value.removeprefix(NAMESPACE): code.value for shape, code in codes if isinstance(code, ox.Literal)}


CASES = [(name, check, code) for name in FILES for check, code in checks(name).items()]


@pytest.fixture(scope="module", params=[(name, engine) for name in FILES for engine in ENGINES], ids="-".join)
def validator(request: pytest.FixtureRequest) -> tuple[str, Validator]:
    name, engine = request.param
    return name, Validator([SHAPES / f"{name}.ttl"], engine)


def graph(kind: str, check: str) -> list[ox.Triple]:
    return read(HERE / kind / f"{check}.ttl")


def test_each_good_graph_passes_and_each_bad_one_fails_for_its_shape_alone(validator: tuple[str, Validator]) -> None:
    name, validate = validator
    for check, code in checks(name).items():
        good, bad = validate(graph("good", check)), validate(graph("bad", check))
        assert not good.results, check
        found = {(result.code, result.shape) for result in bad.results}
        assert found == {(code, NAMESPACE + check)}, (check, bad.results)


def test_every_shape_with_a_code_has_its_pair_and_nothing_else_lies_there() -> None:
    wanted = {f"{check}.ttl" for _, check, _ in CASES}
    for kind in ("good", "bad"):
        assert {path.name for path in (HERE / kind).glob("*.ttl")} == wanted


@pytest.mark.parametrize("name", FILES)
def test_every_constraint_has_a_code_a_message_in_english_and_an_iri(name: str) -> None:
    index = INDEX[name]
    for node in {*index.subjects(SH + "select"), *index.instances(SH + "PropertyShape")}:
        assert isinstance(node, ox.NamedNode)
        assert node.value.startswith(NAMESPACE)
        messages = index.objects(node, SH + "message")
        assert [m.language for m in messages if isinstance(m, ox.Literal)] == ["en"]
    for shape in index.instances(SH + "NodeShape"):
        assert index.object(shape, "http://www.w3.org/2000/01/rdf-schema#comment"), shape


def test_codes_are_not_shared_between_severities_and_files() -> None:
    by_code: dict[str, set[tuple[str, str]]] = {}
    for name, check, code in CASES:
        severity = INDEX[name].object(ox.NamedNode(NAMESPACE + check), SH + "severity")
        by_code.setdefault(code, set()).add((name, severity.value if severity else ""))
    assert all(len(where) == 1 for where in by_code.values())


@pytest.mark.parametrize("engine", ENGINES)
def test_background_knowledge_passes_by_itself(engine: str) -> None:
    assert not Validator([SHAPES / f"{name}.ttl" for name in FILES], engine)([]).results
