"""What is denied, negated or taken back is seen as such; what only looks so is not."""

from __future__ import annotations

import pytest

from kgbuild.text import negation
from text.passages import at, passage


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The prison was not closed in 1990.", "closed"),
        ("The camp never held women.", "held"),
        ("The government denied that the camp was closed.", "closed"),
        ("There is no evidence that the camp was closed.", "closed"),
        ("Nobody was wounded in the yard.", "wounded"),
        ("They tried to escape through the gate.", "escape"),
        ("Reports that the camp was closed proved to be false.", "closed"),
        ("About 200 people died, a figure later withdrawn by the ministry.", "died"),
        ("It is unclear whether the camp was closed.", "closed"),
    ],
)
def test_words_are_negated(text: str, words: str) -> None:
    read = passage("Kestrel camp", text)
    (sentence,) = read.sentences
    start = at(sentence, read, words)
    assert negation.negated(sentence, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The camp held not only men but women.", "held"),
        ("The camp held no fewer than 300 men.", "held"),
        ("Nobody escaped, but the camp was closed in 1990.", "closed"),
        ("Prisoners held without trial filled the yard.", "filled"),
        ("The camp was closed; the guards were not punished.", "closed"),
    ],
)
def test_words_stand(text: str, words: str) -> None:
    read = passage("Kestrel camp", text)
    (sentence,) = read.sentences
    start = at(sentence, read, words)
    assert negation.negated(sentence, start, start + 3) is None


def test_next_sentence_takes_back_what_was_said() -> None:
    read = passage("Kestrel camp", "A guard claimed that 300 men were shot. He later withdrew this claim.")
    first, second = read.sentences
    assert negation.taken_back(read, first)
    assert not negation.taken_back(read, second)


def test_next_paragraph_takes_nothing_back() -> None:
    read = passage("Kestrel camp", "A guard claimed that 300 men were shot.\n\nHe later withdrew this claim.")
    assert not negation.taken_back(read, read.sentences[0])
