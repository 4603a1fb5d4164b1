"""Each case is an article with what its pronouns and descriptions stand for."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model import Mention
from text.passages import cases, holding, label, mentions, passage


@pytest.mark.parametrize("case", cases("coreference"), ids=label)
def test_words_stand_for_these(case: dict[str, Any]) -> None:
    read = passage(case["title"], case["text"])
    items = [item for s in read.sentences for item in s.items if isinstance(item.value, Mention)]
    found = [
        [item.span.of(read.article.text), None if item.letter[0] == "_" else item.value.name]
        for item in items
        if isinstance(item.value, Mention) and not item.value.proper
    ]
    wanted = [words for words, _ in case["stand"]]
    assert [pair for pair in found if pair[0] in wanted] == case["stand"]
    assert [words for words, _ in found if words in case.get("silent", ())] == []


def test_antecedent_is_where_the_name_stands() -> None:
    read = passage("Varlam Shalamov", "Vishera camp was first. Many died in the camp.")
    (item,) = (i for i in holding(read, "Many").items if i.span.of(read.article.text) == "the camp")
    assert item.antecedent is not None
    assert item.antecedent.of(read.article.text) == "Vishera camp"


def test_subject_is_forgotten_where_a_block_ends() -> None:
    read = passage("Perm-36", "Perm-36 was a camp. Vasyl Stus was a poet.\n\nIn 1985 he died.")
    he = [name for words, name, _ in mentions(read) if words == "he"]
    assert he == ["Vasyl Stus"]  # the last person at all, no longer the subject of the sentence before
    assert holding(read, "1985").person is None
