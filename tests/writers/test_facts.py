"""Facts as rows: the keys and the forms of values that the evaluation reads."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import BASE, SLUG, TEXT, Names, article, evidence, extraction, year
from kgbuild import rdf
from kgbuild.linkers import link
from kgbuild.model import ArticleGraph, Claim, Coordinates, Extraction, Mention, Qualifier, Quantity, Ref, Text
from kgbuild.writers import WRITERS
from kgbuild.writers.content import Content

if TYPE_CHECKING:
    from kgbuild.model import Value

Row = dict[str, Any]


def table(graph: ArticleGraph) -> list[Row]:
    file = io.BytesIO()
    WRITERS["facts.jsonl"](Content(BASE, [graph], ()), file)
    return [json.loads(line) for line in file.getvalue().decode().splitlines()]


def row(graph: ArticleGraph, relation: str) -> Row:
    return next(r for r in table(graph) if r["relation"] == relation)


def one(relation: str, target: Mention | Value, *qualifiers: Qualifier) -> Row:
    claim = Claim(Names.it, relation, target, evidence("The camp"), qualifiers)
    return row(link(article(), Extraction((claim,), extraction().mentions), BASE), relation)


def test_a_row_has_all_keys_and_every_fact_has_a_row(graph: ArticleGraph) -> None:
    rows = table(graph)
    assert len(rows) == len(graph.facts) > 10
    for found in rows:
        assert list(found) == [
            "subject", "subject_aliases", "subject_type", "relation", "object", "object_aliases", "object_type", "unit",
            "qualifiers", "evidence", "certainty", "extractor", "rule", "article", "claim",
        ]  # fmt: skip


def test_every_quote_is_the_slice_of_the_text(graph: ArticleGraph) -> None:
    for found in table(graph):
        quotes = found["evidence"] if isinstance(found["evidence"], list) else [found["evidence"]]
        assert quotes
        for quote in quotes:
            assert TEXT[quote["start"] : quote["end"]] == quote["quote"]


def test_an_entity_is_named_with_its_other_names(graph: ArticleGraph) -> None:
    found = row(graph, "diedAt")
    assert (found["subject"], found["subject_type"]) == ("Ada Example", "Person")
    assert (found["object"], found["object_type"]) == ("Marrow Quay labour camp", "entity")
    assert found["object_aliases"] == ["Marrow Quay", "마로 수용소"]
    assert found["qualifiers"] == {"attributed_to": "a relief society"}
    assert found["certainty"] == "stated"


def test_evidence_with_an_antecedent_is_a_list_that_begins_with_the_quote_proper(graph: ArticleGraph) -> None:
    assert [q["quote"] for q in row(graph, "diedAt")["evidence"]] == [
        "died there the following year, according\nto a relief society",
        "Ada Example",
    ]


CASES: dict[str, tuple[str, Mention | Value, tuple[Qualifier, ...], Row]] = {
    "a whole number has no point": (
        "length", Quantity(500.0, 500.0, "m", "around", (Quantity(1500.0, 1500.0, "ft"),)), (),
        {"object": "500", "object_type": "quantity", "unit": "m", "qualifiers": {"also": "1500 ft", "hedge": "around"}},
    ),
    "a fraction keeps its digits": ("area", Quantity(0.58, 0.58, "km2"), (), {"object": "0.58", "unit": "km2"}),
    "a range has its ends": (
        "population", Quantity(3000, 5000, "prisoners", "estimated"), (),
        {"object": "3000-5000", "unit": "prisoners", "qualifiers": {"hedge": "estimated", "max": 5000, "min": 3000}},
    ),
    "'up to' has an upper end alone": (
        "capacity", Quantity(None, 90, "prisoners"), (), {"object": "90", "qualifiers": {"max": 90}},
    ),
    "'at least' has a lower end alone": (
        "capacity", Quantity(90, None), (), {"object": "90", "unit": None, "qualifiers": {"min": 90}},
    ),
    "a date is EDTF": ("opened", year(1951), (), {"object": "1951", "object_type": "date", "unit": None}),
    "a point is latitude and longitude": (
        "coordinates", Coordinates(41.5, -129.75), (), {"object": "41.5, -129.75", "object_type": "coordinates"},
    ),
    "an English text is a string": (
        "purpose", Text("to hold them"), (), {"object": "to hold them", "object_type": "string", "qualifiers": {}},
    ),
    "a text in another language says which": (
        "nativeName", Text("마로"), (), {"object_type": "langString", "qualifiers": {"lang": "ko-hang"}},
    ),
    "a distance is a qualifier with the unit of the row": (
        "distanceFrom", Names.river,
        (Qualifier("distance", Quantity(7, 7, "km", "about")), Qualifier("direction", Text("north"))),
        {"object": "Grey River", "unit": "km", "qualifiers": {"direction": "north", "distance": 7, "hedge": "about"}},
    ),
    "amounts of a growth are in the unit of the row": (
        "expandedOn", year(1960),
        (
            Qualifier("area_after", Quantity(1000, 1000, "m2")), Qualifier("area_before", Quantity(580, 580, "m2")),
            Qualifier("percent", Quantity(72, 72, "percent")), Qualifier("start", year(1960)),
        ),
        {"unit": "m2", "qualifiers": {"area_after": 1000, "area_before": 580, "percent": 72, "start": "1960"}},
    ),
    "two sources are a list": (
        "type", Text("camp"), (Qualifier("attributed_to", Names.ada), Qualifier("attributed_to", Text("others"))),
        {"qualifiers": {"attributed_to": ["Ada Example", "others"]}},
    ),
    "yes and no are not words": (
        "role", Text("guard"), (Qualifier("former", Text("true")),), {"qualifiers": {"former": True}},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("relation", "target", "qualifiers", "wanted"), CASES.values(), ids=CASES.keys())
def test_a_value_is_written_as_the_evaluation_reads_it(
    relation: str, target: Mention | Value, qualifiers: tuple[Qualifier, ...], wanted: Row
) -> None:
    found = one(relation, target, *qualifiers)
    assert {key: found[key] for key in wanted} == wanted


def test_the_claim_of_a_row_is_the_one_in_the_graph(graph: ArticleGraph) -> None:
    quads = {str(q.subject): q for q in rdf.quads(graph, BASE) if q.predicate.value.endswith("#predicate")}
    for found, fact in zip(table(graph), graph.facts, strict=True):
        claimed = quads[f"<{found['claim']}>"].object
        assert str(claimed).endswith(f"#{found['relation']}>")
        assert found["object_type"] == "entity" or not isinstance(fact.object, Ref)
    assert {found["article"] for found in table(graph)} == {SLUG}
