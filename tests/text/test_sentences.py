"""Each case is a block with its sentences; and laws that hold for any text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import Span
from kgbuild.text import sentences
from text.passages import cases, label

CASES = cases("sentences")
PIECES = st.sampled_from(
    ["The camp", " closed", ". ", "! ", "No. 22", " km. ", "(", ")", "\n", " c. 1950", "…", "é", " It"]
)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_block_has_these_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [span.of(text) for span in sentences.split(text, Span(0, len(text)))] == case["sentences"]


def test_offsets_count_from_the_start_of_the_text_not_of_the_block() -> None:
    text = "= Kariba Dam =\n\nIt was built from 1955. It stands."
    found = sentences.split(text, Span(16, len(text)))
    assert [span.of(text) for span in found] == ["It was built from 1955.", "It stands."]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_sentences_hold_all_words_once_and_in_order(text: str) -> None:
    found = sentences.split(text, Span(0, len(text)))
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
