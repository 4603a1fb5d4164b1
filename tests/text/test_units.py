from __future__ import annotations

import pytest

from kgbuild import vocabulary
from kgbuild.text import units


@pytest.mark.parametrize("key", ["m", "km", "ft", "mi", "cm", "m2", "km2", "ha", "acre", "mi2", "percent"])
def test_every_word_of_a_unit_is_read_as_that_unit(key: str) -> None:
    words = [word for word in vocabulary.load().units[key].words if word[-1] not in "'′″."]
    assert words
    for word in words:
        found = units.load().match(f" {word} of it", 0, len(word) + 7)
        assert found is not None, word
        assert (found.key, found.end) == (key, len(word) + 1)


@pytest.mark.parametrize("text", ["", " men", "s", " mm2x", " km/h", " km per hour", " second-hand", " Minutes", "m²x"])
def test_words_that_are_no_unit(text: str) -> None:
    assert units.load().match(text, 0, len(text)) is None


def test_money_stands_before_its_number() -> None:
    text = "a sum of US$ 5"
    found = units.load().ahead_of(text, 0, 13)
    assert found is not None
    assert (found[0].key, found[1]) == ("USD", 9)
