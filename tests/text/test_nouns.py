from __future__ import annotations

import pytest

from kgbuild.text import nouns


@pytest.mark.parametrize(
    ("text", "words", "adjective"),
    [
        (" additional guard posts were built", "guard posts", "additional"),
        (" political prisoners in the camp", "political prisoners", None),
        (" men wounded by shots", "men", None),
        (" of the prisoners fled", "prisoners", None),
        ("-storey block", "storey", None),
        (" policewomen came", "policewomen", None),
        (" T-34 tanks attacked", "T-34 tanks", None),
        (" others fled", "others", None),
    ],
)
def test_counted_noun_ends_after_its_plural(text: str, words: str, adjective: str | None) -> None:
    noun = nouns.after(text, 0, len(text))
    assert noun is not None
    assert (noun.words, noun.adjective, noun.span.of(text)) == (words, adjective, words)


@pytest.mark.parametrize("text", ["", " died", " was closed", " mid-1990s", " across the river", " thousands", ". Men"])
def test_words_that_count_nothing(text: str) -> None:
    assert nouns.after(text, 0, len(text)) is None


def test_decades_are_a_duration_and_people_a_count() -> None:
    found = [nouns.after(text, 0, len(text)) for text in (" decades", " people")]
    assert [noun and noun.dimension for noun in found] == ["duration", "count"]
