"""The SKOS schemes and the units: each concept labelled, defined and placed, each word for one unit alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from kgbuild import vocabulary
from kgbuild.vocabulary import PREFIXES, SCHEME
from ontology.declared import SCHEMES

if TYPE_CHECKING:
    from pathlib import Path

FIXED = {
    "certainty": ["stated", "reported", "possible", "inferred", "disputed"],
    "precision": ["exact", "approximate", "estimated", "at-least", "at-most"],
}
"""The schemes whose concepts the program knows by name, in their order."""

SCORED_UNITS = {"m", "km", "ft", "mi", "cm", "m2", "km2", "ha", "acre", "mi2", "percent"}


def concepts(graph: Graph) -> list[URIRef]:
    return [s for s in graph.subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef)]


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_scheme_is_named_and_defined_and_free(path: Path) -> None:
    graph, scheme = Graph().parse(path), URIRef(SCHEME + path.stem)
    assert {label.language for label in graph.objects(scheme, SKOS.prefLabel) if isinstance(label, Literal)} == {
        "en",
        "ko",
    }
    assert graph.value(scheme, SKOS.definition)
    assert graph.value(scheme, DCTERMS.license)


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_every_concept_has_two_labels_a_definition_and_its_scheme(path: Path) -> None:
    graph = Graph().parse(path)
    for concept in concepts(graph):
        assert re.fullmatch(re.escape(f"{SCHEME}{path.stem}/") + "[a-z]+(-[a-z]+)*", concept)
        labels = [label for label in graph.objects(concept, SKOS.prefLabel) if isinstance(label, Literal)]
        assert sorted(label.language or "" for label in labels) == ["en", "ko"], concept
        (definition,) = graph.objects(concept, SKOS.definition)
        assert re.fullmatch(r"[A-Z].*[.]", str(definition)), concept
        assert list(graph.objects(concept, SKOS.inScheme)) == [URIRef(SCHEME + path.stem)]


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_every_concept_is_at_the_top_or_below_another_and_never_below_itself(path: Path) -> None:
    graph = Graph().parse(path)
    known = set(concepts(graph))
    for concept in known:
        above = list(graph.objects(concept, SKOS.broader))
        assert bool(above) != bool(list(graph.objects(concept, SKOS.topConceptOf))), concept
        assert set(above) <= known
        assert all(concept not in set(graph.transitive_objects(a, SKOS.broader)) for a in above)


@pytest.mark.parametrize("scheme", [path.stem for path in SCHEMES])
def test_no_two_concepts_of_a_scheme_share_a_label(scheme: str) -> None:
    found = vocabulary.load().schemes[scheme].values()
    labels = Counter((words.casefold(), lang) for concept in found for words, lang in concept.labels)
    assert {label: n for label, n in labels.items() if n > 1} == {}


@pytest.mark.parametrize("scheme", FIXED)
def test_the_schemes_that_the_program_knows_by_name_are_as_it_knows_them(scheme: str) -> None:
    assert list(vocabulary.load().schemes[scheme]) == FIXED[scheme]


def test_no_word_stands_for_two_units() -> None:
    words = Counter(word for unit in vocabulary.load().units.values() for word in unit.words)
    assert {word: n for word, n in words.items() if n > 1} == {}


def test_the_units_that_extraction_is_scored_on_are_there() -> None:
    units = vocabulary.load().units
    assert set(units) >= SCORED_UNITS
    assert all(unit.factor > 0 for unit in units.values())


@pytest.mark.parametrize(
    ("many", "few", "times"),
    [
        ("km", "m", 1000),
        ("mi", "ft", 5280),
        ("yd", "in", 36),
        ("km2", "ha", 100),
        ("mi2", "acre", 640),
        ("year", "month", 12),
    ],
)
def test_the_factors_agree_with_each_other(many: str, few: str, times: float) -> None:
    units = vocabulary.load().units
    assert units[many].dimension == units[few].dimension
    assert units[many].factor == pytest.approx(units[few].factor * times, rel=1e-9)


def test_a_unit_without_a_qudt_unit_stands_for_itself() -> None:
    units = vocabulary.load().units
    own = {unit.key for unit in units.values() if not unit.iri.startswith(PREFIXES["unit"])}
    assert own == {"km3", "ton", "USD", "EUR", "GBP", "JPY", "KRW", "RUB"}
    assert all(units[key].iri == f"{SCHEME}unit/{key}" for key in own)
