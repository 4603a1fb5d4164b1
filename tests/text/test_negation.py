"""Each case is a sentence with words that it denies or not."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.text import negation
from text.passages import at, cases, label, passage


@pytest.mark.parametrize("case", cases("negation"), ids=label)
def test_words_are_denied_or_not(case: dict[str, Any]) -> None:
    read = passage("Yodok camp", case["text"])
    sentence = read.sentences[0]
    start = at(sentence, read, case["words"])
    assert (negation.negated(sentence, start, start + len(case["words"])) is not None) == case["denied"]


@pytest.mark.parametrize(
    ("following", "back"),
    [
        ("The claim was later withdrawn.", True),
        ("Ahn retracted this.", True),
        ("The camp was later closed.", False),
        ("\n\nThe claim was withdrawn.", False),
    ],
)
def test_next_sentence_of_a_block_may_take_back(following: str, back: bool) -> None:
    read = passage("Yodok camp", f"It was said that 300 were killed. {following}")
    assert negation.taken_back(read, read.sentences[0]) == back
