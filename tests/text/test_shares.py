"""Shares in words are percentages; what only looks like one is none."""

from __future__ import annotations

import pytest

from kgbuild.text import quantities


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("About a quarter of the prisoners died.", "About a quarter", 25, 25),
        ("Nearly half of the inmates fell ill.", "Nearly half", 50, 50),
        ("They say that half the camp starved.", "half", 50, 50),
        ("At least two-thirds of them were women.", "At least two-thirds", 66.67, None),
        ("One in five prisoners died.", "One in five", 20, 20),
        ("Three out of ten inmates were men.", "Three out of ten", 30, 30),
        ("Up to nine in every ten of the children survived.", "Up to nine in every ten", None, 90),
    ],
)
def test_a_share_is_a_percentage_and_its_words_alone_give_it_again(
    text: str, words: str, low: float | None, high: float | None
) -> None:
    (found,) = quantities.find(text, 0, len(text))
    assert (found.span.of(text), found.value.low, found.value.high) == (words, low, high)
    assert (found.value.unit, found.kind) == ("percent", "share")
    assert quantities.parse(words) == found.value


@pytest.mark.parametrize(
    "text",
    [
        "In the second half of the year it rained.",
        "The northern half of the camp was closed.",
        "A third camp was built.",
        "Ten in five of the prisoners came.",
        "It is half of nothing.",
    ],
)
def test_no_share(text: str) -> None:
    assert not [found for found in quantities.find(text, 0, len(text)) if found.kind == "share"]
