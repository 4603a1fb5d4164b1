"""Parameters: what each type takes, what it refuses, and that no value can leave its place in the query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild import queries
from kgbuild.errors import QueryError
from kgbuild.queries import Table

XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "https://example.org/"


def bound(types: str, value: str) -> Table:
    """Bind a parameter of a type and return what its variable holds."""
    query = queries.parse(f'# param: x {types} required "a thing"\nSELECT ?x WHERE {{ }}')
    found = queries.run(query, ox.Store(), {"x": value})
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize(
    ("types", "value", "term"),
    [
        ("iri", "https://example.org/é", f"<{EX}é>"),
        ("iri", "<https://example.org/a>", f"<{EX}a>"),
        ("iri", "urn:isbn:0451450523", "<urn:isbn:0451450523>"),
        ("iri", "kgb:diedAt", "<https://w3id.org/kgbuild/ontology#diedAt>"),
        ("iri|string", "Alcatraz: the Rock", '"Alcatraz: the Rock"'),
        ("string", ' a "quoted" \\ word ', r'"a \"quoted\" \\ word"'),
        ("lang", "KO-Hang", '"ko-hang"'),
        ("lang", "*", '"*"'),
        ("integer", "+007", f'"7"^^<{XSD}integer>'),
        ("decimal", "-2.50", f'"-2.5"^^<{XSD}decimal>'),
        ("date", "1934-08-11", f'"1934-08-11"^^<{XSD}date>'),
        ("edtf-year", "1934", '"1934"^^<http://id.loc.gov/datatypes/edtf/EDTF>'),
        ("integer|string", "7 or 8", '"7 or 8"'),
    ],
)
def test_type_takes(types: str, value: str, term: str) -> None:
    assert [[str(cell) for cell in row] for row in bound(types, value).rows] == [[term]]


@pytest.mark.parametrize(
    ("types", "value"),
    [
        ("iri", "Alcatraz"),
        ("iri", "https://example.org/a b"),
        ("iri", "https://example.org/a> } #"),
        ("iri", "javascript:alert(1)"),
        ("string", "  "),
        ("lang", "not a tag"),
        ("integer", "1.5"),
        ("integer", "٣"),
        ("decimal", "1e3"),
        ("date", "1934-02-30"),
        ("date", "1934"),
        ("date", "19340811"),
        ("edtf-year", "34"),
        ("edtf-year", "0000"),
        ("edtf-year", "1X34"),
    ],
)
def test_type_refuses(types: str, value: str) -> None:
    with pytest.raises(QueryError) as caught:
        bound(types, value)
    said = str(caught.value)
    assert "'x'" in said
    assert f"it takes {types}, as x=" in said


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        ("1934", "1934-01-01", "1934-12-31"),
        ("193X", "1930-01-01", "1939-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
    ],
)
def test_year_brings_its_first_and_last_day(year: str, first: str, last: str) -> None:
    text = '# param: y edtf-year optional "a year"\nSELECT ?yEarliest ?yLatest WHERE { }'
    found = queries.run(queries.parse(text), ox.Store(), {"y": year})
    assert queries.render(found, "csv") == f"yEarliest,yLatest\n{first},{last}\n"


@given(st.text(min_size=1).filter(str.strip))
def test_string_stays_one_term_whatever_it_holds(value: str) -> None:
    rows = bound("string", value).rows
    assert len(rows) == 1
    assert len(rows[0]) == 1


@given(st.text(alphabet="<>{}\"'\\.;# \n?aA:/"))
def test_nothing_breaks_out_of_its_place(value: str) -> None:
    try:
        found = bound("iri|string", value)
    except QueryError:
        return
    assert len(found.rows) == 1


class TestNames:
    store = ox.Store()
    store.load(
        f"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix kgb: <https://w3id.org/kgbuild/ontology#> .
        <{EX}a> rdfs:label "Yodok camp"@en , "요덕"@ko-hang ; kgb:altName "Camp 15"@en .
        <{EX}b> rdfs:label "YODOK CAMP"@en .
        <{EX}c> rdfs:label "Yodok"@en .""".encode(),
        format=ox.RdfFormat.TURTLE,
    )
    query = queries.parse('# param: x label optional "a thing"\nSELECT ?x WHERE { ?x ?p ?o } ORDER BY ?x')

    @pytest.mark.parametrize(
        ("name", "found"),
        [("yodok CAMP", "aaab"), ("camp 15", "aaa"), ("요덕", "aaa"), ("Yodo", ""), ("Yodok.*", "")],
    )
    def test_name_is_any_whole_label_in_any_case(self, name: str, found: str) -> None:
        table = queries.run(self.query, self.store, {"x": name})
        assert queries.render(table, "csv") == "x\n" + "".join(f"{EX}{letter}\n" for letter in found)

    def test_name_that_nothing_bears_is_said_with_the_nearest(self) -> None:
        table = queries.run(self.query, self.store, {"x": "Yodock camp"})
        assert isinstance(table, Table)
        assert len(table.notes) == 1
        assert table.notes[0].startswith("nothing is named 'Yodock camp'; there is ")
        assert "'Yodok'" in table.notes[0]

    def test_name_that_something_bears_is_no_note(self) -> None:
        query = queries.parse('# param: x label optional "a thing"\nSELECT ?x WHERE { ?x <a:b> ?o }')
        table = queries.run(query, self.store, {"x": "Yodok"})
        assert table == Table(("x",), ())


class TestWhichParameters:
    query = queries.parse(
        '# param: a integer optional "one" 7\n# param: b iri required "two"\nSELECT ?a ?b WHERE { }', "demo"
    )

    def test_default_is_used(self) -> None:
        found = queries.run(self.query, ox.Store(), {"b": EX})
        assert queries.render(found, "csv") == f"a,b\n7,{EX}\n"

    def test_default_gives_way(self) -> None:
        found = queries.run(self.query, ox.Store(), {"b": EX, "a": "8"})
        assert queries.render(found, "csv") == f"a,b\n8,{EX}\n"

    def test_required_one_is_asked_for_with_an_example(self) -> None:
        with pytest.raises(QueryError, match=r"needs the parameter 'b' .it takes iri, as b=https://"):
            queries.bind(self.query, {})

    def test_unknown_one_is_refused_with_the_known(self) -> None:
        with pytest.raises(QueryError, match=r"no parameter 'c' .its parameters: a, b"):
            queries.bind(self.query, {"b": EX, "c": "1"})

    def test_query_without_parameters_is_sent_as_it_is(self) -> None:
        query = queries.parse("# any comment\nASK { ?s ?p ?o }")
        assert queries.bind(query) == query.text


def test_bound_terms_stand_at_the_start_of_the_pattern() -> None:
    text = '# param: s iri optional "a subject"\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }'
    bound_text = queries.bind(queries.parse(text), {"s": EX})
    assert f"WHERE {{ VALUES ?s {{ <{EX}> }}  ?s ?p ?o }}" in bound_text


def test_short_construct_has_no_place_for_parameters() -> None:
    query = queries.parse('# param: s iri optional "a subject"\nCONSTRUCT WHERE { ?s ?p ?o }')
    with pytest.raises(QueryError, match=r"no pattern to bind"):
        queries.bind(query, {"s": EX})
