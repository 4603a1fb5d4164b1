"""The word lists: longest nouns first, every list used, and every word in the form that is looked up."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

import kgbuild
from kgbuild.text import lexicon

LEXICON = lexicon.load()
SOURCE = "\n".join(path.read_text("utf-8") for path in Path(kgbuild.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("words", "start", "found"),
    [
        ("a concentration camp guard", 1, (2, "Facility")),
        ("power plant", 0, (2, "Facility")),
        ("camp", 0, (1, "Facility")),
        ("a camp", 0, None),
        ("camp", 1, None),
    ],
)
def test_longest_noun_that_begins_is_taken(words: str, start: int, found: tuple[int, str] | None) -> None:
    assert LEXICON.noun_at(words.split(), start) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a political labour camp", (2, "Facility")),
        ("human rights organization", (3, "Organization")),
        ("the camp of", None),
        ("", None),
    ],
)
def test_longest_noun_that_ends_is_taken(words: str, found: tuple[int, str] | None) -> None:
    assert LEXICON.noun_ending(words.split()) == found


def test_every_list_of_words_is_used_and_every_used_list_is_there() -> None:
    used = set(re.findall(r'\.words\["(\w+)"\]', SOURCE)) & set(LEXICON.words)
    assert set(LEXICON.words) - used == set()


def test_words_are_in_lower_case_as_they_are_looked_up() -> None:
    assert [word for word in chain(*LEXICON.words.values()) if word != word.lower()] == []
    assert [noun for noun in LEXICON.nouns if " ".join(noun) != " ".join(noun).lower()] == []


def test_classes_are_those_of_the_topics_and_names() -> None:
    assert set(LEXICON.nouns.values()) == set(lexicon.KINDS)


def test_countries_are_known_by_their_names_in_english() -> None:
    assert {"North Korea", "Germany", "Zambia", "Soviet Union"} <= LEXICON.countries
    assert LEXICON.demonyms["Soviet"]
