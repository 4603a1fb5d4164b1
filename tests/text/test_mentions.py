"""Each case is an article with what its names stand for."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model import Mention
from text.passages import cases, label, passage


@pytest.mark.parametrize("case", cases("mentions"), ids=label)
def test_names_stand_for_these(case: dict[str, Any]) -> None:
    read = passage(case["title"], case["text"])
    items = (item for sentence in read.sentences for item in sentence.items)
    values = [(item, item.value) for item in items if isinstance(item.value, Mention) and item.value.proper]
    assert [[item.span.of(read.article.text), value.name, value.kind] for item, value in values] == case["names"]
