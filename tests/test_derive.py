"""What is derived from the ontology is up to date, and does what it says."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef

from conftest import BASE, article, extraction
from kgbuild import derive, rdf, vocabulary
from kgbuild.assets import ONTOLOGY, SHAPES
from kgbuild.errors import WriteError
from kgbuild.linkers import link
from kgbuild.shacl import ENGINES, Validator
from kgbuild.vocabulary import KGB, PREFIXES
from kgbuild.vocabulary import SHAPES as NAMESPACE

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = vocabulary.load()
HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items()) + "@prefix ex: <https://example.org/> .\n"


@pytest.fixture
def copy(tmp_path: Path) -> tuple[Path, Path]:
    """Return a copy of the ontology and of the shapes."""
    return shutil.copytree(ONTOLOGY, tmp_path / "ontology"), shutil.copytree(SHAPES, tmp_path / "shapes")


@pytest.fixture(scope="module", params=ENGINES)
def core(request: pytest.FixtureRequest) -> Validator:
    return Validator([SHAPES / "core.ttl"], request.param)


def found(core: Validator, turtle: str) -> set[tuple[str, str]]:
    """Return (focus, shape) of what the core shapes find wrong, in short names."""
    quads = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    results = core(quads).results
    return {(str(r.focus)[1:-1].rpartition("/")[2], r.shape.removeprefix(NAMESPACE)) for r in results}


def test_the_derived_files_are_what_the_ontology_gives() -> None:
    assert derive.check(ONTOLOGY, SHAPES) == []


def test_a_change_of_the_ontology_is_noticed_and_mended(copy: tuple[Path, Path]) -> None:
    ontology, shapes = copy
    source = ontology / "kgbuild.ttl"
    source.write_text(source.read_text("utf-8").replace("kgb:mortality a", "kgb:mortalityRate a"), encoding="utf-8")
    complaints = derive.check(ontology, shapes)
    assert [c.endswith("run `kgbuild derive`") for c in complaints] == [True, True]
    assert derive.write(ontology, shapes) == [ontology / "context.jsonld", shapes / "core.ttl"]
    assert derive.check(ontology, shapes) == []
    assert "s:mortalityRate-object" in (shapes / "core.ttl").read_text("utf-8")


def test_a_missing_file_is_noticed(copy: tuple[Path, Path]) -> None:
    ontology, shapes = copy
    (shapes / "core.ttl").unlink()
    assert derive.check(ontology, shapes) == [f"{shapes / 'core.ttl'} is missing: run `kgbuild derive`"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    with pytest.raises(WriteError, match=r"core\.ttl: cannot write"):
        derive.write(tmp_path / "ontology", tmp_path / "nowhere")


def test_every_shape_is_an_iri_and_every_check_has_a_message_and_a_code() -> None:
    graph = Graph().parse(SHAPES / "core.ttl")
    sh, code = PREFIXES["sh"], URIRef(PREFIXES["dcterms"] + "identifier")
    targets = [URIRef(sh + t) for t in ("targetClass", "targetSubjectsOf")]
    shapes = {s for kind in ("NodeShape", "PropertyShape") for s in graph.subjects(None, URIRef(sh + kind))}
    assert all(isinstance(s, URIRef) and s.startswith(NAMESPACE) for s in shapes)
    checks = {s for target in targets for s in graph.subjects(target)}
    for shape in checks:
        messages = [m for m in graph.objects(shape, URIRef(sh + "message")) if isinstance(m, Literal)]
        assert [m.language for m in messages] == ["en"], shape
        assert str(graph.value(shape, code)).startswith("KGB-V-"), shape


def test_every_shape_that_is_spoken_of_is_there() -> None:
    graph = Graph().parse(SHAPES / "core.ttl")
    spoken = {o for o in graph.objects() if isinstance(o, URIRef) and o.startswith(NAMESPACE)}
    assert spoken <= set(graph.subjects())


def test_what_a_careful_reader_finds_in_an_article_conforms(core: Validator) -> None:
    quads = rdf.quads(link(article(), extraction(), BASE), BASE)
    assert [(str(r.focus), r.message) for r in core(quads).results] == []


def test_a_wrong_subject_is_found_for_every_relation_that_has_a_domain(core: Validator) -> None:
    wanted = {(f"{name}-s", f"{name}-subject") for name, relation in KNOWN.relations.items() if relation.domain}
    lines = [
        f"ex:{name}-s a kgb:Unit ; kgb:factor 1.0 ; kgb:quantityDimension 'x' ; kgb:{name} 5 ."
        for name in KNOWN.relations
    ]
    results = found(core, "\n".join(lines))
    assert {r for r in results if r[1].endswith("-subject")} == wanted
    assert {r for r in results if r[1].endswith("-object")} == {(f"{n}-s", f"{n}-object") for n in KNOWN.relations}
    assert all(r[1].endswith(("-subject", "-object")) for r in results)


def test_a_subclass_does_where_its_class_does_without_the_ontology_at_hand(core: Validator) -> None:
    assert found(core, "ex:a a kgb:Person ; kgb:diedAt ex:b . ex:b a kgb:Facility .") == set()
    assert found(core, "ex:a a kgb:Expansion ; kgb:eventPlace ex:b ; kgb:affected ex:b . ex:b a kgb:Place .") == set()


@pytest.mark.parametrize(
    ("turtle", "wanted"),
    [
        ("ex:a a kgb:Person ; kgb:diedAt ex:b . ex:b a kgb:Person .", {("a", "diedAt-object")}),
        ("ex:a a kgb:Person ; kgb:diedAt ex:b .", {("a", "diedAt-object")}),
        ("ex:a a kgb:Person ; kgb:diedAt 'the camp'@en .", set()),
        ("ex:a a kgb:Person ; kgb:diedAt 'the camp' .", {("a", "diedAt-object")}),
        ("ex:a a kgb:Person ; kgb:deathDate '2005'^^edtf:EDTF .", set()),
        ("ex:a a kgb:Person ; kgb:deathDate '2005'^^xsd:gYear .", {("a", "deathDate-object")}),
        ("ex:a kgb:name 'A'@en , 'B' .", {("a", "name-object")}),
        ("ex:m a kgb:Measurement ; qudt:hasUnit unit:M .", {("m", "Measurement-amount")}),
        ("ex:m a kgb:Estimate ; qudt:hasUnit unit:M .", {("m", "Measurement-amount")}),
        ("ex:m a kgb:Estimate ; schema:minValue 1.0 ; qudt:hasUnit unit:M .", set()),
        ("ex:m a kgb:Measurement ; schema:value 1 ; qudt:hasUnit unit:M .", {("m", "Measurement-amount")}),
        ("ex:m a kgb:Measurement ; schema:value 1.0 .", {("m", "Measurement-has-hasUnit")}),
        (
            "ex:m a kgb:Measurement ; schema:value 1.0 ; qudt:hasUnit unit:M , unit:FT .",
            {("m", "Measurement-unit")},
        ),
        (
            "ex:m a kgb:Measurement ; schema:value 1.0 ; qudt:hasUnit unit:M ; kgb:precision ex:rough .",
            {("m", "precision-object")},
        ),
        ("ex:d a kgb:Distance ; kgb:direction <https://w3id.org/kgbuild/scheme/direction/north> .", set()),
        ("ex:d a kgb:Distance .", {("d", "Distance-amount")}),
        (
            "ex:g a schema:GeoCoordinates ; schema:latitude 91.0 ; schema:longitude 9.0 .",
            {("g", "GeoCoordinates-latitude")},
        ),
        ("ex:g a schema:GeoCoordinates ; schema:latitude 1.0 .", {("g", "GeoCoordinates-longitude")}),
        ("ex:e a kgb:Death .", {("e", "Death-has-deceased")}),
        ("ex:e a kgb:Death ; kgb:deceased ex:a ; kgb:latest 'never' . ex:a a kgb:Person .", {("e", "latest-object")}),
        ("ex:a a kgb:Place ; kgb:area ex:m . ex:m a kgb:Person .", {("a", "area-object")}),
        ("ex:c a kgb:Claim ; kgb:former 'yes' .", {("c", "former-object")}),
        ("ex:f a kgb:FactGraph .", {("f", "ArticleGraph-has-fromArticle")}),
    ],
)
def test_the_core_shapes_find_this_and_nothing_else(core: Validator, turtle: str, wanted: set[tuple[str, str]]) -> None:
    assert found(core, turtle) == wanted


DOCUMENT = {
    "id": "https://example.org/camp",
    "@type": "Facility",
    "label": {"en": "Marrow Quay", "ko-hang": "마로 수용소"},
    "nativeName": {"ko-hang": "마로 수용소"},
    "locatedIn": {"id": "https://example.org/harbour"},
    "enclosedBy": {"@value": "a fence", "@language": "en"},
    "opened": "1951~",
    "area": {
        "id": "https://example.org/m",
        "@type": "Measurement",
        "value": "2.0",
        "hasUnit": "unit:HA",
        "unitText": "ha",
    },
}
TRIPLES = """
ex:camp a kgb:Facility ; rdfs:label "Marrow Quay"@en , "마로 수용소"@ko-hang ; kgb:nativeName "마로 수용소"@ko-hang ;
  kgb:locatedIn ex:harbour ; kgb:enclosedBy "a fence"@en ; kgb:opened "1951~"^^edtf:EDTF ; kgb:area ex:m .
ex:m a kgb:Measurement ; schema:value "2.0"^^xsd:decimal ; qudt:hasUnit unit:HA ; kgb:unitText "ha" .
"""


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_the_context_reads_plain_json_as_the_triples_that_are_meant() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    text = json.dumps({**context, **DOCUMENT}).encode()
    read = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    assert read == {quad.triple for quad in ox.parse(HEAD + TRIPLES, format=ox.RdfFormat.TURTLE)}
    assert len(Graph().parse(data=text, format="json-ld")) == len(read)


def test_the_context_names_every_class_relation_and_property_alike() -> None:
    terms = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    for name in KNOWN.terms:
        entry = terms[name]
        assert (entry if isinstance(entry, str) else entry["@id"]) == f"kgb:{name}"
    assert terms["kgb"] == KGB
