"""The text as a reader sees it: nothing but signs of layout is left out, whatever the form it was read from."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.readers import read
from kgbuild.review.layout import runs
from review.sheets import HOSTILE, WIKITEXT

if TYPE_CHECKING:
    from kgbuild.model import Article

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
HTML = "<h1>Grey</h1><table class=infobox><tr><th>Location<td>Kent</table><p>A prison.<h2>Staff</h2><ul><li>a<li>b</ul>"
MARKDOWN = "# Port Grey\n\nIt is a prison.\n\n## Staff\n\n- a\n- b\n\n> said somebody\n"


def article(text: str, name: str) -> Article:
    (found,) = read(text.encode(), name)
    return found


def kinds(found: Article) -> list[tuple[str, str]]:
    return [(run.kind, run.span.of(found.text)) for run in runs(found)]


def holds(found: Article) -> None:
    """Assert that runs follow each other and that what is between them are signs."""
    spans = [run.span for run in runs(found)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    shown = {at for span in spans for at in range(span.start, span.end)}
    hidden = {c for at, c in enumerate(found.text) if at not in shown}
    assert hidden <= set(" \t\n=-*•:|#>"), hidden


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_of_an_example_only_signs_are_not_shown(path: Path) -> None:
    holds(article(path.read_text("utf-8"), path.name))


@pytest.mark.parametrize(
    ("text", "name"),
    [(HOSTILE, "a.txt"), (WIKITEXT, "a.wiki"), (HTML, "a.html"), (MARKDOWN, "a.md")],
    ids=lambda x: x[:9],
)
def test_of_any_form_only_signs_are_not_shown(text: str, name: str) -> None:
    holds(article(text, name))


@given(st.text(st.sampled_from("=- *:ab\nInfobox 1"), max_size=80))
def test_of_any_text_every_letter_is_shown(text: str) -> None:
    found = article(f"= a =\n{text}", "a.txt")
    spans = [run.span for run in runs(found)]
    shown = "".join(span.of(found.text) for span in spans)
    assert sorted(c for c in shown if c.isalnum()) == sorted(c for c in found.text if c.isalnum())


def test_headings_entries_paragraphs_and_bullets_are_told_apart() -> None:
    assert kinds(
        article("= T =\n\nInfobox prison\n- Area: 2 ha\n\nWords.\n\n== Use ==\n- one\n=== Now ===\nMore.\n", "a.txt")
    ) == [
        ("title", "T"),
        ("box", "Infobox prison"),
        ("key", "Area"),
        ("value", "2 ha"),
        ("paragraph", "Words."),
        ("heading", "Use"),
        ("bullet", "one"),
        ("heading", "Now"),
        ("paragraph", "More."),
    ]
    levels = [
        run.level for run in runs(article("= T =\n\n== A ==\nx\n=== B ===\ny\n", "a.txt")) if run.kind == "heading"
    ]
    assert levels == [2, 3]
