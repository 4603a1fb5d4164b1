"""Each case is a passage with its masked sentences; and laws that hold for any article."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import ReadError
from kgbuild.extractors import extract, proof
from kgbuild.model import Article, Block, Mention, Span
from kgbuild.text import document, residue
from text.passages import article, cases, holding, label, passage

if TYPE_CHECKING:
    from kgbuild.text.document import Sentence

PIECES = [piece for row in cases("pieces") for piece in row]
PASSAGES = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Return an article of any text, as a reader gives it; or, of text that no reader takes, as one block."""
    text = draw(PASSAGES)
    try:
        return article("Marrow camp", text)
    except ReadError:
        return Article("marrow", "Marrow camp", text, Span(0, 0), (), (Block(Span(0, len(text)), "paragraph"),))


@pytest.mark.parametrize("case", cases("masked"), ids=label)
def test_passage_is_masked_so(case: dict[str, Any]) -> None:
    read = passage(case["title"], case["text"])
    assert [sentence.masked for sentence in read.sentences] == case["masked"]


def test_stretch_of_items_leads_back_to_their_words() -> None:
    read = passage("Yodok camp", "It was run by the Ministry of State Security until 1990.")
    (sentence,) = read.sentences
    start = sentence.masked.index("run")
    assert sentence.source(start, len(sentence.masked) - 1).of(read.article.text) == (
        "run by the Ministry of State Security until 1990"
    )


def test_mentions_before_an_offset_are_those_that_end_there() -> None:
    read = passage("Yodok camp", "Yodok camp lies in North Korea near Camp 22 today.")
    (sentence,) = read.sentences
    second = sentence.masked.index("<C1>")
    assert [at for at, _ in sentence.mentions(second + 3)] == [0]
    assert [at for at, _ in sentence.mentions(second + 4)] == [0, second]


def outside(sentence: Sentence) -> list[int]:
    """Return the masked offsets that lie in no item."""
    offsets: list[int] = []
    at = 0
    for number, item in enumerate(sentence.items):
        start = sentence.masked.index(f"<{item.letter}{number}>", at)
        offsets += range(at, start)
        at = start + len(f"<{item.letter}{number}>")
    return [*offsets, *range(at, len(sentence.masked))]


@given(articles())
def test_items_lie_in_their_sentence_in_order_and_apart(read: Article) -> None:
    for sentence in document.analyse(read).sentences:
        spans = [item.span for item in sentence.items]
        assert all(sentence.span.covers(span) and span.start < span.end for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))


@given(articles(), st.data())
def test_masking_leads_back_exactly(read: Article, data: st.DataObject) -> None:
    for sentence in document.analyse(read).sentences:
        whole = sentence.source(0, len(sentence.masked))
        around = [Span(sentence.span.start, whole.start), Span(whole.end, sentence.span.end)]
        unread = residue.find(read.text, sentence.span)  # "The camp [1]" is read without its end
        assert all(not side.of(read.text) or any(one.covers(side) for one in unread) for side in around)
        plain = outside(sentence)
        if not plain:
            continue
        first, last = sorted((data.draw(st.sampled_from(plain)), data.draw(st.sampled_from(plain))))
        said, masked = sentence.source(first, last + 1).of(read.text), sentence.masked[first : last + 1]
        for number, item in enumerate(sentence.items):
            masked = masked.replace(f"<{item.letter}{number}>", item.span.of(read.text), 1)
        assert said.replace("<", "‹") == masked.replace("<", "‹")


@given(articles())
@settings(max_examples=60, deadline=None)
def test_reading_is_a_function_of_the_article(read: Article) -> None:
    once, again = document.analyse(read), document.analyse(read)
    assert [sentence.masked for sentence in once.sentences] == [sentence.masked for sentence in again.sentences]
    assert extract(read) == extract(read)


@given(articles())
@settings(max_examples=60, deadline=None)
def test_every_claim_of_any_article_is_proved(read: Article) -> None:
    found = extract(read)
    assert [proof.failure(claim, read) for claim in found.claims] == [None] * len(found.claims)
    assert all(0 <= drop.span.start <= drop.span.end <= len(read.text) for drop in found.drops)


def test_relative_date_starts_from_the_sentence_before() -> None:
    read = passage("Yodok camp", "It was opened in 1950. It was closed two years later.")
    (date,) = (item.value for item in holding(read, "closed").items if item.letter == "D")
    assert not isinstance(date, Mention)
    assert date.span.of(read.article.text) == "two years later"
