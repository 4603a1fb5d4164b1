"""The local linker: what is one entity, what it is called, and that every fact quotes its article."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, SLUG, TEXT, Names, article, at, claims, evidence, extraction, year
from kgbuild.errors import EvidenceError
from kgbuild.linkers import LINKERS, link
from kgbuild.linkers.local import merge
from kgbuild.model import (
    Article,
    ArticleGraph,
    Claim,
    Entity,
    Evidence,
    Extraction,
    Fact,
    Mention,
    Qualifier,
    Quantity,
    Ref,
    Span,
    Text,
)

FACTS = link(article(), extraction(), BASE).facts


def entity(graph: ArticleGraph, name: str) -> Entity:
    return next(e for e in graph.entities if e.name == name)


def made(text: str, *claims: Claim, mentions: tuple[Mention, ...] = (), slug: str = SLUG) -> ArticleGraph:
    source = Article(slug, text.split("\n")[0], text, Span(0, len(text.split("\n")[0])))
    return link(source, Extraction(claims, mentions), BASE)


def says(subject: Mention, relation: str, target: Mention | Text, span: Span, slug: str = SLUG) -> Claim:
    return Claim(subject, relation, target, Evidence(slug, (span,), "rules", "r"))


def test_the_article_is_about_the_entity_that_bears_its_title(graph: ArticleGraph) -> None:
    assert graph.subject == BASE + "id/facility/marrow-quay-labour-camp--ostravia"


def test_an_article_whose_title_names_nothing_in_it_is_about_nothing() -> None:
    assert made("Odd title\nAda ran.", mentions=(Mention(Span(10, 13), "Ada", "Person"),)).subject is None


def test_words_that_stand_for_a_name_make_no_entity_and_no_label(graph: ArticleGraph) -> None:
    assert len(graph.entities) == 5
    assert "The camp" not in [label.text.value for e in graph.entities for label in e.labels]


def test_the_name_is_the_first_label_and_claimed_names_follow_with_their_language(
    graph: ArticleGraph,
) -> None:
    camp = entity(graph, "Marrow Quay labour camp")
    assert [(x.text.value, x.text.lang) for x in camp.labels] == [
        ("Marrow Quay labour camp", "en"),
        ("Marrow Quay", "en"),
        ("마로 수용소", "ko-hang"),
    ]


def test_every_label_but_the_name_is_quoted_where_it_stands(graph: ArticleGraph) -> None:
    for found in graph.entities:
        for label in found.labels:
            assert label.text.value in label.evidence.spans[0].of(TEXT)


def test_hanja_is_korean_where_the_entity_bears_a_korean_name_and_unknown_elsewhere() -> None:
    text = "Camp\n收容所 수용소 山"
    camp = Mention(Span(0, 4), "Camp", "Facility")
    hill = Mention(Span(13, 14), "山", "Place")
    names = [says(camp, "nativeName", Text(text[a:b]), Span(a, b)) for a, b in ((5, 8), (9, 12))]
    graph = made(text, *names, mentions=(camp, hill))
    assert [x.text.lang for x in entity(graph, "Camp").labels] == ["en", "ko-hani", "ko-hang"]
    assert entity(graph, "山").labels[0].text.lang == "und-hani"


def test_a_name_that_is_only_reported_is_no_label() -> None:
    text = "Camp\nIt may have been called Iron Gate."
    camp = Mention(Span(0, 4), "Camp", "Facility")
    claim = replace(says(camp, "altName", Text("Iron Gate"), Span(29, 38)), certainty="possible")
    assert [x.text.value for x in entity(made(text, claim), "Camp").labels] == ["Camp"]


def test_names_that_differ_in_case_are_one_entity() -> None:
    text = "T\nNorth Province, north province"
    mentions = (
        Mention(Span(2, 16), "North Province", "Place"),
        Mention(Span(18, 32), "north province", "Place"),
    )
    graph = made(text, mentions=mentions)
    assert [[x.text.value for x in e.labels] for e in graph.entities] == [["North Province", "north province"]]


def test_a_further_name_that_the_article_gives_is_the_same_entity() -> None:
    text = "T\nOld Mill, also called Red Mill. Red Mill burnt. Red Mill is a village."
    mill, red = Mention(Span(2, 10), "Old Mill", "Facility"), Mention(Span(24, 32), "Red Mill", "Facility")
    village = Mention(Span(50, 58), "Red Mill", "Place")
    graph = made(text, says(mill, "altName", Text("Red Mill"), Span(2, 32)), mentions=(mill, red, village))
    assert [(e.kind, [x.text.value for x in e.labels]) for e in graph.entities] == [
        ("Facility", ["Old Mill", "Red Mill"]),
        ("Place", ["Red Mill"]),
    ]


def test_a_further_name_of_two_things_is_neither() -> None:
    text = "T\nA and B, both called C. C burnt."
    a, b, c = (Mention(Span(at, at + 1), name, "Facility") for at, name in ((2, "A"), (8, "B"), (26, "C")))
    names = [says(mention, "altName", Text("C"), Span(2, 24)) for mention in (a, b)]
    assert {e.name for e in made(text, *names, mentions=(a, b, c)).entities} == {"A", "B", "C"}


def test_a_further_name_that_is_only_reported_joins_nothing() -> None:
    text = "T\nA may be C. C burnt."
    a, c = Mention(Span(2, 3), "A", "Facility"), Mention(Span(14, 15), "C", "Facility")
    said = replace(says(a, "altName", Text("C"), Span(2, 12)), certainty="possible")
    assert {e.name for e in made(text, said, mentions=(a, c)).entities} == {"A", "C"}


def test_the_title_stands_for_the_other_names_of_what_it_names() -> None:
    text = "Iron Gate\nCamp 5, known as Iron Gate"
    title, camp = Mention(Span(0, 9), "Iron Gate", "Facility"), Mention(Span(10, 16), "Camp 5", "Facility")
    said = says(camp, "altName", Text("Iron Gate"), Span(10, 36))
    graph = made(text, said, mentions=(title, camp))
    assert graph.subject == BASE + "id/facility/iron-gate"
    assert [[x.text.value for x in e.labels] for e in graph.entities] == [["Iron Gate", "Camp 5"]]


def test_the_article_is_about_what_its_title_mentions_though_it_bears_a_shorter_name() -> None:
    text = "Alcatraz (prison)\nAlcatraz stood on a rock."
    graph = made(text, mentions=(Mention(Span(0, 17), "Alcatraz", "Facility"),))
    assert graph.subject == BASE + "id/facility/alcatraz"


def test_one_name_of_two_kinds_is_two_entities() -> None:
    text = "T\nVorkuta Vorkuta"
    mentions = Mention(Span(2, 9), "Vorkuta", "Place"), Mention(Span(10, 17), "Vorkuta", "Facility")
    assert {e.iri for e in made(text, mentions=mentions).entities} == {
        BASE + "id/place/vorkuta",
        BASE + "id/facility/vorkuta",
    }


def test_a_name_of_unknown_kind_is_that_of_the_one_thing_that_bears_it() -> None:
    text = "T\nVorkuta Vorkuta Workuta"
    known, unknown = Mention(Span(2, 9), "Vorkuta", "Place"), Mention(Span(10, 17), "Vorkuta", "Thing")
    other = Mention(Span(18, 25), "Workuta", "Thing")
    assert {(e.kind, e.name) for e in made(text, mentions=(known, unknown, other)).entities} == {
        ("Place", "Vorkuta"),
        ("Entity", "Workuta"),
    }


def test_a_place_is_one_across_articles_in_the_same_country_and_two_in_different_ones() -> None:
    text = "T\nNewport in Wales, Newport in Ohio"
    town, wales = Mention(Span(2, 9), "Newport", "Place"), Mention(Span(13, 18), "Wales", "Place")
    ohio = Mention(Span(31, 35), "Ohio", "Place")
    span = Span(2, 18)
    iris = [
        entity(made(text, says(town, "country", where, span, slug), slug=slug), "Newport").iri
        for slug, where in (("a", wales), ("b", wales), ("c", ohio))
    ]
    assert iris[0] == iris[1] != iris[2]


def test_a_person_stays_with_the_article_unless_the_article_is_about_them() -> None:
    text = "Ada Example\nAda Example met Ben Example."
    ada, ben = Mention(Span(0, 11), "Ada Example", "Person"), Mention(Span(28, 39), "Ben Example", "Person")
    graph = made(text, mentions=(ada, ben), slug="some-article")
    assert graph.subject == BASE + "id/person/ada-example"
    assert entity(graph, "Ben Example").iri == BASE + "id/person/ben-example--some-article"


def test_of_two_names_with_one_slug_the_one_that_is_not_plain_gets_a_hash() -> None:
    text = "T\nCh'ŏngjin, Chongjin"
    mentions = Mention(Span(2, 11), "Ch'ŏngjin", "Place"), Mention(Span(13, 21), "Chongjin", "Place")
    graph = made(text, mentions=mentions)
    assert entity(graph, "Chongjin").iri == BASE + "id/place/chongjin"
    assert re.fullmatch(re.escape(BASE) + r"id/place/chongjin-[0-9a-f]{6}", entity(graph, "Ch'ŏngjin").iri)


def test_claims_that_say_the_same_are_one_fact_with_all_their_evidence() -> None:
    twice = [
        Claim(Names.it, "opened", year(1951), evidence("opened in 1951")),
        Claim(Names.camp, "opened", year(1951), evidence("It was opened in 1951")),
        Claim(Names.camp, "opened", year(1952), evidence("It was opened in 1951")),
    ]
    facts = link(article(), Extraction(tuple(twice)), BASE).facts
    assert sorted(len(f.evidence) for f in facts) == [1, 2]


def test_a_claim_of_a_thing_about_itself_is_dropped_and_counted() -> None:
    claim = Claim(Names.camp, "partOf", Names.it, evidence("The camp"))
    graph = link(article(), Extraction((claim,)), BASE)
    assert (graph.facts, [d.reason for d in graph.drops]) == ((), ["self-reference"])


def test_a_mention_in_a_qualifier_becomes_a_reference() -> None:
    told = Qualifier("attributed_to", Names.ada)
    claim = Claim(Names.it, "type", Text("camp"), evidence("The camp"), (told,))
    (fact,) = link(article(), Extraction((claim,)), BASE).facts
    assert fact.qualifier("attributed_to") == Ref(BASE + f"id/person/ada-example--{SLUG}")


BROKEN = {
    "a span that is empty": Evidence(SLUG, (Span(5, 5),), "rules", "r"),
    "a span outside of the text": Evidence(SLUG, (Span(5, len(TEXT) + 1),), "rules", "r"),
    "a span before the text": Evidence(SLUG, (Span(-1, 5),), "rules", "r"),
    "no span": Evidence(SLUG, (), "rules", "r"),
    "another article": Evidence("elsewhere", (Span(0, 5),), "rules", "r"),
    "a value outside of the text": Evidence(SLUG, (Span(0, 5),), "rules", "r", value=Span(9, 99999)),
    "an anchor that is empty": Evidence(SLUG, (Span(0, 5),), "rules", "r", anchor=Span(9, 9)),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_evidence_that_quotes_nothing_is_refused(broken: Evidence) -> None:
    claim = Claim(Names.it, "opened", year(1951), broken)
    with pytest.raises(EvidenceError, match=r"marrow-quay:\d+:\d+: "):
        link(article(), Extraction((claim,)), BASE)


def test_a_qualifier_or_a_mention_that_quotes_nothing_is_refused() -> None:
    qualifier = Qualifier("hedge", Text("about"), Span(7, 7))
    claim = Claim(Names.it, "opened", year(1951), evidence("1951"), (qualifier,))
    with pytest.raises(EvidenceError, match="claim 'opened'"):
        link(article(), Extraction((claim,)), BASE)
    with pytest.raises(EvidenceError, match="mention of 'X'"):
        link(article(), Extraction((), (Mention(Span(3, 3), "X", "Place"),)), BASE)


def test_the_order_of_claims_and_mentions_changes_nothing(graph: ArticleGraph) -> None:
    read = extraction()
    turned = Extraction(tuple(reversed(claims())), tuple(reversed(read.mentions)))
    assert link(article(), turned, BASE) == graph


def test_every_linker_of_the_table_gives_entities_for_all_references() -> None:
    for name in LINKERS:
        graph = link(article(), extraction(), BASE, name)
        known = {e.iri for e in graph.entities}
        assert {f.subject for f in graph.facts} | {
            f.object.iri for f in graph.facts if isinstance(f.object, Ref)
        } <= known


@given(st.lists(st.sampled_from(FACTS), max_size=8), st.lists(st.sampled_from(FACTS), max_size=8))
def test_merging_is_idempotent_commutative_and_associative(some: list[Fact], others: list[Fact]) -> None:
    both = merge([*some, *others])
    assert merge(both) == both == merge([*others, *some]) == merge([*merge(some), *merge(others)])


def test_merging_takes_the_union_of_evidence_in_any_order() -> None:
    quantity = Quantity(1.0, 1.0, "m")
    facts = [
        Fact("s", "length", quantity, (evidence(words),), (Qualifier("hedge", Text("x"), at(words)),))
        for words in ("Infobox", "prison", "Name")
    ]
    merged = {merge(order) for order in permutations(facts)}
    assert len(merged) == 1
    assert [e.spans[0] for e in merged.pop()[0].evidence] == [at("Infobox"), at("prison"), at("Name")]
