from __future__ import annotations

import re

import pytest

from kgbuild.text import years


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("in 1987 prisoners came", True),
        ("closed in 1642", True),
        ("(1642–1649)", True),
        ("the 1948 riots", True),
        ("circa 1700", True),
        ("1939–1945 guards", True),
        ("1500 prisoners", False),
        ("some 1945 men", False),
        ("1000 m2", False),
        ("US$1950", False),
        ("a capacity of 1900", False),
        ("a total of 1500", False),
        ("9999", False),
    ],
)
def test_four_digits_are_a_year_or_a_number(text: str, year: bool) -> None:
    found = re.search(r"(?:circa |some )?(\d{4})(?:–\d{4})?", text)
    assert found is not None
    assert years.is_year(text, int(found[1]), found.start(), found.end(), (0, len(text))) is year


def test_months_are_those_of_the_cldr() -> None:
    assert years.months()["january"] == years.months()["jan"] == 1
    assert sorted(set(years.months().values())) == list(range(1, 13))
