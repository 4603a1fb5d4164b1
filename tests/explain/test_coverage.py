"""Which rules and patterns fire: on their examples every rule does, and no counterexample makes one fire."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.explain import coverage
from kgbuild.extractors import check, rules
from kgbuild.extractors.rules import Example
from text.passages import article


def test_rules_and_patterns_that_fire_nowhere_are_told() -> None:
    chosen = [one for one in rules.load() if one.name in {"length", "area"}]
    found = coverage.measure(chosen, [article("Maidstone Prison", "The prison is 300 m long.")])
    fired = {row["rule"]: row["articles"] for row in found["rules"]}
    assert fired == {"length": 1, "area": 0}
    assert found["never"] == ["area"]
    assert found["silent_on_examples"] == []
    assert found["by_relation"]["length"]["articles"] == 1
    assert found["articles"] == 1
    for row in found["rules"]:
        assert row["examples"] == sum(pattern["examples"] for pattern in row["patterns"]) > 0
        used = {p["number"] for p in row["patterns"] if p["examples"] or p["articles"]}
        unused = {p["number"] for p in found["unused"] if p["rule"] == row["rule"]}
        assert used | unused == set(range(1, len(row["patterns"]) + 1))
        assert not used & unused


def test_every_rule_fires_on_its_examples() -> None:
    assert coverage.measure(rules.load(), [])["silent_on_examples"] == []


LENGTH = next(rule for rule in rules.load() if rule.name == "length")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"examples": (Example("It rained.", ("Yodok camp | length | 3",)),)}, "length: not found in 'It rained.'"),
        ({"examples": (Example("The camp is 3 m long."),)}, "length: the example 'The camp is 3 m long.' has no facts"),
        ({"examples": (Example("The camp is 3 m long.", ("Yodok camp | length | 4",)),)}, "length: not found in"),
        (
            {"counterexamples": (Example("The camp is 3 m long.", title="Yodok camp"),)},
            "length: fires on the counterexample 'The camp is 3 m long.': Yodok camp | length | 3",
        ),
    ],
)
def test_a_rule_that_does_not_fire_where_it_should_or_does_where_it_should_not_is_told(
    changed: dict[str, tuple[Example, ...]], problem: str
) -> None:
    assert check.problems(LENGTH) == []
    assert check.problems(replace(LENGTH, **changed))[0].startswith(problem)  # type: ignore[arg-type]
