"""Persons: what shows that a name is one's, whom short names and pronouns stand for, and whose 'his' is."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model import Mention
from kgbuild.text import clauses
from text.passages import cases, label, passage


@pytest.mark.parametrize("case", cases("persons"), ids=label)
def test_words_stand_for_this_person(case: dict[str, Any]) -> None:
    read = passage(case["title"], case["text"])
    found = [
        [item.span.of(read.article.text), item.value.name]
        for sentence in read.sentences
        for item in sentence.items
        if item.letter == "P" and isinstance(item.value, Mention)
    ]
    assert found == case["who"]


@pytest.mark.parametrize(
    ("title", "text", "words", "whose"),
    [
        ("Osip Mandelstam", "His brother was born in 1892.", "His brother", "Osip Mandelstam"),
        ("Yodok camp", "Kim Yong fled in 1998 with his wife.", "his wife", "Kim Yong"),
        (
            "Osip Mandelstam",
            "His father, Emil Khazin, was rich; his mother taught.",
            "his mother",
            "Osip Mandelstam",
        ),
        ("Madres", "The leader was Azucena Villaflor, whose son was seized.", "whose son", "Azucena Villaflor"),
    ],
)
def test_possessor_is_the_subject_of_the_clause_or_of_the_sentence_before(
    title: str, text: str, words: str, whose: str
) -> None:
    (sentence,) = passage(title, text).sentences
    found = clauses.possessor(sentence, sentence.masked.index(words))
    assert found is not None
    assert found.name == whose


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Walter Linse, a lawyer born in 1903, was shot.", "born in", ["Walter Linse"]),
        ("John Hill was convicted of murdering William Quinn and sentenced to death.", "sentenced", ["John Hill"]),
        (
            "Ali Abtahi, an ex-minister, and Saeed Hajjarian, an editor, were held.",
            "held",
            ["Ali Abtahi", "Saeed Hajjarian"],
        ),
        ("Vasily Mishin, his deputy, succeeded.", "succeeded", ["Vasily Mishin"]),
        ("His deputy, who had been sick, died.", "died", []),
        ("About 400 prisoners died.", "died", []),
        ("Sergei Kovalev, a biologist who had spent years there, died.", "spent", ["Sergei Kovalev"]),
    ],
)
def test_verb_belongs_to_these_persons(text: str, words: str, who: list[str]) -> None:
    read = passage("Vladimir prison", text)
    (sentence,) = read.sentences
    at = sentence.masked.index(words)
    found = clauses.subjects(read, sentence, at, ("Person",))
    names = [one.name if isinstance(one, Mention) else one.value.name for one in found]  # type: ignore[union-attr]
    assert names == who
