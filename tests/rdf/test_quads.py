"""The RDF of a graph: every triple is claimed, every claim quotes the text, simple questions have simple answers."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, SLUG, TEXT, Names, article, at, evidence, extraction, from_rdflib, year
from kgbuild import rdf
from kgbuild.errors import VocabularyError
from kgbuild.linkers import link
from kgbuild.model import ArticleGraph, Claim, Extraction, Mention, Qualifier, Quantity, Source, Text
from kgbuild.rdf.bridge import to_rdflib
from kgbuild.vocabulary import PREFIXES

HEADER = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + f"BASE <{BASE}>\n"
CAMP = "<id/facility/marrow-quay-labour-camp--ostravia>"
ADA = f"<id/person/ada-example--{SLUG}>"


def store(quads: list[ox.Quad]) -> ox.Store:
    found = ox.Store()
    found.extend(quads)
    return found


def asked(graph: ArticleGraph, pattern: str) -> bool:
    answer = store(list(rdf.quads(graph, BASE))).query(f"{HEADER}ASK {{ {pattern} }}")
    assert isinstance(answer, ox.QueryBoolean)
    return bool(answer)


def linked(*claims: Claim) -> ArticleGraph:
    return link(article(), Extraction(claims, extraction().mentions), BASE)


def in_layer(name: str, pattern: str) -> str:
    return f"GRAPH <graph/{SLUG}/{name}> {{ {pattern} }}"


def rows(graph: ArticleGraph, query: str) -> list[list[str]]:
    answer = store(list(rdf.quads(graph, BASE))).query(HEADER + query)
    assert isinstance(answer, ox.QuerySolutions)
    return [[str(cell.value) if isinstance(cell, ox.Literal | ox.NamedNode) else "" for cell in row] for row in answer]


def test_every_triple_of_facts_and_reported_has_a_claim_and_every_claim_its_triple(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    said = {q for q in quads if rdf.layer(str(q.graph_name.value)) in {"facts", "reported"}}  # type: ignore[union-attr]
    parts: dict[object, dict[str, object]] = {}
    for q in quads:
        parts.setdefault(q.subject, {})[q.predicate.value.rpartition("#")[2]] = q.object
    claimed = {
        ox.Quad(p["subject"], p["predicate"], p["object"], p["inGraph"])  # type: ignore[arg-type]
        for p in parts.values()
        if "inGraph" in p
    }
    assert claimed == said


def test_every_claim_quotes_the_text_and_every_quote_is_the_slice(graph: ArticleGraph) -> None:
    claims = rows(graph, f"SELECT ?c WHERE {{ {in_layer('claims', '?c a kgb:Claim')} }}")
    query = """SELECT ?c ?exact ?start ?end ?source WHERE { GRAPH ?g { ?c prov:wasQuotedFrom ?q .
        ?q a oa:SpecificResource ; oa:hasSource ?source ; oa:hasSelector ?words , ?place .
        ?words oa:exact ?exact . ?place oa:start ?start ; oa:end ?end } }"""
    quotes = rows(graph, query)
    assert {c for c, *_ in quotes} == {c for (c,) in claims}
    for _, exact, start, end, source in quotes:
        assert exact == TEXT[int(start) : int(end)]
        assert source == f"{BASE}article/{SLUG}"


def test_there_are_no_blank_nodes(graph: ArticleGraph) -> None:
    for quad in rdf.quads(graph, BASE):
        assert not {type(t) for t in (quad.subject, quad.object, quad.graph_name)} & {ox.BlankNode, ox.DefaultGraph}


SAID = {
    "an entity is the object of a plain triple": ("facts", f"{CAMP} kgb:country <id/place/ostravia>"),
    "a date is an EDTF literal": ("facts", f'{CAMP} kgb:opened "1951"^^edtf:EDTF'),
    "a name has the language that its qualifier gives": ("facts", f'{CAMP} kgb:nativeName "마로 수용소"@ko-hang'),
    "the name is the label": ("facts", f'{CAMP} rdfs:label "Marrow Quay labour camp"@en'),
    "other names are alternative labels": (
        "facts",
        f'{CAMP} skos:altLabel "Marrow Quay"@en , "마로 수용소"@ko-hang',
    ),
    "a quantity is a measurement with a unit": (
        "facts",
        f"""{CAMP} kgb:length ?m . ?m a kgb:Measurement ; schema:value 500.0 ; qudt:hasUnit unit:M ; kgb:unitText "m" ;
        kgb:hedge "around"@en ; kgb:precision <https://w3id.org/kgbuild/scheme/precision/approximate>""",
    ),
    "a conversion that the text states is kept beside": (
        "facts",
        f"{CAMP} kgb:length/kgb:statedEquivalent ?m . ?m schema:value 1500.0 ; qudt:hasUnit unit:FT",
    ),
    "a range is an estimate of a counted thing": (
        "facts",
        f"""{CAMP} kgb:population ?m . ?m a kgb:Estimate , kgb:Measurement ; schema:minValue 3000.0 ;
        schema:maxValue 5000.0 ; qudt:hasUnit unit:NUM ; kgb:unitText "prisoners" """,
    ),
    "a point has axes and well-known text": (
        "facts",
        f"""{CAMP} kgb:coordinates ?p . ?p a schema:GeoCoordinates ; schema:latitude 41.5 ; schema:longitude 129.75 ;
        geo:asWKT "POINT(129.75 41.5)"^^geo:wktLiteral""",
    ),
    "a distance has a node beside its plain triple": (
        "facts",
        f"""{CAMP} kgb:distanceFrom <id/place/grey-river> ; kgb:hasDistance ?d . ?d a kgb:Distance ; schema:value 7.0 ;
        kgb:from <id/place/grey-river> ; qudt:hasUnit unit:KiloM ; kgb:hedge "about"@en ;
        kgb:direction <https://w3id.org/kgbuild/scheme/direction/north>""",
    ),
    "an event has its date, its bounds and a label": (
        "facts",
        f"""?e a kgb:Opening ; kgb:affected {CAMP} ; kgb:date "1951"^^edtf:EDTF ; kgb:earliest "1951-01-01"^^xsd:date ;
        kgb:latest "1951-12-31"^^xsd:date ; rdfs:label "opening of Marrow Quay labour camp"@en""",
    ),
    "qualifiers of an event are on its node": (
        "facts",
        "?e a kgb:Expansion ; kgb:before/schema:value 2.0 ; kgb:after/schema:value 3.5",
    ),
    "what is attributed is reported": ("reported", f"{ADA} kgb:diedAt {CAMP}"),
    "what is hedged is reported": ("reported", f'{CAMP} kgb:type "transit camp"@en'),
    "the event of a reported fact is reported": ("reported", f"?e a kgb:Death ; kgb:deceased {ADA} ; kgb:place {CAMP}"),
    "an article is described with its hash and its length": (
        "meta",
        f"""<article/{SLUG}> a kgb:Article , schema:Article ; schema:about {CAMP} ; schema:sha256 ?hash ;
        kgb:textLength {len(TEXT)} ; schema:name "Marrow Quay labour camp"@en""".replace(
            f"textLength {len(TEXT)}", f'textLength "{len(TEXT)}"^^xsd:nonNegativeInteger'
        ),
    ),
    "every graph says what it holds": (
        "meta",
        f"""<graph/{SLUG}/facts> a kgb:FactGraph ; kgb:fromArticle <article/{SLUG}> .
        <graph/{SLUG}/reported> a kgb:ReportedGraph . <graph/{SLUG}/claims> a kgb:ClaimGraph .
        <graph/{SLUG}/meta> a kgb:MetaGraph""",
    ),
    "the run is an activity of a version": (
        "meta",
        "?g prov:wasGeneratedBy ?run . ?run a prov:Activity ; prov:wasAssociatedWith/schema:softwareVersion ?version",
    ),
}


