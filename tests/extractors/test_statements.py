"""What a source says and no rule carries is a statement; figures in brackets are rivals of those before them."""

from __future__ import annotations

import pytest

from kgbuild.extractors import prose
from kgbuild.model import Claim, Mention, Quantity, Text
from text.passages import passage


def _claims(title: str, text: str, relation: str) -> list[Claim]:
    return [c for c in prose.extract(passage(title, text)).claims if c.relation == relation]


def _source(claim: Claim) -> str | None:
    found = next((q.value for q in claim.qualifiers if q.name == "attributed_to"), None)
    return found.name if isinstance(found, Mention) else found.value if isinstance(found, Text) else None


@pytest.mark.parametrize(
    ("text", "said", "source"),
    [
        ("Survivors claimed that the guards beat children.", "the guards beat children", "Survivors"),
        ("According to Kim Yong, accidents were frequent.", "accidents were frequent", "Kim Yong"),
        ("The company denied that there was any risk.", "denied that there was any risk", "The company"),
        ("Robert Kennedy described the camp as a place of the past.", "place of the past", "Robert Kennedy"),
    ],
)
def test_words_of_a_source_are_a_statement(text: str, said: str, source: str) -> None:
    (claim,) = _claims("Kestrel camp", text, "statement")
    assert isinstance(claim.object, Text)
    assert (claim.object.value, _source(claim), claim.certainty) == (said, source, "reported")


def test_what_another_rule_carries_is_no_statement() -> None:
    text = "Kim Yong said that the camp held 3,000 prisoners."
    assert _claims("Kestrel camp", text, "statement") == []
    (claim,) = _claims("Kestrel camp", text, "population")
    assert (_source(claim), claim.certainty) == ("Kim Yong", "reported")


@pytest.mark.parametrize(
    "text",
    [
        "A guard claimed that the wells were poisoned; he later withdrew this claim.",
        "A guard claimed that the wells were poisoned. He later withdrew this claim.",
    ],
)
def test_what_is_taken_back_is_no_statement(text: str) -> None:
    assert _claims("Kestrel camp", text, "statement") == []


def test_statement_of_an_event_is_of_the_event() -> None:
    text = "The company maintained that the blast could not have been foreseen."
    (claim,) = _claims("Miike mine", text, "statement")
    assert claim.subject.kind == "Event"


def test_figure_in_brackets_is_a_rival() -> None:
    text = "In 1954 the camp held 5,200 prisoners (5,400 according to another count)."
    claims = _claims("Kestrel camp", text, "population")
    amounts = [(c.object.low, _source(c)) for c in claims if isinstance(c.object, Quantity)]
    assert amounts == [(5200, None), (5400, "another count")]
