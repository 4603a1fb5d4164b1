"""Each case is a sentence with its sources and what each of them says."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model import Mention
from kgbuild.text import attribution
from text.passages import cases, label, passage


@pytest.mark.parametrize("case", cases("attributions"), ids=label)
def test_source_speaks_for_these_words(case: dict[str, Any]) -> None:
    read = passage("Kestrel camp", case["text"])
    (sentence,) = read.sentences
    found = []
    for one in sorted(attribution.find(read, sentence), key=lambda a: a.at):
        name = one.source.name if isinstance(one.source, Mention) else one.source.value
        words = sentence.source(one.start, one.end).of(read.article.text)
        found.append([name, words.strip(" ,")])
    wanted = sorted(case["says"], key=lambda pair: case["text"].find(pair[0]))
    assert found == wanted


def test_trailing_source_does_not_reach_into_an_apposition() -> None:
    text = "Lim Kook-jae, a fisherman abducted in 1987, died in Yodok camp, according to a human rights group."
    read = passage("Yodok camp", text)
    (sentence,) = read.sentences
    masked = sentence.masked
    assert attribution.apposed(sentence, masked.index("a fisherman"))
    assert not attribution.apposed(sentence, masked.index("died"))
