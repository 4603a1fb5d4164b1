"""Each case is a rule, a passage, and what its first match gives; and what a claim has to fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kgbuild import tables
from kgbuild.extractors import arguments, check, rules
from kgbuild.model import Claim, Coordinates, Date, Evidence, Mention, Quantity, Span, Text, Value
from text.passages import passage

if TYPE_CHECKING:
    import re

    from kgbuild.extractors.rules import Rule
    from kgbuild.text.document import Document, Sentence

CASES: list[dict[str, Any]] = tables.read(Path(__file__).parent / "cases" / "arguments.yaml")
HERE = Span(0, 1)
CAMP = Mention(HERE, "Yodok camp", "Facility")


def rule(folder: Path, **keys: Any) -> Rule:
    """Return a rule with these keys, read as from a file."""
    path = folder / "one.yaml"
    plain = {"name": "one", "relation": "locatedIn", "triggers": ["*"], "examples": ["one"], "patterns": ["x"]}
    path.write_text(yaml.safe_dump([plain | keys], allow_unicode=True), "utf-8")
    return rules.read(path)[0]


def first(chosen: Rule, text: str, title: str = "Yodok camp") -> tuple[Document, Sentence, re.Match[str]]:
    """Return the passage, the sentence and the match of the rule in its last sentence."""
    read = passage(title, text)
    sentence = read.sentences[-1]
    match = next(chosen.compiled()[0].finditer(sentence.masked), None)
    assert match is not None, sentence.masked
    return read, sentence, match


def made(value: Mention | Value) -> str:
    """Return a value in words, a quantity with its unit."""
    return check.said(value) + (f" {value.unit}" if isinstance(value, Quantity) else "")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_match_gives_these_objects_and_qualifiers(tmp_path: Path, case: dict[str, Any]) -> None:
    chosen = rule(tmp_path, **case["rule"])
    read, sentence, match = first(chosen, case["text"], case.get("title", "Yodok camp"))
    objects = arguments.objects(read, sentence, chosen, chosen.emits[-1], match)
    assert [made(value) for value, _ in objects] == case["objects"]
    assert [span.of(read.article.text) for _, span in objects] == case.get("said", case["objects"])
    for value, _ in objects[:1]:
        found = arguments.qualifiers(read, sentence, chosen, chosen.emits[-1], match, value)
        told = {q.name: made(q.value) for q in found if not hasattr(q.value, "iri")}
        assert told == case.get("qualifiers", {})


def claim(relation: str, value: Mention | Value, subject: Mention = CAMP) -> Claim:
    """Return a claim of the value."""
    return Claim(subject, relation, value, Evidence("a", (HERE,), "rules", "one"))


@pytest.mark.parametrize(
    ("relation", "value", "problem"),
    [
        ("locatedIn", Mention(HERE, "Kent", "Place"), None),
        ("birthPlace", Mention(HERE, "Kent", "Place"), "a Facility has no birthPlace"),
        ("country", Mention(HERE, "Kent", "Person"), "country takes no Person"),
        ("length", Quantity(5, 5, "km"), None),
        ("length", Quantity(5, 5, "ha"), "length takes no area"),
        ("area", Quantity(5, 5, "m"), "area takes no length"),
        ("coordinates", Coordinates(91, 0), "coordinates outside the Earth"),
        ("coordinates", Coordinates(-90, 180), None),
        ("purpose", Text("—"), "no words"),
    ],
)
def test_claim_has_to_fit_its_relation(relation: str, value: Mention | Value, problem: str | None) -> None:
    assert arguments.unfit(claim(relation, value)) == problem


@pytest.mark.parametrize(
    ("words", "problem"),
    [("forced labour camp", None), ("large number", "'large number' is no Facility"), ("camps for women", None)],
)
def test_text_has_to_end_with_a_noun_of_the_class(words: str, problem: str | None) -> None:
    assert arguments.unfit(claim("type", Text(words)), "Facility") == problem


@pytest.mark.parametrize(
    ("keys", "name", "fits"),
    [
        ({"object_is": "camp$"}, "Karlag camp", True),
        ({"object_is": "camp$"}, "Karlag", False),
        ({"object_not": "guard"}, "Prison Guards", False),
        ({"subject_is": "yodok"}, "Kent", True),
        ({"subject_not": "yodok"}, "Kent", False),
        ({}, "Kent", True),
    ],
)
def test_rule_may_ask_for_names(tmp_path: Path, keys: dict[str, str], name: str, fits: bool) -> None:
    found = arguments.misnamed(claim("locatedIn", Mention(HERE, name, "Place")), rule(tmp_path, **keys))
    assert (found is None) == fits


@pytest.mark.parametrize(
    ("text", "hedge", "certainty"),
    [
        ("It was reportedly closed in 1990.", "reportedly", "reported"),
        ("It was closed in 1990.", None, "stated"),
        ("It was reportedly large; it was closed in 1990.", None, "stated"),
    ],
)
def test_hedge_of_the_clause_makes_a_claim_less_certain(
    tmp_path: Path, text: str, hedge: str | None, certainty: str
) -> None:
    chosen = rule(tmp_path, relation="closedOn", patterns=["closed in {object:Date}"])
    _, sentence, match = first(chosen, text)
    qualifiers, found = arguments.hedged(sentence, match, chosen, Date("1990", None, None))
    assert (qualifiers[0].value if qualifiers else None, found) == (Text(hedge) if hedge else None, certainty)
