from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import ReadError
from kgbuild.model import Span
from kgbuild.readers import read
from kgbuild.readers.text import MAX_BYTES, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.model import Article


def one(text: str | bytes, name: str = "camp.txt") -> Article:
    data = text if isinstance(text, bytes) else text.encode()
    (article,) = read(data, name)
    return article


def words(article: Article) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind, block.span.of(article.text), block.headings) for block in article.blocks]


def boxes(article: Article) -> list[tuple[str, list[tuple[str, str]]]]:
    text = article.text
    for box in article.infoboxes:
        assert all(entry.key == entry.key_span.of(text) for entry in box.entries)
    return [(box.name, [(e.key, e.value.of(text)) for e in box.entries]) for box in article.infoboxes]


WHOLE = """= Port Grey prison =

Infobox prison
- Name: Port Grey
- Capacity: 40

Port Grey is a prison.
It stands on an island.

==History==
It opened in 1901.

===Wars===
- The first war
* The second war

==Today==
It is a museum.
"""


def test_an_article_has_its_title_infobox_paragraphs_and_bullets_under_their_headings() -> None:
    article = one(WHOLE, "some/where/Port Grey.txt")
    assert (article.title, article.slug, article.source.name) == ("Port Grey prison", "port-grey", "Port Grey.txt")
    assert article.title_span.of(article.text) == "Port Grey prison"
    assert boxes(article) == [("prison", [("Name", "Port Grey"), ("Capacity", "40")])]
    assert words(article) == [
        ("paragraph", "Port Grey is a prison.\nIt stands on an island.", ()),
        ("paragraph", "It opened in 1901.", ("History",)),
        ("bullet", "The first war", ("History", "Wars")),
        ("bullet", "The second war", ("History", "Wars")),
        ("paragraph", "It is a museum.", ("Today",)),
    ]
    assert article.text == WHOLE


def test_line_ends_are_one_code_point_whatever_they_are_in_the_file() -> None:
    plain = one(WHOLE)
    for end in ("\r\n", "\r"):
        assert one(WHOLE.replace("\n", end)) == plain


def test_a_byte_order_mark_stays_in_the_text_and_outside_of_every_span() -> None:
    marked, plain = one("\ufeff" + WHOLE), one(WHOLE)
    assert marked.text == "\ufeff" + WHOLE
    assert marked.title_span.start == plain.title_span.start + 1
    assert words(marked) == words(plain)
    assert boxes(marked) == boxes(plain)


def test_byte_order_marks_where_files_were_joined_are_outside_of_spans() -> None:
    article = one("= A =\n\n\ufeff\ufeffFirst.\n\ufeffSecond.\n")
    assert words(article) == [("paragraph", "First.\n\ufeffSecond.", ())]


def test_offsets_count_code_points_not_bytes_or_utf16_units() -> None:
    article = one("= 청진 𝔸 =\n\n- Hangul: 청진\n\nText.\n")
    assert article.title_span.of(article.text) == "청진 𝔸"
    assert article.text.index("Text.") == article.blocks[-1].span.start


