"""Words of others on a page: nothing of them is markup, and nothing of them is hidden."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.review.shown import data, plain, shown, web_address
from review.sheets import parse

ANY = st.text(st.characters(exclude_characters="\r"))


@given(ANY)
def test_words_are_read_back_as_they_were_but_for_what_cannot_be_seen(words: str) -> None:
    page = parse(f"<p>{shown(words)}</p>".encode())
    assert {element.name for element in page.one("p").all()} <= {"span"}
    rest = [c for c in page.one("p").children if isinstance(c, str)]
    unseen = [element.text for element in page.one("p").all("span")]
    assert "".join(rest) + "".join(chr(int(name[2:], 16)) for name in unseen) == "".join(
        sorted(words, key=lambda c: bool(shown(c).startswith("<span")))
    )


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u2028", "\x1b", "\ud800", "\ufeff"]
)
def test_what_would_turn_the_line_or_cannot_be_seen_is_shown_by_its_number(mark: str) -> None:
    assert mark not in shown(f"a{mark}b")
    assert f"U+{ord(mark):04X}" in shown(f"a{mark}b")
    assert plain(f"a{mark}b") == f"a[U+{ord(mark):04X}]b"


@pytest.mark.parametrize("words", ["می\u200cخواهم", "क्\u200dष", "line\nline", "수용소"])
def test_what_scripts_need_stays(words: str) -> None:
    assert shown(words) == words


@given(st.recursive(ANY | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(ANY, inner)))
def test_data_come_back_and_cannot_end_their_script(value: object) -> None:
    written = data(value)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == value


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd", "x"],
)
def test_an_address_that_does_not_lead_to_the_web_is_none(url: str) -> None:
    assert web_address(url) == ""
