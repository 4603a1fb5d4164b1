"""Why a fact is not there: for every step one passage that comes as far as that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kgbuild import tables, vocabulary
from kgbuild.explain import fact, trace, wanted, whynot
from kgbuild.extractors import check, log, rules
from text.passages import article

CASES: list[dict[str, Any]] = tables.read(Path(__file__).parent / "cases" / "whynot.yaml")


def told(case: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of a case: a passage, perhaps under an infobox entry, and the fact that is asked for."""
    box = f"Infobox prison\n- {case['box']}\n\n" if "box" in case else ""
    text = box + case["text"].format(more=" and so on" * 600)
    read = trace.of(article(case.get("title", "Maidstone Prison"), text))
    return whynot.explain(read, wanted.parse(case["wanted"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_the_step_that_stopped_a_fact_is_told(case: dict[str, Any]) -> None:
    found = told(case)
    assert (found["step"], case.get("says", "") in found["says"]) == (case["step"], True), found["says"]
    assert bool(found["claims"]) == (case["step"] == whynot.THERE)


def test_the_steps_of_a_sentence_begin_with_the_one_that_came_furthest() -> None:
    text = "The prison is 300 m long and 200 m wide, but was never closed in 1990."
    (sentence,) = told({"text": text, "wanted": "Maidstone Prison | *"})["sentences"]
    ranks = [whynot.ORDER.index(step["step"]) for step in sentence["steps"]]
    assert ranks == sorted(ranks, reverse=True)
    assert sentence["step"] == sentence["steps"][0]["step"]


def test_sentences_beyond_the_most_that_are_told_are_counted() -> None:
    text = " ".join(f"It rained at {n} o'clock in 1901." for n in range(whynot.MOST + 3))
    found = told({"text": text, "wanted": "Maidstone Prison | closedOn | 1901"})
    assert (len(found["sentences"]), found["left_out"]) == (whynot.MOST, 3)


def test_facts_that_differ_in_the_relation_alone_are_shown() -> None:
    found = told({"text": "The prison was opened in 1901.", "wanted": "Maidstone Prison | closedOn | 1901"})
    assert found["alike"] == ["Maidstone Prison | opened | 1901"]


def test_every_outcome_of_a_match_has_its_place_in_the_order() -> None:
    assert set(log.SILENCE) | {log.NEGATED, log.UNFIT} <= set(whynot.ORDER)
    assert len(set(whynot.ORDER)) == len(whynot.ORDER)


@pytest.mark.parametrize("relation", sorted(vocabulary.load().relations))
def test_of_every_relation_something_can_be_told(relation: str) -> None:
    text = "The prison, opened and closed in 1901, is 300 m from Kent; Dartmoor Prison held 200 men, led by guards."
    found = told({"text": text, "wanted": f"Dartmoor Prison | {relation} | 1955"})
    assert (found["step"], found["claims"]) == (whynot.NO_SENTENCE, [])
    found = told({"text": text, "wanted": f"* | {relation} | *"})
    assert found["step"] in whynot.ORDER
    assert found["says"]


@pytest.mark.parametrize("rule", rules.load(), ids=lambda rule: rule.name)
def test_what_an_example_says_is_there_and_can_be_explained(rule: rules.Rule) -> None:
    read = trace.of(check.article(rule.examples[0]))
    for said in rule.examples[0].facts:
        meant = wanted.Wanted(*said.split(" | ", 2))
        assert whynot.explain(read, meant)["step"] == whynot.THERE, said
    assert all(fact.explain(read, one)["evidence"] for one in read.graph.facts)
