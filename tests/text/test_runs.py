"""Each case is a sentence with the stretches that may be names."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.text import lexicon, names
from kgbuild.text.tokens import tokenize
from text.passages import cases, label

SMALL = ["the", "camp", "of", "and", "in", "de", "van", "der", "'s", ",", "(", ")", "é", "—", "²"]
LARGE = ["The", "Camp", "Ministry", "No.", "22", "Kim", "Jong-il", "Kent", "President", "1950", "North", "9th", "St."]


def found(text: str, known: frozenset[str] = frozenset(), taken: frozenset[int] = frozenset()) -> list[names.Run]:
    return names.find(tokenize(text, 0, len(text)), lexicon.load(), taken.__contains__, known.__contains__)


@pytest.mark.parametrize("case", cases("runs"), ids=label)
def test_sentence_has_these_runs(case: dict[str, Any]) -> None:
    runs = found(case["text"], frozenset(case.get("known", ())))
    assert [[run.span.of(case["text"]), *([run.noun] if run.noun else [])] for run in runs] == case["runs"]
    assert [run.title for run in runs if run.title] == case.get("titles", [])


def test_run_tells_its_capitals_from_the_noun_beside_it_and_the_words_around() -> None:
    text = "They died in Yodok concentration camp alone."
    (run,) = found(text)
    assert run.core is not None
    assert (run.core.of(text), run.words, run.before, run.after) == (
        "Yodok",
        ("Yodok", "concentration", "camp"),
        "in",
        "alone",
    )


def test_no_run_begins_or_goes_on_in_a_date_or_quantity() -> None:
    text = "It closed on Monday 12 May 1950 in Kent."
    taken = frozenset(range(text.index("Monday"), text.index(" in Kent")))
    assert [run.span.of(text) for run in found(text, taken=taken)] == ["Kent"]


@given(st.lists(st.sampled_from(SMALL + LARGE), max_size=30).map(" ".join))
def test_runs_are_apart_in_order_and_hold_a_capital(text: str) -> None:
    runs = found(text)
    assert all(any(word[0].isupper() for word in run.words) for run in runs)
    assert all(one.span.end <= two.span.start for one, two in pairwise(runs))
