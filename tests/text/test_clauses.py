"""Each case is an article with verbs and their subjects."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.text import clauses
from text.passages import at, cases, holding, label, name, passage


@pytest.mark.parametrize("case", cases("clauses"), ids=label)
def test_verb_has_these_subjects(case: dict[str, Any]) -> None:
    read = passage(case["title"], case["text"])
    for words, kinds, wanted in case["verbs"]:
        sentence = holding(read, words)
        found = clauses.subjects(read, sentence, at(sentence, read, words), kinds)
        assert [name(subject) for subject in found] == wanted


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Anatoly Marchenko and his wife met.", "his wife", "Anatoly Marchenko"),
        ("He died. In 1986 his books were banned.", "his books", "Anatoly Marchenko"),
        ("Larisa Bogoraz told of her husband.", "her husband", "Larisa Bogoraz"),
    ],
)
def test_his_and_her_mean_the_subject(text: str, words: str, wanted: str) -> None:
    read = passage("Anatoly Marchenko", text)
    sentence = holding(read, words)
    found = clauses.possessor(sentence, at(sentence, read, words))
    assert found is not None
    assert (found.name, found.kind) == (wanted, "Person")
