"""Every prose rule against its own examples: what it has to find, and what it must not fire on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgbuild.extractors import check, rules

if TYPE_CHECKING:
    from kgbuild.extractors.rules import Example, Rule

RULES = rules.load()
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTEREXAMPLES = [(rule, example) for rule in RULES for example in rule.counterexamples]


def _ids(pairs: list[tuple[Rule, Example]]) -> list[str]:
    return [f"{rule.name}: {example.text[:60]}" for rule, example in pairs]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_ids(EXAMPLES))
def test_rule_finds_the_facts_of_its_example_and_no_other(rule: Rule, example: Example) -> None:
    assert check.facts_by(rule, example) == sorted(example.facts)


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES, ids=_ids(COUNTEREXAMPLES))
def test_rule_is_silent_on_its_counterexample(rule: Rule, example: Example) -> None:
    assert check.facts_by(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_has_examples_with_facts_and_a_counterexample(rule: Rule) -> None:
    assert len(rule.examples) >= 2
    assert len(rule.counterexamples) >= 1
    assert all(example.facts for example in rule.examples)
    assert all(not example.facts for example in rule.counterexamples)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_facts_of_examples_are_of_the_relations_that_the_rule_makes(rule: Rule) -> None:
    made = {emit.relation for emit in rule.emits}
    told = {fact.split(" | ")[1] for example in rule.examples for fact in example.facts}
    assert rule.emits[0].relation in told
    assert told <= made


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_example_holds_a_trigger_and_a_match(rule: Rule) -> None:
    """A rule that another rule speaks for would seem to hold: its own patterns have to match as well."""
    assert all(check.matches(rule, example) for example in rule.examples)


def test_names_of_examples_are_real_subjects_not_placeholders() -> None:
    titles = {example.title for rule in RULES for example in (*rule.examples, *rule.counterexamples)}
    assert not {title for title in titles if title and title.lower() in {"foo", "test", "the subject", "xyz"}}
