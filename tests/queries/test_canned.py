"""Every canned query against its expected tables, on two engines, on nothing and on everything at once."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild import queries
from kgbuild.queries import Answer, Table
from kgbuild.queries.sources import read
from kgbuild.queries.syntax import selected, tokens

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it calls what it deprecates

CASES = Path(__file__).parent / "cases"
EXPECTED = sorted(CASES.glob("*.csv"))
DATA = sorted(path for path in CASES.iterdir() if path.suffix in {".ttl", ".trig"})
BASE = "https://example.org/kg/"
NUMBERS = {rdflib.XSD.decimal, rdflib.XSD.integer}
GIVEN = {"subject": "Bastille", "person": "Nelson Mandela", "facility": "Alcatraz", "entity": "Alcatraz"}
"""What a required parameter gets where all data are queried at once."""


def case(expected: Path) -> tuple[str, Path, dict[str, str], str]:
    """Return query, data file, parameters and table of an expected file.

    Its name is QUERY.csv or QUERY.CASE.csv; the data are those of the case where it has any of its own.
    """
    query, lines = expected.stem.split(".")[0], expected.read_text("utf-8").splitlines(keepends=True)
    names = [f"{stem}{end}" for stem in (expected.stem, query) for end in (".ttl", ".trig")]
    data = next(CASES / name for name in names if (CASES / name).exists())
    given = [line.removeprefix("# param: ").strip() for line in lines if line.startswith("# param: ")]
    params = dict(pair.split("=", 1) for pair in given)
    return query, data, params, "".join(lines[len(given) :])


def rdflib_store(paths: list[Path]) -> rdflib.Dataset:
    """Read files into rdflib, with the union of all graphs as default graph."""
    dataset = rdflib.Dataset(default_union=True)
    for path in paths:
        dataset.parse(data=path.read_text("utf-8"), format="trig", publicID=BASE)
    return dataset


def values(table: Table) -> list[list[object]]:
    """Return cells that are equal where two engines mean the same: 7 and 7.0, an empty cell and an empty text."""
    return [[_ours(term) for term in row] for row in table.rows]


def _ours(term: object) -> object:
    if isinstance(term, ox.Literal):
        number = term.datatype.value in {str(kind) for kind in NUMBERS}
        return Decimal(term.value) if number else (term.value, term.language)
    return term.value if isinstance(term, ox.NamedNode) else ("", None)


def _theirs(term: object) -> object:
    if isinstance(term, rdflib.Literal):
        if term.datatype in NUMBERS:
            return Decimal(str(term))
        return str(term), term.language.lower() if term.language else None
    return ("", None) if term is None else str(term)


def agree(query: queries.Query, params: dict[str, str], ours: ox.Store, theirs: rdflib.Dataset) -> None:
    """Hold the answers of both engines against each other: the same rows, in the same order."""
    found = queries.run(query, ours, params)
    answer = theirs.query(queries.bind(query, params))
    if query.form == "CONSTRUCT":
        assert answer.graph is not None
        assert isinstance(found, queries.Triples)
        wanted = {tuple(map(_theirs, triple)) for triple in answer.graph}
        assert {tuple(row) for row in values(found.table())} == wanted
        return
    assert isinstance(found, Table)
    assert [str(name) for name in answer.vars or ()] == list(query.columns)
    assert values(found) == [[_theirs(term) for term in row] for row in answer if not isinstance(row, bool)]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_query_gives_its_table(expected: Path) -> None:
    name, data, params, table = case(expected)
    assert queries.render(queries.run(name, loaded(data), params), "csv") == table


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_engines_agree(expected: Path) -> None:
    name, data, params, _ = case(expected)
    agree(queries.load()[name], params, loaded(data), rdflib_store([data]))


def loaded(*paths: Path) -> ox.Store:
    """Read files into one store as ``connect`` does, under one base."""
    store = ox.Store()
    for path in paths:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TRIG, base_iri=BASE):
            store.add(quad)
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return store


@pytest.fixture(scope="module")
def everything() -> tuple[list[Path], ox.Store, rdflib.Dataset]:
    return DATA, loaded(*DATA), rdflib_store(DATA)


@pytest.mark.parametrize("name", queries.load())
def test_engines_agree_on_all_articles_at_once(
    name: str, everything: tuple[list[Path], ox.Store, rdflib.Dataset]
) -> None:
    query = queries.load()[name]
    params = {param.name: GIVEN[param.name] for param in query.params if param.required}
    agree(query, params, everything[1], everything[2])


@pytest.mark.parametrize("name", queries.load())
def test_order_of_the_data_does_not_matter(name: str, everything: tuple[list[Path], ox.Store, rdflib.Dataset]) -> None:
    query = queries.load()[name]
    params = {param.name: GIVEN[param.name] for param in query.params if param.required}
    backwards = loaded(*reversed(everything[0]))
    assert queries.run(query, backwards, params) == queries.run(query, everything[1], params)


@pytest.mark.parametrize("name", queries.load())
def test_nothing_comes_of_nothing(name: str) -> None:
    query = queries.load()[name]
    params = {param.name: f"{BASE}id/x" for param in query.params if param.required}
    agree(query, params, ox.Store(), rdflib_store([]))
    found = queries.run(query, ox.Store(), params)
    assert not isinstance(found, Answer)
    assert not (found.rows if isinstance(found, Table) else found.triples)


@pytest.mark.parametrize("query", queries.load().values(), ids=lambda query: query.name)
class TestHeader:
    def test_says_what_the_query_answers(self, query: queries.Query) -> None:
        assert query.title
        assert query.description.endswith(".")
        assert query.tags
        assert all(param.doc for param in query.params)

    def test_names_the_columns_that_come_out(self, query: queries.Query) -> None:
        wanted = selected(query.text) if query.form == "SELECT" else ("subject", "predicate", "object")
        assert query.columns == wanted

    def test_has_a_case(self, query: queries.Query) -> None:
        assert (CASES / f"{query.name}.csv").exists()

    def test_each_parameter_is_tried(self, query: queries.Query) -> None:
        tried = {name for path in CASES.glob(f"{query.name}*.csv") for name in case(path)[2]}
        assert tried == {param.name for param in query.params}


@pytest.mark.parametrize("query", queries.load().values(), ids=lambda query: query.name)
class TestPortability:
    def test_order_is_total(self, query: queries.Query) -> None:
        if query.form != "SELECT":
            return
        _, _, order = query.text.rpartition("ORDER BY")
        counted = set(re.findall(r"COUNT\(DISTINCT \?\w+\) AS \?(\w+)", query.text))
        named = {token.text[1:] for token in tokens(order) if token.kind == "variable"}
        assert set(query.columns) - counted <= named

    def test_only_the_query_about_provenance_names_graphs(self, query: queries.Query) -> None:
        words = {token.text.upper() for token in tokens(query.text)}
        assert ("GRAPH" in words) == (query.name == "untraced")
        assert not words & {"SERVICE", "FROM", "YEAR", "GYEAR", "NOW", "RAND", "UUID"}


@pytest.mark.parametrize("data", DATA, ids=lambda path: path.name)
def test_quotes_of_the_cases_are_as_long_as_their_place(data: Path) -> None:
    for quad in loaded(data):
        if quad.predicate.value.endswith("#exact"):
            start, end = map(int, str(quad.subject).rstrip(">").rpartition("=")[2].split(","))
            assert end - start == len(quad.object.value)


def test_a_file_is_read_with_its_graphs_and_their_union() -> None:
    store = read(CASES / "untraced.clean.trig")
    in_default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert len(list(store)) == 2 * len(in_default)
