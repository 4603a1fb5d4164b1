from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kgbuild.model import Span
from kgbuild.text import numbers

CASES: list[list[Any]] = yaml.safe_load((Path(__file__).parent / "cases/numbers.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "words", "value", "scale"), CASES, ids=[str(case[0]) for case in CASES])
def test_number_and_where_it_ends(text: str, words: str, value: float, scale: int) -> None:
    number = numbers.match(text, 0, len(text))
    assert number is not None
    assert (number.span.of(text), number.value, number.scale) == (words, value, scale)


@pytest.mark.parametrize("text", ["", "men", "hundred", "a man", "and five", "tension", "-5", ".5", "onerous"])
def test_words_that_begin_with_no_number(text: str) -> None:
    assert numbers.match(text, 0, len(text)) is None


def test_and_does_not_join_what_between_parts() -> None:
    text = "one hundred and two hundred"
    number = numbers.match(text, 0, len(text), joined=False)
    assert number is not None
    assert number.span == Span(0, 11)


def test_letters_are_scales_of_money_alone() -> None:
    money = numbers.match("5m", 0, 2, money=True)
    length = numbers.match("5m", 0, 2)
    assert money is not None
    assert length is not None
    assert (money.value, length.value) == (5_000_000, 5)


def test_only_bare_digits_are_plain() -> None:
    plain = [numbers.match(text, 0, len(text)) for text in ("1950", "1,950", "1950.5", "5 million", "ten")]
    assert [number is not None and number.plain for number in plain] == [True, False, False, False, False]


@pytest.mark.parametrize("words", ["10^9", "3.4×10⁶", "3.4 x 10^6", "10⁻³"])
def test_a_power_of_ten_is_no_smaller_number(words: str) -> None:
    assert numbers.match(words, 0, len(words)) is None
    assert numbers.match(words, words.rindex("1"), len(words)) is None
