"""Each case is a stretch with its tokens; and the law that tokens leave out nothing but white space."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.text.tokens import tokenize
from text.passages import cases, label


@pytest.mark.parametrize("case", cases("tokens"), ids=label)
def test_stretch_has_these_tokens(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [token.text for token in tokenize(text, 0, len(text))] == case["tokens"]


@pytest.mark.parametrize(
    ("words", "capital", "word"),
    [("Camp", True, True), ("camp", False, True), ("22", False, False), (",", False, False), ("Éva", True, True)],
)
def test_token_tells_capitals_and_words(words: str, capital: bool, word: bool) -> None:
    (token,) = tokenize(words, 0, len(words))
    assert (token.capital, token.word, token.lower) == (capital, word, words.lower())


@given(st.text(max_size=80) | st.text(alphabet="A.b's’-1,  No", max_size=40), st.integers(0, 5))
def test_tokens_are_slices_in_order_and_leave_out_white_space_alone(text: str, start: int) -> None:
    found = tokenize(text, start, len(text))
    assert all(text[token.start : token.end] == token.text != "" for token in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join(token.text for token in found) == "".join(text[start:].split())