@pytest.mark.parametrize(("layer", "pattern"), SAID.values(), ids=SAID.keys())
def test_the_graph_says(graph: ArticleGraph, layer: str, pattern: str) -> None:
    assert asked(graph, in_layer(layer, pattern))


def test_an_entity_has_one_label(graph: ArticleGraph) -> None:
    labels = rows(graph, "SELECT DISTINCT ?thing ?label WHERE { GRAPH ?g { ?thing a ?class ; rdfs:label ?label } }")
    assert len(labels) == len({thing for thing, _ in labels}) > 5


def test_what_is_attributed_or_hedged_is_not_among_the_facts(graph: ArticleGraph) -> None:
    assert not asked(graph, in_layer("facts", f"{ADA} kgb:diedAt ?x"))
    assert not asked(graph, in_layer("facts", f'{CAMP} kgb:type "transit camp"@en'))


def test_the_claim_of_an_attributed_fact_is_reported_and_names_its_source(graph: ArticleGraph) -> None:
    query = """SELECT ?certainty ?class ?words WHERE { GRAPH ?g { ?c rdf:predicate kgb:diedAt ;
        kgb:certainty ?certainty ; kgb:attributedTo ?s . ?s a ?class ; rdfs:label ?words } }"""
    (row,) = rows(graph, query)
    assert row == [
        "https://w3id.org/kgbuild/scheme/certainty/reported",
        PREFIXES["kgb"] + "UnidentifiedSource",
        "a relief society",
    ]


