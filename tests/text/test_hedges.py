from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kgbuild.model import Span
from kgbuild.text import hedges

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/hedges.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_sentence_has_these_hedges(case: dict[str, Any]) -> None:
    text = case["text"]
    found = hedges.find(text, 0, len(text))
    assert [[span.of(text), hedge.axis, hedge.value] for span, hedge in found] == case["found"]


def test_every_hedge_of_the_lexicon_is_found_where_it_stands() -> None:
    lexicon = hedges.load()
    for words, hedge in lexicon.by_words.items():
        text = f"It was 5 km {words} 500 men."
        found = hedges.find(text, 0, len(text))
        inside = [h for span, h in found if span == Span(12, 12 + len(words))]
        assert inside == [hedge] or not words[0].isalpha(), words


def test_word_of_a_hedge_leaves_out_the_verb_to_be() -> None:
    text = "He was believed to be alive."
    assert [hedge.word for _, hedge in hedges.find(text, 0, len(text))] == ["believed to"]


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        (None, "exact"),
        ("exactly", "exact"),
        ("around", "approximate"),
        ("estimated at, around", "estimated"),
        ("is estimated to be", "approximate"),
        ("estimated at, more than", "at-least"),
        ("up to", "at-most"),
        ("dozens", "approximate"),
    ],
)
def test_precision_of_the_words_that_a_quantity_keeps(words: str | None, concept: str) -> None:
    assert hedges.precision(words) == concept


@pytest.mark.parametrize("text", ["may " * 5_000, "is " * 5_000 + "said", "over " * 5_000, "some reports" * 2_000])
def test_hostile_text_ends(text: str) -> None:
    assert len(hedges.find(text, 0, len(text))) <= len(text)
