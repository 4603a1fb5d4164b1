"""Headers of queries: what they say, and what is said of one that is wrong; and the syntax they rest on."""

from __future__ import annotations

import pytest

from kgbuild import queries
from kgbuild.errors import QueryError
from kgbuild.queries import syntax

HEADER = """# title: Deaths
# description: Who died where,
#   and who says so.
# param: place iri|label required "where they died"
# param: limit integer optional "how many" 10
# columns: person place
# tags: person, death

SELECT ?person ?place WHERE { ?person <x:diedAt> ?place . FILTER(?limit > 1) }
"""


def test_header_is_read() -> None:
    query = queries.parse(HEADER, "deaths")
    assert (query.name, query.title, query.form) == ("deaths", "Deaths", "SELECT")
    assert query.description == "Who died where, and who says so."
    assert query.columns == ("person", "place")
    assert query.tags == ("person", "death")
    place, limit = query.params
    assert (place.name, place.type, place.required, place.default) == ("place", "iri|label", True, None)
    assert (limit.doc, limit.required, limit.default) == ("how many", False, "10")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# parm: x iri optional 'a'", "q.rq:1: unknown key 'parm'"),
        ("# param: x url optional 'a'", "q.rq:1: unknown type 'url'"),
        ("# param: x iri maybe 'a'", "q.rq:1: this parameter does not parse"),
        ("# param: x iri optional 'a", "q.rq:1: this parameter does not parse"),
        ("# param: y iri optional 'a'", "q.rq: the query does not use its parameter 'y'"),
    ],
)
def test_wrong_header_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        queries.parse(f"{line}\nSELECT ?x {{ ?x ?p ?o }}", "q")
    assert str(caught.value).startswith(said)


def test_other_comments_are_left_alone() -> None:
    query = queries.parse("# Copyright nobody\n#\n#title: no\nASK { ?s ?p ?o }  # param: x bad")
    assert (query.title, query.params) == ("", ())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * { }", "SELECT"),
        ("# SELECT\nBASE <x:ASK> PREFIX ask: <x:y> DESCRIBE <x:y>", "DESCRIBE"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("PREFIX : <x:y> ASK { :a :b 'SELECT' }", "ASK"),
    ],
)
def test_form_is_the_first_word_that_is_one(text: str, form: str) -> None:
    assert syntax.form(text) == form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("DELETE WHERE { ?s ?p ?o }", "DELETE changes data"),
        ("PREFIX a: <x:y>\nINSERT DATA { a:b a:c 1 }", "INSERT changes data"),
        ("Who died?", "not a SPARQL query"),
        ("", "not a SPARQL query"),
    ],
)
def test_what_is_no_query_is_refused(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        queries.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x ^{ ?x ?p ?o }",
        "SELECT ?x # { \nWHERE ^{ ?x ?p '}' }",
        "SELECT (EXISTS { ?a ?b ?c } AS ?x) WHERE ^{ { ?x ?p ?o } UNION { } }",
        "PREFIX p: <x:{> ASK ^{ ?x <x:#> '''{''' }".replace("x:{", "x:y"),
        "CONSTRUCT { ?x ?p ?o } FROM <x:g> WHERE ^{ ?x ?p ?o }",
        "CONSTRUCT { } ^{ ?x ?p ?o }",
        "DESCRIBE ?x WHERE ^{ ?x ?p ?o }",
    ],
)
def test_pattern_opens_where_it_does(text: str) -> None:
    place = text.index("^")
    assert syntax.opening(text.replace("^", "")) == place + 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT * { ?x ?p ?o }", ()),
        ("SELECT REDUCED ?x $y { ?x ?p ?y }", ("x", "y")),
        ("SELECT (COUNT(DISTINCT ?x) AS ?n) ?y WHERE { ?x ?p ?y } GROUP BY ?y", ("n", "y")),
        ("ASK { ?s ?p ?o }", ()),
    ],
)
def test_selected_columns(text: str, names: tuple[str, ...]) -> None:
    assert syntax.selected(text) == names


def test_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"no query 'facilites' .did you mean facilities?"):
        queries.find("facilites")


def test_canned_queries_come_by_name_in_order() -> None:
    names = list(queries.load())
    assert names == sorted(names)
    assert len(names) >= 20
    assert queries.find("quote") is queries.load()["quote"]
