"""A claim that was tampered with fails its proof; as it was read, it passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import year
from kgbuild.extractors import extract, proof
from kgbuild.model import Claim, Coordinates, Mention, Quantity, Span, Text, Value
from text.passages import article

READ = article(
    "Kariba camp",
    """Infobox prison
- Coordinates: 16°31′S 28°46′E
- Status: Closed

The camp was opened in 1956. It was closed two years later. It is around 500 m (1500 ft) long and held
3,000 to 5,000 prisoners. It is also called "the Hole". The women's camp lay in Zambia.""",
)
CLAIMS = extract(READ).claims


def claim(relation: str) -> Claim:
    """Return the first claim of a relation."""
    return next(c for c in CLAIMS if c.relation == relation)


@pytest.mark.parametrize("relation", ["opened", "closedOn", "length", "population", "coordinates", "status"])
def test_claim_as_read_is_proved(relation: str) -> None:
    assert proof.failure(claim(relation), READ) is None


@pytest.mark.parametrize(
    ("relation", "made"),
    [
        ("opened", year(1957)),
        ("closedOn", year(1959)),
        ("length", Quantity(501, 501, "m")),
        ("length", Quantity(500, None, "m")),
        ("length", Quantity(500, 500, "km")),
        ("population", Quantity(3000, 50000, "prisoners")),
        ("coordinates", Coordinates(16.516667, 28.766667)),
        ("status", Text("Open", "en")),
    ],
)
def test_value_that_the_words_do_not_give_fails(relation: str, made: Value) -> None:
    problem = proof.failure(replace(claim(relation), object=made), READ)
    assert problem is not None
    assert "do not give the value" in problem


@pytest.mark.parametrize("relation", ["opened", "length", "status"])
def test_value_whose_words_are_others_fails(relation: str) -> None:
    read = claim(relation)
    moved = replace(read, evidence=replace(read.evidence, value=Span(2, 13)))
    assert proof.failure(moved, READ) == "the words 'Kariba camp' do not give the value"


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(-1, 3), Span(5, 5)])
def test_quote_outside_of_the_article_fails(span: Span) -> None:
    read = claim("opened")
    moved = replace(read, evidence=replace(read.evidence, spans=(span,)))
    assert proof.failure(moved, READ) == "a quote lies outside the article"


def test_claim_without_a_quote_fails() -> None:
    read = claim("opened")
    assert proof.failure(replace(read, evidence=replace(read.evidence, spans=())), READ) is not None


def test_value_without_words_fails() -> None:
    read = claim("opened")
    assert proof.failure(replace(read, evidence=replace(read.evidence, value=None)), READ) == "no words say the value"


def test_entity_that_no_words_name_fails() -> None:
    read = claim("opened")
    nobody = replace(read, object=Mention(Span(3, 3), "Kariba", "Place"))
    assert proof.failure(nobody, READ) == "no words name the object"


def test_relative_date_is_proved_by_its_anchor_alone() -> None:
    read = claim("closedOn")
    assert read.evidence.anchor is not None
    assert read.evidence.anchor.of(READ.text) == "1956"
    assert proof.failure(replace(read, object=year(1956)), READ) is not None


def test_claim_that_fails_is_dropped_with_its_reason() -> None:
    found = extract(READ)
    assert all(proof.failure(c, READ) is None for c in found.claims)
    assert {d.reason for d in found.drops}.isdisjoint({"", "None"})
