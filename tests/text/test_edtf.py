from __future__ import annotations

import datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import Date
from kgbuild.text import edtf

YEARS = st.integers(min_value=1, max_value=9998)
NARROWER = ("early", "mid", "late", "beginning", "end")


def test_days_of_a_month_and_of_a_leap_year() -> None:
    assert edtf.month(1952, 2).latest == datetime.date(1952, 2, 29)
    assert edtf.day(1951, 2, 29) is None


@pytest.mark.parametrize(("year", "month", "season"), [(1, 1, "winter"), (999, 2, "spring"), (1952, 12, "autumn")])
def test_every_form_after_christ_is_edtf_with_days_in_order(year: int, month: int, season: str) -> None:
    points = [edtf.year(year), edtf.month(year, month), edtf.season(year, season), edtf.decade(year // 10 * 10)]
    for point in points:
        forms = [point, edtf.approximate(point), edtf.since(point), edtf.until(point), edtf.before(point)]
        forms += [edtf.after(point), *(edtf.part(point, name) for name in NARROWER)]
        for date in forms:
            parse_edtf(date.edtf)
            assert date.earliest is None or date.latest is None or date.earliest <= date.latest


@pytest.mark.parametrize("year", [0, -1, -43, -998])
def test_years_before_christ_have_no_days(year: int) -> None:
    for date in (edtf.year(year), edtf.since(edtf.year(year)), edtf.until(edtf.year(year))):
        parse_edtf(date.edtf)
        assert (date.earliest, date.latest) == (None, None)


@given(YEARS, YEARS)
def test_interval_never_runs_backwards(first: int, last: int) -> None:
    interval = edtf.interval(edtf.year(first), edtf.year(last))
    assert (interval is not None) == (first <= last)


def test_interval_across_the_birth_of_christ() -> None:
    interval = edtf.interval(edtf.year(-43), edtf.year(14))
    assert interval == Date("-0043/0014", None, datetime.date(14, 12, 31))
    assert edtf.interval(edtf.year(14), edtf.year(-43)) is None
    assert edtf.interval(edtf.year(-43), edtf.year(-99)) is None


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (edtf.since(edtf.decade(1950)), "1950/.."),
        (edtf.after(edtf.decade(1950)), "1959/.."),
        (edtf.until(edtf.century(19)), "../1899"),
        (edtf.before(edtf.century(19)), "../1800"),
        (edtf.since(edtf.century(5, before_christ=True)), "-0499/.."),
        (edtf.until(edtf.century(5, before_christ=True)), "../-0400"),
        (edtf.approximate(edtf.since(edtf.year(1950))), "1950~/.."),
        (edtf.approximate(edtf.approximate(edtf.year(1950))), "1950~"),
    ],
)
def test_open_and_unspecified_ends(date: Date, words: str) -> None:
    assert date.edtf == words
    parse_edtf(words)


def test_a_part_stays_within_its_whole() -> None:
    for whole in (edtf.year(1941), edtf.month(1941, 2), edtf.decade(1950), edtf.century(19)):
        for name in NARROWER:
            part = edtf.part(whole, name)
            assert part.earliest and part.latest and whole.earliest and whole.latest
            assert whole.earliest <= part.earliest <= part.latest <= whole.latest
            assert (part.earliest, part.latest) != (whole.earliest, whole.latest)


def test_ends_keep_the_narrower_days() -> None:
    interval = edtf.interval(edtf.part(edtf.year(1941), "late"), edtf.year(1945))
    assert interval is not None
    first, last = edtf.ends(interval)
    assert first == Date("1941~", datetime.date(1941, 7, 1), datetime.date(1941, 12, 31))
    assert last == edtf.year(1945)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("1950", (1950, None, None)),
        ("1950-05~", (1950, 5, None)),
        ("1950-05-03", (1950, 5, 3)),
        ("1940-21", (1940, None, None)),
        ("1939/1945", (1945, None, None)),
        ("1992/..", (1992, None, None)),
        ("../1992", (1992, None, None)),
        ("195X", None),
        ("-0043", None),
    ],
)
def test_fields_of_a_date_that_others_start_from(words: str, known: tuple[int, int | None, int | None] | None) -> None:
    assert edtf.fields(Date(words, None, None)) == known
