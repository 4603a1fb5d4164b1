"""Diagnostics point at the words: in long lines, under wide characters, and without an article too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, SLUG
from kgbuild import rdf, shacl
from kgbuild.model import Span
from kgbuild.shacl.diagnostics import narrowed
from kgbuild.shacl.passages import Passage
from kgbuild.shacl.render import columns, shortened

if TYPE_CHECKING:
    from kgbuild.model import ArticleGraph

LONG = "The camp " + "beyond the river " * 20 + "is around 500 m long " + "and has high walls " * 20


def diagnostic(text: str, words: str, line: int = 1) -> shacl.Diagnostic:
    start = text.index(words)
    passage = Passage("camp", Span(start, start + len(words)))
    excerpt = shacl.Excerpt("camp.txt", line, start + 1, start, start + len(words), text, passage)
    return shacl.Diagnostic("KGB-C04", "warning", "off by 9 %", "x:m", excerpt=excerpt)


def test_the_small_article_is_told_as_a_compiler_would(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    found = shacl.diagnose(shacl.validate(quads), quads, {SLUG: graph.article})
    assert shacl.to_text([d for d in found if d.code == "KGB-C04"]) == (
        "marrow-quay:9:2: warning KGB-C04: "
        "500 m and 1500 ft are said to be the same, but 500 m are 1640 ft: off by 9 %\n"
        "    9 | (1500 ft) long. Between 3000 and 5000 prisoners were held there. "
        "It was opened in 1951 and enlarged …\n"
        "      |  ^^^^^^^\n"
        "marrow-quay:8:104: note: it does not agree with this\n"
        "    8 | …7 km north of the Grey River. It was around 500 m\n"
        "      |                                              ^^^^^\n"
    )


def test_rows_say_the_same_as_the_text(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    (row,) = (
        row
        for row in shacl.to_rows(shacl.diagnose(shacl.validate(quads), quads, {SLUG: graph.article}))
        if row["code"] == "KGB-C04"
    )
    passage = row["passage"]
    assert graph.article.text[passage["start"] : passage["end"]] == passage["words"] == "1500 ft"
    assert (passage["file"], passage["line"], passage["column"]) == (SLUG, 9, 2)
    assert row["other"]["words"] == "500 m"


def test_without_the_article_the_nodes_are_named(graph: ArticleGraph) -> None:
    quads = list(rdf.quads(graph, BASE))
    (found,) = (d for d in shacl.diagnose(shacl.validate(quads), quads, {}) if d.code == "KGB-C04")
    assert found.excerpt is None
    assert shacl.to_text([found]).startswith(f"{BASE}id/measurement/")
    assert shacl.to_rows([found])[0]["passage"] is None


def test_carets_stand_under_wide_characters() -> None:
    line, carets = shacl.to_text([diagnostic("청진 수용소 (Ch'ŏngjin)", "수용소")]).splitlines()[1:]
    assert columns(line[: line.index("수용소")]) == carets.index("^")
    assert carets.count("^") == 6


@pytest.mark.parametrize("words", ["The camp", "500 m", LONG[-10:]])
def test_a_long_line_is_cut_round_the_words(words: str) -> None:
    line, carets = shacl.to_text([diagnostic(LONG, words)]).splitlines()[1:]
    assert columns(line) <= 112
    assert line[carets.index("^") : carets.rindex("^") + 1] == words


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_what_is_shown_of_a_line_holds_the_words_or_their_beginning(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    line, span = shortened(text, Span(start, end))
    spaces = "".join(" " if c < " " or "\x7f" <= c < "\xa0" else c for c in text)
    assert spaces[start:end].startswith(span.of(line))
    assert columns(line) <= 104


def test_a_style_is_asked_for_every_part() -> None:
    roles = set()

    def style(role: str, text: str) -> str:
        roles.add(role)
        return text

    shacl.to_text([diagnostic(LONG, "500 m")], style)
    assert roles == {"place", "warning", "line"}


@pytest.mark.parametrize(
    ("literal", "text", "words"),
    [
        ("1000.0", "grew to 1,000 m2", "1,000 m2"),
        ("0.5", "of 0.5 ha, not 10.5", "0.5"),
        ("7", "in 1970 it was 7 km", "7"),
    ],
)
def test_a_number_is_found_as_the_text_writes_it(literal: str, text: str, words: str) -> None:
    from kgbuild.shacl.diagnostics import _number

    span = narrowed(text, Span(0, len(text)), [_number(ox.Literal(literal)) + r"(?:\s*m2)?"])
    assert span.of(text) == words
