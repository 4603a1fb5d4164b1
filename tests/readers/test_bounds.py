"""Readers of markup refuse what is too large, and take linear time where their own code reads."""

from __future__ import annotations

import io

import pytest

from kgbuild.errors import ReadError
from kgbuild.model import Span
from kgbuild.readers import elements, markdown, stream
from kgbuild.readers.text import MAX_BYTES


def test_a_block_of_markdown_that_is_too_long_is_refused_with_its_line() -> None:
    source = "# A\n\nShort.\n\n" + "[" * (markdown.MAX_BLOCK + 1)
    with pytest.raises(ReadError, match="without an empty line") as caught:
        list(stream(io.BytesIO(source.encode()), "a.md", "markdown"))
    assert caught.value.place == "a.md:5:1"


def test_front_matter_that_is_no_yaml_is_told_with_its_place() -> None:
    with pytest.raises(ReadError, match="no YAML") as caught:
        list(stream(io.BytesIO(b"---\ntitle: [\n---\n# A\n"), "a.md", "markdown"))
    assert caught.value.place.startswith("a.md:")


def test_front_matter_takes_no_objects_and_no_lists_for_words() -> None:
    source = b"---\ntitle: !!python/name:os.system A\nurl: [a, b]\nid: 7\n---\n\nWords.\n"
    (article,) = stream(io.BytesIO(source), "a.md", "markdown")
    assert not isinstance(article, ReadError)
    assert (article.source.url, article.source.page) == ("", "7")


def test_a_line_of_records_that_is_too_long_does_not_hide_the_next() -> None:
    long = b'{"title": "A", "text": "' + b"a" * MAX_BYTES + b'"}\n'
    found = list(stream(io.BytesIO(long + b'{"title": "B", "text": "b"}\n'), "a.jsonl", "jsonl"))
    assert isinstance(found[0], ReadError)
    assert not isinstance(found[1], ReadError)
    assert found[1].title == "B"


def test_elements_nest_no_deeper_than_their_bound() -> None:
    tree = elements.parse("<div>" * 5000 + "words")
    depth, level = 0, [tree]
    while level:
        level = [child for one in level for child in one.children if isinstance(child, elements.Element)]
        depth += bool(level)
    assert depth <= elements.MAX_DEPTH + 1
    assert tree.words("<div>" * 5000 + "words") == "words"


def test_what_is_not_closed_ends_with_what_holds_it() -> None:
    source = "<table><tr><th>Key<td>Value<tr><th>Other<td>One<p>Two<p>Three</table>After"
    tree = elements.parse(source)
    rows = [e for e in tree.walk() if e.tag == "tr"]
    cells = [[c.words(source) for c in row.children if isinstance(c, elements.Element)] for row in rows]
    assert cells == [["Key", "Value"], ["Other", "One Two Three"]]
    assert tree.children[-1] == Span(source.index("After"), len(source))
