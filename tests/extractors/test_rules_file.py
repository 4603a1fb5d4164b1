"""A file of rules is read strictly; and every rule finds what its examples say, and nothing in its counterexamples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kgbuild.errors import VocabularyError
from kgbuild.extractors import check, rules
from kgbuild.extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
- name: opened-in
  relation: opened
  subject: Facility
  triggers: [Opened]
  patterns: ["opened in {object:Date}"]
  examples:
    - {text: "It opened in 1972.", facts: ["Evin Prison | opened | 1972"], title: Evin Prison}
    - {text: "The prison opened in 1972.", facts: ["Evin Prison | opened | 1972"]}
  counterexamples: ["It was never opened in 1972."]
"""


def write(folder: Path, text: str) -> Path:
    """Return a file of rules that holds the text."""
    path = folder / "places.yaml"
    path.write_text(text, "utf-8")
    return path


def test_rule_is_read_as_written(tmp_path: Path) -> None:
    (rule,) = rules.read(write(tmp_path, RULE))
    assert (rule.name, rule.subject, rule.triggers, rule.file) == (
        "opened-in",
        ("Facility",),
        ("opened",),
        "places.yaml",
    )
    assert rule.emits == (rules.Emit("opened"),)
    assert rule.examples[0] == rules.Example("It opened in 1972.", ("Evin Prison | opened | 1972",), "Evin Prison")
    assert rule.counterexamples == (rules.Example("It was never opened in 1972."),)
    assert rule.lists == frozenset()


def test_empty_file_holds_no_rules(tmp_path: Path) -> None:
    assert rules.read(write(tmp_path, "# nothing yet\n")) == []


def test_list_slots_are_told(tmp_path: Path) -> None:
    (rule,) = rules.read(write(tmp_path, RULE.replace("{object:Date}", "{object:List} by {subject:Facility}")))
    assert rule.lists == {"object"}


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("subject: Facility", "subjects: Facility", r"places.yaml: rule 'opened-in': unknown keys \['subjects'\]"),
        ("  examples:\n", "  counterexamples:\n", "the key 'counterexamples' occurs twice"),
        ("relation: opened", "relation: unsealed", "rule 'opened-in': unknown relation 'unsealed'"),
        ("subject: Facility", "subject: Castle", "rule 'opened-in': unknown class 'Castle'"),
        ("triggers: [Opened]", "triggers: []", "rule 'opened-in': no triggers"),
        ("triggers: [Opened]", "triggers: Opened", "rule 'opened-in': triggers is not a list"),
        ("triggers: [Opened]", "triggers: [no]", "the trigger False is no word"),
        ("name: opened-in", "cut: nameless", "rule None: no name"),
        ("subject: Facility", "where: page", "rule 'opened-in': where cannot be 'page'"),
        ("subject: Facility", "dates: long", "dates cannot be 'long'"),
        ("subject: Facility", "also: [{object: object}]", "no relation in also"),
        ("subject: Facility", "also: [{relation: closedOn, objects: x}]", r"unknown keys \['objects'\] in also"),
        ("subject: Facility", "also: [{relation: unsealed}]", "unknown relation 'unsealed'"),
        ('{text: "It opened', '{name: "It opened', "an example has no text"),
        ("[Opened]", "[Opened", r"places.yaml:\d+:\d+: "),
        (RULE, "name: opened-in\n", "places.yaml: not a list of rules"),
        (RULE, "- opened-in\n", "places.yaml: not a list of rules"),
    ],
)
def test_malformed_rule_is_told_with_its_place(tmp_path: Path, before: str, after: str, problem: str) -> None:
    assert before in RULE
    with pytest.raises(VocabularyError) as raised:
        rules.read(write(tmp_path, RULE.replace(before, after, 1)))
    raised.match(problem)


def test_rule_without_examples_is_told(tmp_path: Path) -> None:
    start = RULE.index("  examples:")
    with pytest.raises(VocabularyError, match="rule 'opened-in': no examples"):
        rules.read(write(tmp_path, RULE[:start]))


def test_names_of_rules_are_unique() -> None:
    names = [rule.name for rule in rules.load()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_rule_holds_its_examples(rule: rules.Rule) -> None:
    assert len(rule.examples) >= 2
    assert check.problems(rule) == []


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_no_pattern_wants_a_word_boundary_before_a_mention(rule: rules.Rule) -> None:
    """A masked mention begins with '<', before which no word ends after a blank: such a pattern never matches."""
    expanded = [compile_pattern(pattern, rules.macros()).pattern for pattern in rule.patterns]
    assert not [e for e in expanded if re.search(r"\\b(?:\((?:\?:|\?P<\w+>)?)*<_?\??\[?[A-Z(]", e)]