def test_decomposed_and_composed_letters_are_kept_as_they_are() -> None:
    text = "= e\u0301 and \u00e9 =\n\nBody.\n"
    article = one(text)
    assert article.text == text
    assert article.title == "e\u0301 and \u00e9"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("= E=mc2 =", "E=mc2"),
        ("=Alcatraz=", "Alcatraz"),
        ("=\tAlcatraz \t=  ", "Alcatraz"),
        ("= Camp No. 25 (Chongjin) =", "Camp No. 25 (Chongjin)"),
    ],
)
def test_titles_are_read_without_their_signs_and_spaces(line: str, title: str) -> None:
    article = one(f"\n\n{line}\n\nBody.\n")
    assert article.title == title == article.title_span.of(article.text)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (b"", "camp.txt:1:1", "empty"),
        (b" \n\t\n", "camp.txt:1:1", "empty"),
        (b"\xef\xbb\xbf\n", "camp.txt:1:1", "empty"),
        (b"Alcatraz was a prison.\n", "camp.txt:1:1", "no title"),
        (b"\n\n== Alcatraz ==\n", "camp.txt:3:1", "no title"),
        (b"== Alcatraz =\n", "camp.txt:1:1", "no title"),
        (b"=  =\nBody.\n", "camp.txt:1:1", "no title"),
        (b"= =\nBody.\n", "camp.txt:1:1", "no title"),
        (b"===\nBody.\n", "camp.txt:1:1", "no title"),
        (b"= A =\n\nab\xffcd\n", "camp.txt:3:3", "not UTF-8: byte 0xff at byte offset 9"),
        ("= 청진 =\n청\n".encode() + b"\xed\xa0\x80\n", "camp.txt:3:1", "not UTF-8: byte 0xed"),
        ("= 청진 =\n청".encode() + b"\xe9\n", "camp.txt:2:2", "not UTF-8: byte 0xe9"),
        ("= A =\n".encode("utf-16"), "camp.txt:1:1", "not UTF-8: byte 0xff"),
        (b"= A =\r\n\r\nab\x00\n", "camp.txt:3:3", "control character U+0000"),
        (b"\x7fELF\x02\x01", "camp.txt:1:1", "control character U+007F"),
        (b"%PDF-1.7\n\x01\n", "camp.txt:2:1", "control character U+0001"),
    ],
)
def test_what_is_no_article_is_an_error_with_file_line_and_column(text: bytes, place: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        one(text)
    assert caught.value.place == place
    assert message in caught.value.message
    assert str(caught.value).startswith(f"{place}: ")


def test_every_error_says_what_would_mend_it() -> None:
    for text in (b"Alcatraz", b"\xff", b"\x00"):
        with pytest.raises(ReadError) as caught:
            one(text)
        assert caught.value.hint


def test_a_file_beyond_the_limit_is_refused_and_says_what_that_is() -> None:
    with pytest.raises(ReadError, match=f"more than {MAX_BYTES} bytes"):
        one(b"= A =\n" + b"a" * (MAX_BYTES + 1 - 6))


def test_several_infoboxes_are_kept_apart_and_named_by_their_headings() -> None:
    article = one(
        "= A =\n\nInfobox\n- Name: a\n\nInfobox prison\n- Name: b\n\n"
        "Korean name\n- Hangul: 청진\n- Hanja: 淸津\n\nThe lead.\n"
    )
    assert boxes(article) == [
        ("", [("Name", "a")]),
        ("prison", [("Name", "b")]),
        ("Korean name", [("Hangul", "청진"), ("Hanja", "淸津")]),
    ]
    assert words(article) == [("paragraph", "The lead.", ())]


def test_an_infobox_parts_the_paragraphs_around_it() -> None:
    article = one("= A =\n\nBefore.\nInfobox\n- Name: a\nAfter.\n")
    assert words(article) == [("paragraph", "Before.", ()), ("paragraph", "After.", ())]


def test_an_infobox_may_stand_below_a_heading() -> None:
    article = one("= A =\n\nLead.\n\n==Dam==\nInfobox dam\n- Height: 221 m\n\nIt is high.\n")
    assert boxes(article) == [("dam", [("Height", "221 m")])]
    assert [block[1] for block in words(article)] == ["Lead.", "It is high."]


def test_values_may_be_empty_hold_colons_and_addresses_and_go_on_in_the_next_line() -> None:
    article = one(
        "= A =\n\nInfobox\n- Native name: \n- Motto: one: two\n- Site: https://example.org/a\n"
        "- Location: here,\n  and there\n- Known for: this\n- and that\n\nLead.\n"
    )
    ((_, entries),) = boxes(article)
    assert entries == [
        ("Native name", ""),
        ("Motto", "one: two"),
        ("Site", "https://example.org/a"),
        ("Location", "here,\n  and there"),
        ("Known for", "this\n- and that"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "See also\n- a list without keys\n",
        "He said:\n- First: a thing\n",
        "This line is a sentence.\n- First: a thing\n",
        "==Notes==\n- First: a thing\n",
        "- First: a thing\n- Second: a thing\n",
    ],
)
def test_a_list_in_the_text_is_no_infobox(lead: str) -> None:
    assert one(f"= A =\n\n{lead}\nLead.\n").infoboxes == ()


def test_a_deeper_heading_closes_with_the_next_of_its_level_or_above() -> None:
    article = one("= A =\n==B==\n====C====\nc\n===D===\nd\n==E==\ne\n= F =\nf\n")
    assert [block[2] for block in words(article)] == [("B", "C"), ("B", "D"), ("E",), ("F",)]


def test_without_a_file_name_the_slug_comes_from_the_title() -> None:
    article = one("= Ch'ŏngjin camp =\n\nBody.\n", "-")
    assert (article.slug, article.source.name) == ("ch-ongjin-camp", "-")


@given(st.text())
def test_slugs_are_ascii_words_joined_by_hyphens(name: str) -> None:
    slug = slugify(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    "line",
    [
        "=" + " " * 40_000,
        "= a" + "= " * 20_000 + "b",
        "= a" + " " * 40_000 + "b",
        "-" + " " * 40_000,
        "- a" + " " * 40_000,
        "- " + "a" * 40_000,
    ],
)
def test_a_hostile_line_is_read_in_moments_not_in_hours(line: str) -> None:
    article = one(f"= A =\n\nInfobox\n- Name: a\n{line}\n\nLead.\n")
    assert words(article)[-1] == ("paragraph", "Lead.", ())


LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "= B =", "==H==", "=== deep ===", "Infobox", "Infobox prison", "- Key: value", "- Key:"]),
        st.sampled_from(["- bullet", "* bullet ", "  more", "A name", "\ufeff\ufeffmarked", "\t- Hangul: 청진 "]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    ),
    max_size=25,
)


