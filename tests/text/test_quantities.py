"""Each case is a sentence with the quantities in it; and laws that hold for all of them."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.model import Quantity, Span
from kgbuild.text import dates, quantities

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/quantities.yaml").read_text("utf-8"))
TEXTS = [case["text"] for case in CASES]
HOSTILE = [
    "9" * 10_000,
    "1," * 10_000,
    "(" * 10_000 + "5 m" + ")" * 10_000,
    "5 m (" * 5_000,
    "one hundred and " * 5_000,
    "1-" * 10_000,
    "1 – " * 5_000,
    "about " * 10_000 + "5",
    "1 000 " * 5_000,
    "5 " + "word " * 10_000,
    "hundreds of " * 5_000,
    "3 x " * 5_000,
    "½" * 5_000,
]


def _pair(value: Any) -> tuple[float | None, float | None]:
    return (value[0], value[1]) if isinstance(value, list) else (value, value)


def _expected(row: dict[str, Any]) -> Quantity:
    also = tuple(Quantity(*_pair(value), unit) for value, unit in row.get("also", []))
    return Quantity(*_pair(row["value"]), row.get("unit"), row.get("hedge"), also)


@pytest.mark.parametrize("case", CASES, ids=TEXTS)
def test_sentence_has_these_quantities(case: dict[str, Any]) -> None:
    text = case["text"]
    found = quantities.find(text, 0, len(text))
    assert [(q.span.of(text), q.value) for q in found] == [(row["quote"], _expected(row)) for row in case["found"]]
    for quantity, row in zip(found, case["found"], strict=True):
        for name in ("kind", "noun", "adjective", "dimension", "aspect", "role", "lost_unit"):
            if name in row:
                assert getattr(quantity, name) == row[name], name
        if "parts" in row:
            assert [(part.low, part.unit) for part in quantity.parts] == [tuple(part) for part in row["parts"]]


@pytest.mark.parametrize("text", TEXTS)
def test_quote_normalises_again_to_its_value(text: str) -> None:
    for quantity in quantities.find(text, 0, len(text)):
        assert quantities.parse(quantity.span.of(text)) == quantity.value
        assert quantity.span.covers(quantity.number)
        assert quantity.noun is None or (quantity.noun_span and quantity.noun_span.of(text) == quantity.noun)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.sampled_from([" ", "\n", " — ", "; "]))
def test_offsets_hold_in_longer_texts(texts: list[str], gap: str) -> None:
    text = gap.join(texts)
    found = quantities.find(text, 0, len(text))
    spans = [q.span for q in found]
    assert all(quantities.parse(q.span.of(text)) == q.value for q in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    days = [d.span for d in dates.find(text, 0, len(text))]
    assert not [(s.of(text), d.of(text)) for s in spans for d in days if s.overlaps(d)]


@settings(deadline=None)
@given(st.text(alphabet="0123456789,.–-%()[] mkftabouneds'¼²\n\u00a0", max_size=60))
def test_any_text_is_read_and_its_quotes_normalise(text: str) -> None:
    for quantity in quantities.find(text, 0, len(text)):
        assert quantities.parse(quantity.span.of(text)) == quantity.value


@pytest.mark.parametrize("text", TEXTS[:40])
def test_nothing_outside_of_the_stretch_is_read(text: str) -> None:
    framed = f"99 {text} 99 m"
    found = quantities.find(framed, 3, 3 + len(text))
    assert [Span(q.span.start - 3, q.span.end - 3) for q in found] == [
        q.span for q in quantities.find(text, 0, len(text))
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_ends(text: str) -> None:
    assert len(quantities.find(text, 0, len(text))) <= len(text)


@pytest.mark.parametrize("words", ["", "prisoners", "5 m and", "in 5 m", "around", "(5 m)"])
def test_words_that_are_no_quantity_from_end_to_end_are_none(words: str) -> None:
    assert quantities.parse(words) is None
