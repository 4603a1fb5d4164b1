"""What the rules make of sentences: what is dropped and why, what is kept of rivals, and what is quoted."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.extractors import prose
from kgbuild.extractors.check import fact
from kgbuild.model import Claim, Extraction, Mention, Span
from kgbuild.text.document import analyse
from text.passages import article, cases

PIECES = [piece for row in cases("pieces") for piece in row]


def extract(text: str, title: str = "Yodok camp") -> Extraction:
    """Return what the rules find in a passage."""
    return prose.extract(analyse(article(title, text)))


def facts(text: str, title: str = "Yodok camp") -> set[str]:
    """Return the claims on a passage in words."""
    return {fact(claim) for claim in extract(text, title).claims}


def quotes(claim: Claim, text: str, title: str = "Yodok camp") -> list[str]:
    """Return the words that a claim quotes."""
    return [span.of(article(title, text).text) for span in claim.evidence.spans]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The camp was not closed in 1990.", "not"),
        ("The government denied that the camp was closed in 1990.", "denied"),
        ("The camp was closed in 1990, it was said. The claim was later withdrawn.", "taken back"),
    ],
)
def test_denied_claim_is_dropped_with_the_word_that_denies_it(text: str, word: str) -> None:
    found = extract(text)
    assert not [fact(c) for c in found.claims if c.relation == "closedOn"]
    assert [d.detail for d in found.drops if d.reason == "negated" and f"'{word}'" in d.detail]


def test_a_subject_of_a_class_that_does_not_fit_gives_no_claim() -> None:
    text = "{} was closed in 1990 and opened in 1991."
    relations = {claim.relation for claim in extract(text.format("Yodok camp"), title="Yodok camp").claims}
    assert {"closedOn", "opened"} <= relations
    assert extract(text.format("Kim Jong-il"), title="Kim Jong-il").claims == ()


def test_every_item_of_a_list_is_a_claim_with_its_own_words() -> None:
    text = "The prisoners of the camp produce bicycles, clothes and cement."
    made = [c for c in extract(text).claims if c.relation == "produces"]
    assert {fact(c).rpartition(" | ")[2] for c in made} == {"bicycles", "clothes", "cement"}
    read = article("Yodok camp", text)
    assert {c.evidence.value.of(read.text) for c in made if c.evidence.value} == {"bicycles", "clothes", "cement"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The camp was opened in 1950 and closed in 1953.", {"opened | 1950", "closedOn | 1953"}),
        ("The camp is 500 m long and 300 m wide.", {"length | 500", "width | 300"}),
        ("Yodok camp lies in North Korea.", {"country | North Korea"}),
    ],
)
def test_sentence_says_these(text: str, wanted: set[str]) -> None:
    assert {f"Yodok camp | {each}" for each in wanted} <= facts(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The camp lies near Camp 22. Camp 22 was closed in 2012.", "Yodok camp | closedOn | 2012"),
        ("Several other camps were closed in 1990.", "Yodok camp | closedOn | 1990"),
        ("The women's camp was closed in 1990.", "Yodok camp | closedOn | 1990"),
        ("The dam was opened in 1950.", "Yodok camp | opened | 1950"),
    ],
)
def test_what_is_said_of_another_is_not_said_of_the_subject(text: str, wrong: str) -> None:
    assert wrong not in facts(text)


def test_claim_with_a_source_is_reported_and_names_it() -> None:
    (claim,) = (
        c for c in extract("According to survivors, the camp was closed in 1990.").claims if c.relation == "closedOn"
    )
    assert claim.certainty == "reported"
    assert [q.name for q in claim.qualifiers] == ["attributed_to"]


def test_quote_holds_the_subject_where_it_stands_in_the_sentence() -> None:
    text = "The camp, a large site of wood and stone, was closed in 1990."
    (claim,) = (c for c in extract(text).claims if c.relation == "closedOn")
    (quote,) = quotes(claim, text)
    assert quote.startswith("The camp")
    assert quote.endswith("closed in 1990")


def test_quote_of_a_subject_that_is_not_in_the_sentence_quotes_where_it_is_named() -> None:
    text = "Closed in 1990, it is a museum."
    claims = [c for c in extract(text).claims if c.relation == "closedOn"]
    assert [quotes(c, text)[1:] for c in claims] == [["Yodok camp"]]


def test_date_without_a_year_quotes_the_date_it_starts_from() -> None:
    text = "The camp was opened in 1950. It was closed two years later."
    (claim,) = (c for c in extract(text).claims if c.relation == "closedOn")
    assert fact(claim) == "Yodok camp | closedOn | 1952"
    assert "1950" in quotes(claim, text)


def test_names_met_are_given_but_no_pronouns_and_peoples() -> None:
    found = extract("It was run by the Ministry of State Security. Chinese guards came.")
    assert "Ministry of State Security" in {m.name for m in found.mentions}
    assert all(m.proper and m.kind != "Demonym" for m in found.mentions)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the camp was closed in 1990, " * 200 + ".", "sentence too long"),
        ("The camp" + " " * 40 + "was closed in 1990.", "not a sentence but a table"),
    ],
)
def test_what_is_no_sentence_is_dropped_whole(text: str, reason: str) -> None:
    found = extract(text)
    assert found.claims == ()
    assert [drop.reason for drop in found.drops] == [reason]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_two_claims_of_a_sentence_say_one_thing_by_the_same_words(text: str) -> None:
    claims = prose.extract(analyse(article("Yodok camp", f"It is a camp.\n{text}"))).claims
    said: list[tuple[str, str, Span | None]] = [
        (c.subject.name, c.relation, c.evidence.value) for c in claims if not isinstance(c.object, Mention)
    ]
    for one, other in combinations(said, 2):
        assert one != other
