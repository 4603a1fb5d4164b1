"""Each case is how an article opens, with the nouns that can mean its subject."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.text import heads, lexicon, topic
from text.passages import article, cases, label


@pytest.mark.parametrize("case", cases("heads"), ids=label)
def test_article_calls_its_subject_so(case: dict[str, Any]) -> None:
    read = article(case["title"], case["text"])
    found = heads.find(read, topic.find(read, lexicon.load()), lexicon.load())
    assert [noun for noun in case["calls"] if noun not in found] == []
    assert [noun for noun in case["never"] if noun in found] == []
