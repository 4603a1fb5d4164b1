"""Years in brackets after a name: a life, or the years in which a post or a cell was held."""

from __future__ import annotations

import pytest

from kgbuild.extractors.check import article
from kgbuild.extractors.rules import Example
from kgbuild.model import Entry, Infobox, Span
from kgbuild.text import document, lifespans
from kgbuild.text.dates import FoundDate


def lives(text: str, opened: str | None = None) -> list[bool | None]:
    """Tell of each interval of a text whether it is a life; None where an end is open."""
    written = article(Example(f"{opened or ''}\n{text}".strip(), title="Kresty Prison"))
    boxes: tuple[Infobox, ...] = ()
    if opened:
        at = written.text.index(opened)
        boxes = (Infobox("prison", (Entry("Opened", Span(at, at + 1), Span(at, at + len(opened))),)),)
    read = document.analyse(type(written)("x", written.title, written.text, written.title_span, boxes, written.blocks))
    return [
        lifespans.is_life(read, sentence, item.value) if lifespans.years(item.value) is not None else None
        for sentence in read.sentences
        for item in sentence.items
        if isinstance(item.value, FoundDate) and "/" in item.value.value.edtf
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Varlam Shalamov (1907–1982) wrote of it.", [True]),
        ("Wilhelm Zaisser (1950–1953) was the first to lead it.", [False]),
        ("== Prisoners ==\n- Nelson Mandela (1964–1982)\n- Govan Mbeki (1964–1987)", [False, False]),
        ("== Prisoners ==\n- Nelson Mandela (1918–2013)\n- Steve Biko (1946–1977)", [True, True]),
        ("== Directors ==\n- Erich Mielke (1957–1989)", [True]),
        ("== Directors ==\n- Erich Mielke (1957–1986)", [False]),
        ("It has been open (1972–).", []),
    ],
)
def test_length_and_list_tell_a_life_from_a_term(text: str, wanted: list[bool | None]) -> None:
    assert [life for life in lives(text) if life is not None] == wanted


def test_life_of_a_prisoner_began_before_the_prison_opened() -> None:
    text = "== Prisoners ==\n- Alvin Karpis (1936–1962)\n- Robert Kerr (1921–1960)"
    assert lives(text, opened="1934") == [False, True]
