"""How near a pattern came: what it lacks, or what of the sentence its beginning matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgbuild.explain import near
from kgbuild.extractors import rules

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
- name: opened-in
  relation: opened
  subject: Facility
  triggers: [opened]
  patterns: ["was (?:officially )?opened (?:to visitors )?in {object:Date}", "opening date {object:Date}"]
  examples: ["It was opened in 1972."]
"""


@pytest.fixture
def rule(tmp_path: Path) -> rules.Rule:
    path = tmp_path / "rules.yaml"
    path.write_text(RULE, "utf-8")
    return rules.read(path)[0]


@pytest.mark.parametrize(
    ("masked", "number", "lacks"),
    [
        ("<F0> was opened in the spring.", 1, ["a date"]),
        ("<F0> was opened by <P1>.", 1, ["'in'", "a date"]),
        ("The opening date is not known.", 2, ["a date"]),
    ],
)
def test_the_pattern_that_lacks_least_is_nearest(rule: rules.Rule, masked: str, number: int, lacks: list[str]) -> None:
    found = near.nearest(rule, masked)
    assert (found["number"], found["lacks"]) == (number, lacks)


def test_of_a_pattern_that_lacks_nothing_the_longest_beginning_is_told(rule: rules.Rule) -> None:
    found = near.nearest(rule, "<F0> was officially opened, in <D1>, by <P2>.")
    assert found["lacks"] == []
    assert found["got_to"].strip() == "was officially opened"
    assert found["then"].endswith("in {object:Date}")


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_of_every_rule_something_can_be_told(rule: rules.Rule) -> None:
    found = near.nearest(rule, "<F0> was <F1> in <D2>, <Ql3> and <Qc4> (<P5>; <L6>: <C7>) of <O8> <E9> <X10>.")
    assert 1 <= found["number"] <= found["of"] == len(rule.patterns)
    assert found["lacks"] or {"got_to", "then"} <= set(found)


def test_needs_are_told_in_words_and_not_all_of_many() -> None:
    assert near.said(frozenset("abcdefgh")) == "'a' or 'b' or 'c' or 'd' or 'e' or 'f' or 2 more"
