"""An office that is taken up again is that of the other person who was named with one last."""

from __future__ import annotations

import pytest

from kgbuild.extractors import check, prose
from kgbuild.extractors.rules import Example
from kgbuild.text import document

FIRST = "Ernst Wollweber was Minister for State Security from 1955 to 1957. "


def roles(text: str) -> list[tuple[str, str]]:
    """Return who is said to hold the same office as another, with the start of it."""
    read = document.analyse(check.article(Example(text, (), "Stasi")))
    return [
        (check.fact(c), next((check.said(q.value) for q in c.qualifiers if q.name == "from"), ""))  # type: ignore[arg-type]
        for c in prose.extract(read).claims
        if c.evidence.rule == "same-office"
    ]


def test_the_same_office_is_that_of_the_sentence_before() -> None:
    wanted = [("Erich Mielke | role | Minister for State Security", "1957")]
    assert roles(FIRST + "Erich Mielke held the same office from 1957 to 1989.") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Erich Mielke held the same office from 1957 to 1989.",
        FIRST + "Erich Mielke held a speech in 1957.",
        FIRST + "Ernst Wollweber held the same office in 1956.",
        FIRST + "\nErich Mielke held the same office from 1957 to 1989.",
    ],
)
def test_no_office_is_taken_up_where_none_was_named(text: str) -> None:
    assert roles(text) == []
