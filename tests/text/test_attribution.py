"""Each case is a passage with who speaks for which of its words."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model import Mention
from kgbuild.text import attribution
from text.passages import at, cases, holding, label, passage


def source(title: str, text: str, words: str) -> str | None:
    """Return who speaks for the words, None where the article itself does."""
    read = passage(title, text)
    sentence = holding(read, words)
    offset = at(sentence, read, words)
    covering = [found for found in attribution.find(read, sentence) if found.covers(offset)]
    speaker = covering[0].source if covering else None
    return speaker.name if isinstance(speaker, Mention) else speaker.value if speaker else None


@pytest.mark.parametrize("case", cases("attribution"), ids=label)
def test_words_are_said_by_these(case: dict[str, Any]) -> None:
    assert [[words, source(case["title"], case["text"], words)] for words, _ in case["said"]] == case["said"]


def test_source_is_quoted_where_it_stands() -> None:
    text = "According to a human rights group, the camp was closed."
    read = passage("Yodok camp", text)
    (found,) = attribution.find(read, read.sentences[0])
    assert found.source_span.of(read.article.text) == "a human rights group"


def test_trailing_source_does_not_reach_into_an_apposition() -> None:
    read = passage("Yodok camp", "Lim Kook-jae, a fisherman abducted in 1987, died there, according to a survivor.")
    sentence = read.sentences[0]
    assert attribution.apposed(sentence, sentence.masked.index("a fisherman"))
    assert not attribution.apposed(sentence, sentence.masked.index("died"))