@pytest.mark.parametrize(
    ("words", "cls"),
    [
        ("Relief Society", "Source"),
        ("relief society", "UnidentifiedSource"),
        ("several Ostravian papers", "UnidentifiedSource"),
        ("구호 협회", "Source"),
    ],
)
def test_a_source_is_identified_where_its_words_are_a_name(words: str, cls: str) -> None:
    told = Qualifier("attributed_to", Text(words))
    graph = linked(Claim(Names.it, "type", Text("camp"), evidence("The camp"), (told,)))
    assert asked(graph, in_layer("claims", f"?c kgb:attributedTo ?s . ?s a kgb:{cls}"))


def test_a_claim_can_be_attributed_to_an_entity_which_is_then_no_mere_report() -> None:
    told = Qualifier("attributed_to", Names.ada)
    graph = linked(Claim(Names.it, "type", Text("camp"), evidence("The camp"), (told,)))
    assert asked(graph, in_layer("claims", f"?c rdf:predicate kgb:type ; kgb:attributedTo {ADA}"))
    assert asked(graph, in_layer("facts", f"{ADA} a kgb:Person"))


def test_what_cannot_speak_is_a_source_by_its_words_alone() -> None:
    unknown = Mention(Names.river.span, "Grey River", "Product")
    told = Qualifier("attributed_to", unknown)
    graph = linked(Claim(Names.it, "type", Text("camp"), evidence("The camp"), (told,)))
    assert asked(graph, in_layer("claims", '?c kgb:attributedTo ?s . ?s a kgb:Source ; rdfs:label "Grey River"@en'))


def test_an_entity_that_only_a_report_speaks_of_is_itself_reported() -> None:
    claim = Claim(Names.it, "locatedIn", Names.city, evidence("The camp"), (), "possible")
    graph = linked(claim)
    assert asked(graph, in_layer("reported", '<id/place/teal-harbour> a kgb:Place ; rdfs:label "Teal Harbour"@en'))
    assert not asked(graph, in_layer("facts", "<id/place/teal-harbour> ?p ?o"))
    assert asked(graph, in_layer("facts", "<id/facility/marrow-quay-labour-camp> a kgb:Facility"))


def test_a_relative_date_says_what_it_counts_from_and_where_that_stands(graph: ArticleGraph) -> None:
    query = f"""SELECT ?how ?quote ?anchor WHERE {{ GRAPH ?g {{ ?c rdf:subject {ADA} ; rdf:predicate kgb:deathDate ;
        kgb:derivation ?how ; prov:wasQuotedFrom/oa:hasSelector/oa:exact ?quote ;
        kgb:antecedent/oa:hasSelector/oa:exact ?anchor }} }}"""
    assert rows(graph, query) == [["the following year, counted from 1954", "died there the following year", "1954"]]


def test_a_claim_quotes_what_says_it_and_points_to_what_its_words_stand_for(graph: ArticleGraph) -> None:
    query = """SELECT ?quote ?name WHERE { GRAPH ?g { ?c rdf:predicate kgb:diedAt ;
        prov:wasQuotedFrom/oa:hasSelector/oa:exact ?quote ; kgb:antecedent/oa:hasSelector/oa:exact ?name } }"""
    assert rows(graph, query) == [["died there the following year, according\nto a relief society", "Ada Example"]]


