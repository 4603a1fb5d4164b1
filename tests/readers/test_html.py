"""HTML of rendered pages: what of it is text, what is told to be left out, and where a page is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgbuild.readers import html
from kgbuild.readers.terms import SHARE_ALIKE

if TYPE_CHECKING:
    from kgbuild.model import Article

BOX = "<table class='infobox'>{}</table>"


def page(body: str, head: str = "") -> Article:
    return html.article(f"<html><head>{head}</head><body><h1>Grey Dam</h1>{body}</body></html>", "dam.html")


def shown(body: str) -> str:
    return page(body).text.removeprefix("= Grey Dam =\n\n")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("<tr><th>Total<br>height</th><td>9&nbsp;m</td></tr>", "- Total height: 9 m"),
        ("<tr><th><div>Height</div><div>of wall</div></th><td>9 m</td></tr>", "- Height of wall: 9 m"),
        ("<tr><th>Owner</th><td>Kent<br>Essex</td></tr>", "- Owner: Kent; Essex"),
        (
            "<tr><th>Owner</th><td><ul><li>Kent<ul><li>Dover</li></ul></li><li>Essex</li></ul></td></tr>",
            "- Owner: Kent; Dover; Essex",
        ),
        (
            "<tr><th>Held</th><td><table><tr><td>Men</td><td>40</td></tr><tr><td>Women</td><td>9</td></tr></table></td></tr>",
            "- Held: Men 40; Women 9",
        ),
        ("<tr><td colspan=2><table><tr><th>Height</th><td>9 m</td></tr></table></td></tr>", "- Height: 9 m"),
        ("<tr><th>Opened</th><td>1951<span style='display:none'> (1951-01-01)</span></td></tr>", "- Opened: 1951"),
    ],
)
def test_a_row_of_an_infobox_is_one_line(row: str, text: str) -> None:
    assert shown(BOX.format(row)) == f"Infobox\n{text}"
    assert [
        entry.key_span.of(page(BOX.format(row)).text)
        for box in page(BOX.format(row)).infoboxes
        for entry in box.entries
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h2>History<br/>of the dam</h2><p>It is old.</p>", "== History of the dam ==\n\nIt is old."),
        ("<h2><div>History</div><p>of it</h2><p>It is old.</p>", "== History of it ==\n\nIt is old."),
        ("<p>Tom &amp; Ann, &lt;b&gt; &#8211; 5&#x2009;m", "Tom & Ann, <b> \u2013 5 m"),
        (
            "<div class='catlinks mw-hidden-catlinks'>Hidden categories: <a href='/wiki/C'>C</a></div><p>It is old.",
            "It is old.",
        ),
    ],
)
def test_text_is_what_a_reader_sees(body: str, text: str) -> None:
    assert shown(body) == text


def test_words_struck_out_are_left_out_and_told() -> None:
    made = page("<p>It was opened in <s>1950</s> <del>1949</del> 1951.</p>")
    assert made.text.endswith("It was opened in 1951.")
    assert [(drop.reason, drop.detail) for drop in made.drops] == [
        ("words struck out", "1950"),
        ("words struck out", "1949"),
    ]


def test_a_table_is_told_with_its_cells_apart() -> None:
    made = page("<p>It is old.</p><table><tr><th>Year<th>Height</tr><tr><td>1951<td>9</tr></table>")
    assert [(drop.reason, drop.detail) for drop in made.drops] == [("table not shown", "Year Height 1951 9")]


def test_a_page_of_parsoid_tells_where_it_is_from() -> None:
    head = (
        '<meta property="mw:pageId" content="7"/><meta property="dc:modified" content="2024-06-20T10:11:12.000Z"/>'
        '<link rel="dc:isVersionOf" href="//en.wikipedia.org/wiki/Grey_Dam"/>'
    )
    source = page("<p>It is old.", head).source
    assert (source.page, source.timestamp) == ("7", "2024-06-20T10:11:12.000Z")
    assert source.url == "https://en.wikipedia.org/wiki/Grey_Dam"
    assert (source.licence, source.attribution) == (SHARE_ALIKE, "Wikipedia contributors")


def test_a_page_tells_its_revision_and_its_own_licence() -> None:
    head = (
        '<script>RLCONF={"wgRevisionId":9,"wgArticleId":7};</script>'
        '<script type="application/ld+json">{"dateModified":"2024-08-10T12:00:00Z"}</script>'
        '<link rel="canonical" href="https://en.wikipedia.org/wiki/Grey_Dam"><link rel="license" href="https://e.example/l">'
    )
    source = page("<p>It is old.", head).source
    assert (source.revision, source.page, source.timestamp) == ("9", "7", "2024-08-10T12:00:00Z")
    assert (source.licence, source.attribution) == ("https://e.example/l", "Wikipedia contributors")
