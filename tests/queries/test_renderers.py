"""Results as text: each style, and the terms that are hard to write."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from rich.cells import cell_len
from rich.console import Console

from kgbuild import queries
from kgbuild.errors import QueryError
from kgbuild.queries import Answer, Table, Triples
from kgbuild.queries.results import collect

KGB = "https://w3id.org/kgbuild/ontology#"
CAMP = ox.NamedNode("https://example.org/kg/id/facility/yodok")
HARD = ox.Literal('a "b", |c|\n\td\\ [x](y)', language="en")
TABLE = Table(
    ("thing", "said", "n"),
    (
        (CAMP, HARD, ox.Literal(7)),
        (ox.BlankNode("b0"), None, ox.Literal("요덕")),
    ),
)
TRIPLES = Triples((ox.Triple(CAMP, ox.NamedNode(KGB + "type"), ox.Literal("camp", language="en")),))


def test_csv_reads_back_as_values() -> None:
    rows = list(csv.reader(io.StringIO(queries.render(TABLE, "csv"), newline="")))
    assert rows == [["thing", "said", "n"], [CAMP.value, HARD.value, "7"], ["_:b0", "", "요덕"]]


def test_json_reads_back_as_the_same_terms() -> None:
    text = queries.render(TABLE, "json")
    assert collect(ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)) == TABLE


def test_tsv_reads_back_as_the_same_terms() -> None:
    text = queries.render(TABLE, "tsv")
    assert collect(ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)) == TABLE


def test_turtle_reads_back_as_the_same_triples() -> None:
    text = queries.render(TRIPLES, "turtle")
    assert text.startswith(f"@prefix kgb: <{KGB}> .\n")
    assert [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)] == list(TRIPLES.triples)


def test_markdown_is_one_line_a_row() -> None:
    assert queries.render(TABLE, "markdown") == (
        "| thing | said | n |\n| --- | --- | --- |\n"
        f'| […/facility/yodok](<{CAMP.value}>) | a "b", \\|c\\| d\\\\ \\[x](y) | 7 |\n'
        "| \\_:b0 |  | 요덕 |\n"
    )


def test_table_is_for_people() -> None:
    shown = queries.render(Table(("thing", "relation"), ((CAMP, ox.NamedNode(KGB + "diedAt")),)), "table")
    assert shown == "thing             relation\n…/facility/yodok  kgb:diedAt\n"


def test_thing_and_its_name_are_one_column() -> None:
    rows = ((CAMP, ox.Literal(1), ox.Literal("Yodok", language="en")), (CAMP, ox.Literal(2), None))
    shown = queries.render(Table(("camp", "n", "campName"), rows), "table")
    assert shown == "camp              n\nYodok             1\n…/facility/yodok  2\n"


def test_thing_can_be_followed_by_its_name() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=60, color_system="standard")
    with console.capture() as captured:
        console.print(queries.grid(Table(("camp", "campName"), ((CAMP, ox.Literal("Yodok")),))))
    assert f";{CAMP.value}\x1b\\Yodok" in captured.get()


@pytest.mark.parametrize("width", [30, 60, 200])
def test_table_fits_the_terminal(width: int) -> None:
    words, iri = ox.Literal("요덕 word " * 30), ox.NamedNode("https://example.org/" + "long" * 30)
    wide = Table(("words", "iri", "short"), ((words, iri, ox.Literal("1934-08-11")),))
    console = Console(file=io.StringIO(), width=width, color_system=None)
    with console.capture() as captured:
        console.print(queries.grid(wide))
    assert max(map(cell_len, captured.get().splitlines())) <= width


def test_short_words_are_not_broken_for_long_ones() -> None:
    row = (ox.Literal("1934-08-11"), ox.Literal("so " * 99), ox.NamedNode("https://example.org/" + "x" * 99))
    shown = queries.render(Table(("date", "words", "iri"), (row,)), "table")
    assert "\n1934-08-11  so so" in shown
    assert "https://example.org/x" in shown


def test_words_in_brackets_are_not_markup() -> None:
    assert "[red]" in queries.render(Table(("a",), ((ox.Literal("[red] x"),),)), "table")


@pytest.mark.parametrize("style", ["table", "csv", "tsv", "markdown"])
def test_answer_is_a_word(style: str) -> None:
    assert queries.render(Answer(True), style) == "true\n"


def test_answer_as_json() -> None:
    assert json.loads(queries.render(Answer(False), "json")) == {"head": {}, "boolean": False}


@pytest.mark.parametrize("style", ["table", "csv", "tsv", "markdown", "json"])
def test_triples_are_a_table_too(style: str) -> None:
    assert queries.render(TRIPLES, style) == queries.render(TRIPLES.table(), style)


@pytest.mark.parametrize("style", list(queries.RENDERERS))
def test_every_style_ends_its_last_line(style: str) -> None:
    result = TRIPLES if style == "turtle" else TABLE
    assert queries.render(result, style).endswith("\n")


def test_table_is_no_turtle() -> None:
    with pytest.raises(QueryError, match=r"only CONSTRUCT and DESCRIBE give Turtle"):
        queries.render(TABLE, "turtle")


def test_unknown_style_is_refused_with_the_known() -> None:
    with pytest.raises(QueryError, match=r"no output format 'xml' .use table, csv, tsv, json, turtle, markdown"):
        queries.render(TABLE, "xml")


def test_triples_come_once_and_in_order() -> None:
    store = ox.Store()
    for name in "bca":
        store.add(ox.Quad(ox.NamedNode(f"x:{name}"), ox.NamedNode("x:p"), ox.Literal(name)))
    found = queries.run("CONSTRUCT { ?s a <x:T> } WHERE { ?s ?p ?o . ?t ?q ?u }", store)
    assert isinstance(found, Triples)
    assert [str(triple.subject) for triple in found.triples] == ["<x:a>", "<x:b>", "<x:c>"]
