"""Each case is a sentence with the dates in it; and laws that hold for all of them."""

from __future__ import annotations

import datetime
import itertools
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.model import Date, Span
from kgbuild.text import dates, edtf

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "cases/dates.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
TEXTS = [case["text"] for case in CASES]
HOSTILE = [
    "1950 " * 5_000,
    "1950–" * 5_000,
    "the " * 10_000 + "year 1950",
    "May " * 10_000,
    "12 " * 5_000 + "May",
    "19" * 10_000,
    "since until " * 5_000,
    "two years later " * 3_000,
    "the following year and " * 2_000,
    "early late mid-" * 5_000 + "1950s",
    "19th and " * 5_000 + "centuries",
]
YEAR = edtf.year(1950)
accepted = cache(parse_edtf)


def _date(words: str | None) -> Date | None:
    return Date(words, None, None) if words else None


def _row(row: Any) -> dict[str, Any]:
    return row if isinstance(row, dict) else dict(zip(("quote", "edtf", "relation"), row, strict=True))


def _day(words: str) -> datetime.date | None:
    return None if words == "null" else datetime.date.fromisoformat(words)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']} ({case.get('before', '')})" for case in CASES])
def test_sentence_has_these_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    found = dates.find(text, 0, len(text), _date(case.get("before")))
    rows = [_row(row) for row in case["found"]]
    assert [(d.span.of(text), d.value.edtf, d.relation) for d in found] == [
        (row["quote"], row["edtf"], row["relation"]) for row in rows
    ]
    for date, row in zip(found, rows, strict=True):
        if "plain" in row:
            assert date.plain.edtf == row["plain"]
        if "days" in row:
            assert [date.value.earliest, date.value.latest] == [_day(words) for words in row["days"]]
        if "anchor" in row:
            assert date.anchor is not None
            assert date.anchor.edtf == row["anchor"]
        if "ends" in row:
            assert [end.value.edtf for end in date.ends] == row["ends"]


@pytest.mark.parametrize("case", CASES, ids=TEXTS)
def test_quote_normalises_again_to_its_value(case: dict[str, Any]) -> None:
    text = case["text"]
    for date in dates.find(text, 0, len(text), _date(case.get("before"))):
        assert dates.parse(date.span.of(text), date.anchor) == date.value
        assert dates.parse(date.plain_span.of(text), date.anchor) == date.plain
        assert date.relative == (date.anchor is not None)
        for end in date.ends:
            if end.span != date.span:
                assert dates.parse(end.span.of(text), end.anchor) == end.value


@pytest.mark.parametrize("case", CASES, ids=TEXTS)
def test_edtf_is_accepted_by_its_parser_and_its_days_are_in_order(case: dict[str, Any]) -> None:
    text = case["text"]
    for date in dates.find(text, 0, len(text), _date(case.get("before"))):
        for value in (date.value, date.plain, *(end.value for end in date.ends)):
            assert accepted(value.edtf) is not None
            assert value.earliest is None or value.latest is None or value.earliest <= value.latest


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.sampled_from([" ", "\n", "; ", " – "]))
def test_laws_hold_in_longer_texts(texts: list[str], gap: str) -> None:
    text = gap.join(texts)
    found = dates.find(text, 0, len(text), YEAR)
    assert all(dates.parse(d.span.of(text), d.anchor) == d.value for d in found)
    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(found))
    for date in found:
        accepted(date.value.edtf)
        if date.anchor_span:
            assert date.anchor is not None
            earlier = [d for d in found if d.plain_span == date.anchor_span]
            assert not earlier or earlier[0].plain == date.anchor


@settings(deadline=None)
@given(st.text(alphabet="0123456789,./–-?[]() MaytheonsiceyrdBCA'\n\u00a0", max_size=60))
def test_any_text_is_read_and_its_quotes_normalise(text: str) -> None:
    for date in dates.find(text, 0, len(text), YEAR):
        assert dates.parse(date.span.of(text), date.anchor) == date.value


@pytest.mark.parametrize("text", TEXTS[:60])
def test_nothing_outside_of_the_stretch_is_read(text: str) -> None:
    framed = f"1901 {text} 1902"
    found = dates.find(framed, 5, 5 + len(text))
    assert [Span(d.span.start - 5, d.span.end - 5) for d in found] == [d.span for d in dates.find(text, 0, len(text))]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_ends(text: str) -> None:
    assert len(dates.find(text, 0, len(text), YEAR)) <= len(text)


@pytest.mark.parametrize("words", ["", "May", "the following year", "in 1950", "1950 and", "soon"])
def test_words_that_are_no_date_from_end_to_end_are_none(words: str) -> None:
    assert dates.parse(words) is None
