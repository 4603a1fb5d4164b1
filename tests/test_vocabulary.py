"""The ontology as the program sees it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kgbuild import vocabulary
from kgbuild.assets import ONTOLOGY
from kgbuild.errors import VocabularyError
from kgbuild.vocabulary import KGB, KINDS, SCHEME

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = vocabulary.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the ontology to break."""
    return shutil.copytree(ONTOLOGY, tmp_path / "ontology")


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("relation", "kind", "accepts"),
    [
        ("locatedIn", "entity", ("entity", "text")),
        ("population", "quantity", ("quantity", "text")),
        ("area", "quantity", ("quantity",)),
        ("foundedOn", "date", ("date",)),
        ("purpose", "text", ("text",)),
        ("sentence", "text", ("text", "quantity")),
        ("coordinates", "coordinates", ("coordinates",)),
    ],
)
def test_a_relation_says_what_its_object_is(relation: str, kind: str, accepts: tuple[str, ...]) -> None:
    found = KNOWN.relations[relation]
    assert (found.kind, found.accepts) == (kind, accepts)


def test_every_relation_is_named_by_its_key_and_takes_known_things() -> None:
    for name, relation in KNOWN.relations.items():
        assert (relation.name, relation.iri) == (name, KGB + name)
        assert relation.accepts[0] == relation.kind
        assert set(relation.accepts) <= set(KINDS)
        assert set(relation.domain) | set(relation.range) <= set(KNOWN.classes)


@pytest.mark.parametrize(
    ("relation", "event", "subject_role", "object_role", "unique"),
    [
        ("birthDate", "Birth", "newborn", "date", True),
        ("birthPlace", "Birth", "newborn", "place", True),
        ("deathDate", "Death", "deceased", "date", True),
        ("diedAt", "Death", "deceased", "place", True),
        ("detainedAt", "Detention", "detainee", "facility", False),
        ("abductedOn", "Abduction", "abductee", "date", False),
        ("aboard", "Abduction", "abductee", "vehicle", False),
        ("foundedOn", "Founding", "affected", "date", True),
        ("founder", "Founding", "affected", "agent", True),
        ("opened", "Opening", "affected", "date", False),
        ("closedOn", "Closure", "affected", "date", False),
        ("constructionStarted", "Construction", "affected", "begin", True),
        ("builder", "Construction", "affected", "agent", True),
        ("expandedOn", "Expansion", "affected", "date", False),
        ("sentence", "Sentencing", "convict", "penalty", False),
        ("award", "AwardConferral", "laureate", "prize", False),
    ],
)
def test_a_short_form_knows_its_event(
    relation: str, event: str, subject_role: str, object_role: str, *, unique: bool
) -> None:
    found = KNOWN.relations[relation]
    assert (found.event, found.subject_role, found.object_role) == (event, subject_role, object_role)
    assert found.unique is unique


def test_no_other_relation_is_a_short_form() -> None:
    assert sum(relation.event is not None for relation in KNOWN.relations.values()) == 16


def test_domains_and_ranges_name_subclasses_and_are_empty_for_any() -> None:
    assert KNOWN.relations["area"].domain == ("Place", "Facility", "Organization", *KNOWN.descendants("Event"))
    assert KNOWN.relations["locatedIn"].domain == ()
    assert KNOWN.relations["diedAt"].range == ("Place", "Facility")
    assert KNOWN.relations["detainedAt"].domain == ("Person",)


def test_what_is_symmetric_or_has_an_inverse_is_known() -> None:
    assert KNOWN.relations["partOf"].inverse == "hasPart"
    assert KNOWN.relations["hasPart"].inverse == "partOf"
    assert KNOWN.relations["adjacentTo"].symmetric
    assert KNOWN.relations["adjacentTo"].inverse is None
    assert not KNOWN.relations["partOf"].symmetric


def test_dimensions_are_those_of_units() -> None:
    dimensions = {unit.dimension for unit in KNOWN.units.values()}
    assert {r.dimension for r in KNOWN.relations.values()} - {None} <= dimensions
    assert KNOWN.relations["length"].dimension == "length"
    assert KNOWN.relations["capacity"].dimension is None


def test_terms_relations_and_properties_are_told_apart() -> None:
    assert set(KNOWN.terms) == {*KNOWN.classes, *KNOWN.relations, *KNOWN.properties}
    assert not set(KNOWN.relations) & set(KNOWN.properties)


def test_qualifiers_lead_to_properties() -> None:
    assert KNOWN.qualifiers["as_of"] == ("date", "asOf")  # of an event, and of anything else
    assert all(name in KNOWN.properties for names in KNOWN.qualifiers.values() for name in names)


def test_a_concept_is_found_by_scheme_and_key() -> None:
    camp = KNOWN.concept("facility-type", "labour-camp")
    assert camp.iri == SCHEME + "facility-type/labour-camp"
    assert camp.broader == "prison-camp"
    assert ("forced labor camp", "en") in camp.labels


def test_an_unknown_concept_is_an_error() -> None:
    with pytest.raises(VocabularyError, match="no concept 'sure' in scheme 'certainty'"):
        KNOWN.concept("certainty", "sure")


def test_reading_twice_gives_the_same(copy: Path) -> None:
    assert vocabulary.read(copy) == KNOWN


def test_a_missing_file_is_an_error_with_its_place(copy: Path) -> None:
    (copy / "units.ttl").unlink()
    with pytest.raises(VocabularyError, match=r"units\.ttl: the ontology is incomplete"):
        vocabulary.read(copy)


def test_a_file_that_is_not_turtle_is_an_error_with_its_place(copy: Path) -> None:
    (copy / "schemes" / "role.ttl").write_text("a b", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"role\.ttl: not Turtle"):
        vocabulary.read(copy)


def test_a_kind_that_does_not_exist_is_an_error(copy: Path) -> None:
    replaced(copy / "kgbuild.ttl", 'kgb:objectKind "coordinates"', 'kgb:objectKind "map"')
    with pytest.raises(VocabularyError, match="coordinates accepts map"):
        vocabulary.read(copy)


def test_a_term_without_a_label_is_an_error(copy: Path) -> None:
    replaced(copy / "kgbuild.ttl", 'rdfs:label "mortality"@en', 'rdfs:label "mortality"@de')
    with pytest.raises(VocabularyError, match="mortality has no English label"):
        vocabulary.read(copy)


def test_a_unit_without_a_factor_is_an_error(copy: Path) -> None:
    replaced(copy / "units.ttl", "    kgb:factor 0.3048 ;\n", "")
    with pytest.raises(VocabularyError, match="unit/ft lacks"):
        vocabulary.read(copy)


def test_a_concept_without_a_label_is_an_error(copy: Path) -> None:
    replaced(copy / "schemes" / "direction.ttl", '"downstream"@en', '"aval"@fr')
    with pytest.raises(VocabularyError, match="downstream has no English label"):
        vocabulary.read(copy)
