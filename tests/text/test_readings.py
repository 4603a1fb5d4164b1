"""A clause without a verb of its own is read with the one before it; its places are those of its own words."""

from __future__ import annotations

import pytest

from kgbuild.text import readings
from text.passages import passage


def said(text: str) -> list[str]:
    """Return the further readings of a text, with the words of its items in their places."""
    read = passage("Perm camps", text)
    found = []
    for sentence in read.sentences:
        for one in readings.readings(sentence):
            words = one.masked
            for number, item in enumerate(one.items):
                words = words.replace(f"<{item.letter}{number}>", item.span.of(read.article.text))
            found.append(words)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Perm-35 was closed in 1988 and Perm-37 in 1989.", ["Perm-37 was closed in 1989."]),
        (
            "Hans Loritz was commandant from 1940 to 1942, Anton Kaindl until 1945.",
            ["Anton Kaindl was commandant until 1945."],
        ),
        (
            "It was led by Albert Sauer until 1939 and then by Franz Ziereis until 1945.",
            ["It was led by Franz Ziereis until 1945."],
        ),
        (
            "From 1961 it was run by Amnesty International, from 1990 by Human Rights Watch.",
            ["from 1990 it was run by Human Rights Watch."],
        ),
    ],
)
def test_a_clause_takes_the_words_that_it_shares(text: str, wanted: list[str]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Perm-35 was closed in 1988 and Perm-37 was opened in 1989.",
        "Perm-35 was closed in 1988, and in 1989 Anton Kaindl came.",
        "Perm-35 and Perm-37 were closed in 1989.",
        "Hans Loritz was born in Augsburg in 1895 and Anton Kaindl became commandant in 1942.",
    ],
)
def test_a_clause_with_a_verb_is_read_once(text: str) -> None:
    assert said(text) == []


def test_words_of_a_reading_lead_back_to_where_they_are_written() -> None:
    text = "Perm-35 was closed in 1988 and Perm-37 in 1989."
    read = passage("Perm camps", text)
    (one,) = readings.readings(read.sentences[0])
    shared = one.masked.index("closed")
    assert one.source(shared, shared + 6).of(read.article.text) == "closed"
    assert one.source(0, len(one.masked)).of(read.article.text) == text.removeprefix("Perm-35")
    assert [span.of(read.article.text) for span in one.own] == ["Perm-37", "in 1989"]
