"""Residue of templates and references is not read, and what is no residue is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import Span
from kgbuild.text import residue
from text.passages import passage


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It held 500 men[1][2] in 1943.[citation needed] It", ["[1][2]", "[citation needed]"]),
        ("Some historians[who?] say so {{cn|date=May 2011}}.", ["[who?]", " {{cn|date=May 2011}}"]),
        ("The camp () was '''large'''.", [" ()", "'''", "'''"]),
        ('Run by the SS.<ref name="a"/> It<ref>p. 3</ref>', ['<ref name="a"/>', "<ref>p. 3</ref>"]),
        ("He [Stalin] wrote a[n] order (in 1937) on 500's and {braces}.", []),
        ("The '90s and prisoners' letters", []),
    ],
)  # fmt: skip
def test_marks_are_found(text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in residue.find(text, Span(0, len(text)))] == wanted


def test_masked_text_has_no_residue_and_leads_back_to_the_words() -> None:
    text = "The camp[1] held {{cn}} 500 prisoners[2] in 1943.[citation needed] It was closed."
    read = passage("Perm camp", text)
    first, second = read.sentences
    assert first.masked == "<F0> held <Qc1> in <D2>."
    assert first.source(0, len(first.masked)) == first.span
    assert first.source(5, 9).of(read.article.text) == "held"
    assert second.masked == "<F0> was closed."


@given(st.text(alphabet="[]{}()'<>/ ref1acdeint?.", max_size=60))
def test_stretches_are_in_order_and_inside(text: str) -> None:
    found = residue.find(text, Span(0, len(text)))
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    kept = residue.without(text, Span(0, len(text)))
    assert 0 <= kept.start <= kept.end <= len(text)
