"""The heading that a fact needs is found above its passage."""

from __future__ import annotations

import pytest

from kgbuild.text import headings
from text.passages import passage

TEXT = "Guards met prisoners.\n\n== Notable prisoners ==\n\nSome prisoners.\n\n=== Writers ===\n- Primo Levi"


@pytest.mark.parametrize(
    ("wanted", "found"), [("prisoner", "Notable prisoners"), ("(?i)writer", "Writers"), ("x", None)]
)
def test_heading_is_the_nearest_that_matches(wanted: str, found: str | None) -> None:
    read = passage("Monowitz concentration camp", TEXT)
    at = headings.above(read.article, read.article.blocks[-1], wanted)
    assert (at.of(read.article.text) if at else None) == found


def test_words_of_the_text_are_no_heading() -> None:
    read = passage("Monowitz concentration camp", "Writers met.\n\n== Writers ==\nThe Writers came.\n\n- Primo Levi")
    at = headings.above(read.article, read.article.blocks[-1], "Writers")
    assert at is not None
    assert read.article.text[at.start - 3 : at.end + 3] == "== Writers =="
