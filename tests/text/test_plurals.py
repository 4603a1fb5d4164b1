"""Words for several persons mean those whom the sentence before joins, and no others."""

from __future__ import annotations

import pytest

from kgbuild.model import Mention
from text.passages import passage

JOINED = "Hans Scholl and Sophie Scholl wrote leaflets. "


def meant(text: str) -> list[list[str]]:
    """Return the names of those whom each plural of a text means."""
    items = [item for sentence in passage("White Rose", text).sentences for item in sentence.items]
    return [
        [item.value.name, *(other.name for other in item.others)]
        for item in items
        if item.others and isinstance(item.value, Mention)
    ]


@pytest.mark.parametrize(
    "words", ["The pair were arrested.", "Both were arrested.", "They were arrested.", "Both of them died in 1943."]
)
def test_plural_means_the_persons_joined_before(words: str) -> None:
    assert meant(JOINED + words) == [["Hans Scholl", "Sophie Scholl"]]


@pytest.mark.parametrize(
    "text",
    [
        JOINED + "Both sides met.",
        JOINED + "The three were arrested.",
        JOINED + "Prisoners came. They were arrested.",
        "Hans Scholl met Sophie Scholl. The pair were arrested.",
        JOINED + "\n\nThe pair were arrested.",
    ],
)
def test_other_words_mean_nobody(text: str) -> None:
    assert meant(text) == []