def test_what_follows_from_a_fact_names_the_claim_that_it_follows_from(graph: ArticleGraph) -> None:
    pattern = f"""?bound rdf:predicate kgb:earliest ; prov:wasDerivedFrom ?c . ?c rdf:subject {CAMP} ;
        rdf:predicate kgb:opened . FILTER NOT EXISTS {{ ?c prov:wasDerivedFrom ?d }}"""
    assert asked(graph, in_layer("claims", pattern))


def test_facts_of_one_death_share_a_node_though_one_is_only_reported(graph: ArticleGraph) -> None:
    deaths = rows(graph, "SELECT DISTINCT ?e WHERE { GRAPH ?g { ?e a kgb:Death } }")
    assert deaths == [[f"{BASE}id/event/death--ada-example--{SLUG}"]]


def test_two_stays_are_two_events_and_one_abduction_with_date_and_vessel_is_one() -> None:
    boat = Mention(at("Grey River"), "Grey River", "Vehicle")
    ada = evidence("Ada Example was detained in the camp in 1954 and died")
    graph = linked(
        Claim(Names.ada, "detainedAt", Names.it, ada, (Qualifier("from", year(1954)),)),
        Claim(Names.ada, "detainedAt", Names.city, ada),
        Claim(Names.ada, "abductedOn", year(1954), ada),
        Claim(Names.ada, "aboard", boat, evidence("in 1954 and died there")),
    )
    assert len(rows(graph, "SELECT ?e WHERE { GRAPH ?g { ?e a kgb:Detention } }")) == 2
    assert rows(graph, "SELECT ?d ?v WHERE { GRAPH ?g { ?e a kgb:Abduction ; kgb:date ?d ; kgb:vehicle ?v } }") == [
        ["1954", f"{BASE}id/vehicle/grey-river--{SLUG}"]
    ]


AMOUNTS = {
    "at least": (Quantity(9, None, "km"), "schema:minValue 9.0 ; qudt:hasUnit unit:KiloM", "at-least"),
    "at most": (Quantity(None, 9, "km"), "schema:maxValue 9.0 ; qudt:hasUnit unit:KiloM", "at-most"),
    "estimated": (Quantity(9, 9, "km", "estimated"), "a kgb:Estimate ; schema:value 9.0", "estimated"),
    "a fraction": (Quantity(0.25, 0.25, "ha", "about"), "schema:value 0.25 ; qudt:hasUnit unit:HA", "approximate"),
}


@pytest.mark.parametrize(("quantity", "pattern", "precision"), AMOUNTS.values(), ids=AMOUNTS.keys())
def test_an_amount_is_as_precise_as_the_text(quantity: Quantity, pattern: str, precision: str) -> None:
    graph = linked(Claim(Names.it, "length", quantity, evidence("The camp")))
    concept = f"<https://w3id.org/kgbuild/scheme/precision/{precision}>"
    assert asked(graph, in_layer("facts", f"{CAMP[:-11]}> kgb:length ?m . ?m {pattern} ; kgb:precision {concept}"))


def test_an_exact_amount_says_nothing_of_precision() -> None:
    graph = linked(Claim(Names.it, "guardPosts", Quantity(17, 17), evidence("The camp")))
    assert asked(graph, in_layer("facts", "?m schema:value 17.0 ; qudt:hasUnit unit:NUM"))
    assert not asked(graph, in_layer("facts", "?m kgb:precision|kgb:hedge|kgb:unitText ?x"))


def test_a_qualifier_is_on_the_node_that_its_property_belongs_to_and_else_on_the_claim() -> None:
    qualifiers = (
        Qualifier("as_of", year(1960)),
        Qualifier("former", Text("true")),
        Qualifier("hedge", Text("some say")),
        Qualifier("odd", Quantity(2, 3, "km")),
    )
    graph = linked(
        Claim(Names.it, "length", Quantity(9, 9, "m"), evidence("The camp"), qualifiers),
        Claim(Names.ada, "role", Text("cook"), evidence("Ada Example"), qualifiers),
    )
    assert asked(graph, in_layer("facts", '?m a kgb:Measurement ; kgb:asOf "1960"^^edtf:EDTF'))
    for relation in ("length", "role"):
        claim = f'?c rdf:predicate kgb:{relation} ; kgb:former true ; kgb:hedge "some say"@en'
        assert asked(graph, in_layer("claims", f'{claim} ; kgb:qualifier "odd: 2-3 km"@en'))
    assert asked(graph, in_layer("claims", '?c rdf:predicate kgb:role ; kgb:asOf "1960"^^edtf:EDTF'))


