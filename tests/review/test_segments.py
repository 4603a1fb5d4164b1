"""Segments: whatever passages nest and cross, the text is cut so that each can be put together again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.model import Span
from kgbuild.review.segments import QUOTE, Mark, segments

TEXT = "It was opened in 1901 and closed in 1950, said a guard."
OFFSETS = st.integers(0, len(TEXT))
SPANS = st.tuples(OFFSETS, OFFSETS).map(lambda ends: Span(min(ends), max(ends)))
MARKS = st.lists(SPANS).map(lambda spans: [Mark(span, QUOTE, number) for number, span in enumerate(spans)])


@given(MARKS, st.lists(OFFSETS))
def test_segments_cover_the_text_once_and_each_mark_is_the_union_of_its_own(marks: list[Mark], cuts: list[int]) -> None:
    found = list(segments(marks, cuts, len(TEXT)))
    assert "".join(TEXT[s.start : s.end] for s in found) == TEXT
    assert all(one.end == other.start for one, other in pairwise(found))
    for mark in marks:
        assert "".join(TEXT[s.start : s.end] for s in found if mark in s.marks) == mark.span.of(TEXT)
        assert all(mark.span.covers(Span(s.start, s.end)) for s in found if mark in s.marks)
    assert all(not s.start < cut < s.end for s in found for cut in cuts)


def test_nothing_begins_or_ends_within_a_segment_and_none_is_cut_without_need() -> None:
    marks = [Mark(Span(0, 10), QUOTE, 0), Mark(Span(5, 15), QUOTE, 1), Mark(Span(7, 9), QUOTE, 2)]
    found = [(s.start, s.end, [m.number for m in s.marks]) for s in segments(marks, (), 20)]
    assert found == [
        (0, 5, [0]),
        (5, 7, [0, 1]),
        (7, 9, [0, 1, 2]),
        (9, 10, [0, 1]),
        (10, 15, [1]),
        (15, 20, []),
    ]


def test_what_lies_outside_the_text_is_left_out() -> None:
    found = list(segments([Mark(Span(3, 99), QUOTE, 0), Mark(Span(50, 60), QUOTE, 1)], [70], 5))
    assert [(s.start, s.end, len(s.marks)) for s in found] == [(0, 3, 0), (3, 5, 1)]