def spans(article: Article) -> Iterator[Span]:
    yield article.title_span
    for box in article.infoboxes:
        for entry in box.entries:
            yield entry.key_span
            yield entry.value
    yield from (block.span for block in article.blocks)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_span_lies_in_the_text_and_no_two_overlap(lines: list[str], end: str) -> None:
    article = one(end.join(["= Title =", *lines]))
    found = list(spans(article))
    assert all(0 <= span.start <= span.end <= len(article.text) for span in found)
    ordered = sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(ordered))


@given(LINES)
def test_blocks_and_entries_stand_in_the_order_of_the_text_and_hold_words(lines: list[str]) -> None:
    article = one("\n".join(["= Title =", *lines]))
    blocks = [block.span for block in article.blocks]
    assert blocks == sorted(blocks)
    assert all(span.of(article.text).strip("\ufeff \t") for span in blocks)
    keys = [entry.key_span for box in article.infoboxes for entry in box.entries]
    assert keys == sorted(keys)
    assert all(box.entries for box in article.infoboxes)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_article_or_a_read_error(data: bytes) -> None:
    try:
        articles = list(read(data, "a.txt", "text"))
    except ReadError as error:
        assert error.place.startswith("a.txt")
    else:
        assert [article.text for article in articles]


def test_links_that_a_conversion_left_are_words_and_lead_back_to_the_file() -> None:
    article = one("= Dam =\n\nIt is in [[kent|the county]]. It opened on [[22 March]] 1933, [[x]y]] not [[\n]].\n")
    assert article.text == "= Dam =\n\nIt is in the county. It opened on 22 March 1933, [[x]y]] not [[\n]].\n"
    assert [(link.span.of(article.text), link.target) for link in article.links] == [
        ("the county", "Kent"),
        ("22 March", "22 March"),
    ]
    assert article.original is not None
    start = article.text.index("22 March 1933")
    assert article.in_file(Span(start, start + 13)).of(article.original.text) == "22 March]] 1933"
    assert article.place(start) == "camp.txt:3:46"


def test_a_text_without_links_is_its_own_original() -> None:
    assert one("= Dam =\n\nIt is [1] in [[ ]].\n").original is None