def test_the_hedge_of_a_number_is_said_once() -> None:
    hedge = (Qualifier("hedge", Text("around")),)
    graph = linked(Claim(Names.it, "length", Quantity(9, 9, "m", "around"), evidence("The camp"), hedge))
    assert asked(graph, in_layer("facts", '?m kgb:hedge "around"@en'))
    assert not asked(graph, in_layer("claims", "?c kgb:hedge ?x"))


def test_a_quote_that_is_not_unique_has_the_words_around_it() -> None:
    graph = linked(Claim(Names.it, "type", Text("camp"), evidence("camp")))
    pattern = '?q oa:exact "camp" ; oa:prefix "= Marrow Quay labour " ; oa:suffix ?after'
    assert asked(graph, in_layer("claims", pattern))


def test_a_relation_that_the_ontology_lacks_is_an_error_with_its_place() -> None:
    graph = linked(Claim(Names.it, "smellsOf", Text("tar"), evidence("It was opened")))
    with pytest.raises(VocabularyError, match=r"marrow-quay:9:.*smellsOf"):
        list(rdf.quads(graph, BASE))


def test_a_kind_that_the_ontology_lacks_is_an_error() -> None:
    odd = Mention(at("Ada Example"), "Ada Example", "Dragon")
    with pytest.raises(VocabularyError, match="Dragon"):
        list(rdf.quads(link(article(), Extraction((), (odd,)), BASE), BASE))


def test_the_source_of_an_article_is_in_its_metadata(graph: ArticleGraph) -> None:
    source = Source("a.txt", "https://example.org/a", "CC-BY-SA-4.0", "12", "2026-01-01")
    sourced = replace(graph, article=replace(graph.article, source=source))
    pattern = """?a schema:identifier "a.txt" ; schema:url "https://example.org/a" ; schema:license "CC-BY-SA-4.0" ;
        schema:version "12" ; kgb:retrieved "2026-01-01" """
    assert asked(sourced, in_layer("meta", pattern))


def test_claims_of_facts_are_found_by_fact(graph: ArticleGraph) -> None:
    claims = rdf.claim_iris(graph, BASE)
    assert len(set(claims.values())) == len(graph.facts)
    for fact, iri in claims.items():
        assert asked(
            graph, in_layer("claims", f"<{iri}> rdf:subject <{fact.subject}> ; rdf:predicate kgb:{fact.relation}")
        )


def test_conflicts_are_linked_both_ways_in_the_graph_of_the_claims(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    one, other = sorted(rdf.claim_iris(graph, BASE).values())[:2]
    found = list(rdf.conflicts([(one, other), (other, one), (one, one)], quads))
    assert [(q.subject.value, q.object.value) for q in found] == [(one, other), (other, one)]  # type: ignore[union-attr]
    assert {str(q.graph_name) for q in found} == {f"<{BASE}graph/{SLUG}/claims>"}


def test_the_claims_of_a_conflict_are_where_the_claims_are(graph: ArticleGraph) -> None:
    with pytest.raises(KeyError):
        list(rdf.conflicts([("https://example.org/a", "https://example.org/b")], rdf.quads(graph, BASE)))


def test_the_same_graph_gives_the_same_quads(graph: ArticleGraph) -> None:
    assert list(rdf.quads(graph, BASE)) == list(rdf.quads(link(article(), extraction(), BASE), BASE))


def test_rdflib_gets_the_same_triples(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    dataset = to_rdflib(quads)
    assert from_rdflib(dataset) == set(quads)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_as_it_was(words: str) -> None:
    graph = linked(Claim(Names.it, "purpose", Text(words, "en"), evidence("The camp")))
    objects = {q.object for q in rdf.quads(graph, BASE) if q.predicate.value.endswith("#purpose")}
    assert objects == {ox.Literal(words, language="en")}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_as_a_decimal(number: float) -> None:
    graph = linked(Claim(Names.it, "length", Quantity(number, number, "m"), evidence("The camp")))
    (value,) = {q.object.value for q in rdf.quads(graph, BASE) if q.predicate.value.endswith("/value")}  # type: ignore[union-attr]
    assert float(value) == number
    assert "e" not in value.lower()
