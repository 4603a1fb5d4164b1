from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mwparserfromhell
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import ReadError
from kgbuild.model import Source
from kgbuild.pipeline import article_graph
from kgbuild.readers import read, text, wikitext
from kgbuild.readers.wikitext import markup, measures, templates
from kgbuild.readers.wikitext.markup import Link, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import Article, Fact
    from kgbuild.readers.wikitext.markup import Node

HERE = Path(__file__).parent / "wikitext"
ROOT = Path(__file__).parents[2]
SHOWN = yaml.safe_load((HERE / "templates.yaml").read_text("utf-8"))
BOXES = yaml.safe_load((HERE / "boxes.yaml").read_text("utf-8"))
DAM = (HERE / "hoover-dam.wiki").read_text("utf-8")

TOKENS = [
    *("{{", "}}", "{{{", "}}}", "[[", "]]", "|", "=", "\n", "\n\n", "''", "a", "B", " ", "  ", "\t", "1950", ":"),
    *("<ref>", "</ref>", "<ref name=x/>", "<references>", "<br>", "<s>", "</s>", "<li>", "<nowiki>", "</nowiki>"),
    *("<!--", "-->", "&amp;", "[http://a b]", "\n==", "==", "\n*", "\n:", "\n{|", "\n|}", "\n|-", "__TOC__", "File:"),
    *("{{Infobox x|name=b|c=", "{{convert|", "|km|", "{{coord|1|N|2|W", "{{ubl|", "{{plainlist|", "{{death date|"),
    *(
        "{{lang-ru|",
        "{{nihongo|",
        "{{flag|USA",
        "{{cite web|url=http://x.y|title=",
        "{{sfn|",
        "{{efn|",
        "{{nobody knows|",
    ),
]
pages_of_tokens = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)


def page(markup: str, title: str = "Page") -> Article:
    return wikitext.article(markup, title=title, slug="page", source=Source(name="page.wiki"))


def shown(article: Article) -> str:
    return "\n".join(block.span.of(article.text) for block in article.blocks)


@pytest.mark.parametrize(("markup", "expected"), SHOWN, ids=[markup[:40] for markup, _ in SHOWN])
def test_markup_is_shown_as_a_reader_sees_it(markup: str, expected: str) -> None:
    assert shown(page(markup)) == expected


@pytest.mark.parametrize("case", BOXES, ids=lambda case: case["name"])
def test_infoboxes_are_read_entry_by_entry(case: dict[str, Any]) -> None:
    article = page(case["page"])
    found = [[b.name, {e.key: e.value.of(article.text) for e in b.entries}] for b in article.infoboxes]
    assert found == case["boxes"]
    for entry in (entry for box in article.infoboxes for entry in box.entries):
        assert entry.key_span.of(article.text) == entry.key


def test_headings_paragraphs_and_bullets_are_those_of_the_plain_form() -> None:
    article = page(
        "Lead\nline.<!-- x -->\n<!-- y -->\nmore.\n\n== A ==\n* one\n** two\n=== B ===\nEnd.\n== A2 ==\n:Said."
    )
    assert [(b.kind, b.span.of(article.text), b.headings) for b in article.blocks] == [
        ("paragraph", "Lead\nline.\nmore.", ()),
        ("bullet", "one", ("A",)),
        ("bullet", "two", ("A",)),
        ("paragraph", "End.", ("A", "B")),
        ("paragraph", "Said.", ("A2",)),
    ]


def test_the_text_reader_reads_the_plain_form_as_the_wikitext_reader_made_it() -> None:
    article = page(DAM, "Hoover Dam")
    (again,) = read(article.text.encode(), "page.txt", "text")
    assert (again.title, again.blocks, again.infoboxes) == (article.title, article.blocks, article.infoboxes)


def test_a_quotation_is_a_paragraph_of_its_own() -> None:
    article = page("He said: {{quote|Nobody left.|A guard}} It closed.")
    assert [b.span.of(article.text) for b in article.blocks] == ["He said:", "Nobody left.", "It closed."]


def test_links_lead_to_titles() -> None:
    article = page("[[prison camp#History|Camp]]s, [[kim_Il-sung]], [[#Here|x]], [https://example.org/ y]")
    assert [(link.span.of(article.text), link.target) for link in article.links] == [
        ("Camps", "Prison camp"),
        ("kim_Il-sung", "Kim Il-sung"),
        ("y", "https://example.org/"),
    ]


def test_references_stand_after_what_they_support() -> None:
    article = page(
        'One.<ref name="a">{{cite book|last=Hawk|first=David|title=Gulag|year=2003|url=http://x.org/g}}</ref> Two.'
        "<ref name=a/><ref>[http://x.org/p A page], 2001.</ref> Three.{{sfn|Hawk|2003|p=7}}<ref>http://x.org/u.</ref>"
        "<ref name=nowhere/> Four.{{r|a}}"
    )
    found = [(article.text[: r.at].rsplit(maxsplit=1)[-1], r.words, r.url, r.title) for r in article.references]
    assert found == [
        ("One.", "Hawk, David. Gulag. 2003", "http://x.org/g", "Gulag"),
        ("Two.", "Hawk, David. Gulag. 2003", "http://x.org/g", "Gulag"),
        ("Two.", "A page, 2001.", "http://x.org/p", "A page"),
        ("Three.", "Hawk 2003, p. 7", "", ""),
        ("Three.", "http://x.org/u.", "http://x.org/u", ""),
        ("Four.", "Hawk, David. Gulag. 2003", "http://x.org/g", "Gulag"),
    ]
    assert [drop.reason for drop in article.drops] == ["reference without content"]


def test_what_is_left_out_is_reported() -> None:
    found = {drop.reason for drop in page(DAM, "Hoover Dam").drops}
    assert found >= {"table not read", "image not shown", "footnote not read", "section not read"}
    assert [d.detail for d in page("a {{mystery|b}}").drops if d.reason == "template not shown"] == ["mystery"]


@pytest.mark.parametrize(
    ("markup", "kind", "target"),
    [
        ("#REDIRECT [[camp_22#History]] {{R from x}}", "redirect", "Camp 22"),
        ("#перенаправление [[Лагерь]]", "redirect", "Лагерь"),
        ("#넘겨주기 [[수용소]]", "redirect", "수용소"),
        ("'''A''' may mean:\n* [[B]]\n{{Disambiguation}}", "disambiguation", ""),
        ("'''A''' is a name.\n{{hndis|A}}", "disambiguation", ""),
        ("A camp.", "article", ""),
        ("#NOWHERE [[A]]", "article", ""),
    ],
)
def test_redirects_and_disambiguation_pages_are_told_apart(markup: str, kind: str, target: str) -> None:
    article = page(markup)
    assert (article.kind, article.target) == (kind, target)


def test_the_title_is_that_of_the_first_line_or_of_the_file() -> None:
    (titled,) = read(b"= Camp 22 =\n'''It''' was.", "x.wiki", "wikitext")
    (named,) = read(b"It was.", "some/Camp_22.wiki", "wikitext")
    assert (titled.title, named.title, named.slug) == ("Camp 22", "Camp 22", "camp-22")
    assert shown(titled) == shown(named) == "It was."


def test_places_are_those_in_the_wikitext() -> None:
    article = page("= T =\n\nThe [[camp]]\n{{nowrap|was closed}}.", "T")
    start = article.text.index("was closed")
    assert article.place(start) == "page.wiki:4:10"


def facts(article: Article) -> set[tuple[object, ...]]:
    def said(fact: Fact) -> tuple[object, ...]:
        return (
            fact.subject,
            fact.relation,
            fact.object,
            fact.certainty,
            frozenset((q.name, q.value) for q in fact.qualifiers),
        )

    return {said(fact) for fact in article_graph(article).facts}


def test_the_wikitext_of_an_article_gives_the_facts_of_its_plain_form() -> None:
    (plain,) = read((ROOT / "examples" / "hoover-dam.txt").read_bytes(), "hoover-dam.txt", "text")
    wiki = wikitext.article(DAM, title=plain.title, slug=plain.slug, source=Source(name="hoover-dam.wiki"))
    assert len(facts(plain)) > 30
    assert facts(wiki) == facts(plain)


def covers(nodes: Sequence[Node], start: int, end: int) -> bool:
    for node in nodes:
        if node.start != start or node.end <= start:
            return False
        start = node.end
        parts = (node.name, *node.parts) if isinstance(node, Template) else ()
        parts = (node.target, *node.parts) if isinstance(node, Link) else parts
        if not all(covers(part.nodes, part.start, part.end) for part in parts):
            return False
    return start == end


@given(pages_of_tokens | st.text(max_size=200))
def test_nodes_cover_their_source_without_a_gap(source: str) -> None:
    assert covers(markup.parse(source), 0, len(source))


@given(pages_of_tokens | st.text(max_size=200))
def test_any_page_gives_an_article_whose_every_piece_leads_back(source: str) -> None:
    article = page(source)
    assert article.original is not None
    pieces = article.original.pieces
    for piece, following in zip(pieces, [*(p.at for p in pieces[1:]), len(article.text)], strict=True):
        assert 0 <= piece.source.start <= piece.source.end <= len(source)
        if piece.verbatim:
            assert piece.source.of(source) == article.text[piece.at : following]
    spans = [b.span for b in article.blocks] + [e.value for box in article.infoboxes for e in box.entries]
    for span in spans + [link.span for link in article.links]:
        assert span.of(article.text).strip() == span.of(article.text) != ""
        assert article.in_file(span).of(source) or not source


@pytest.mark.parametrize(
    "opening", ["{{", "[[", "{{{", "<b>", "<ref>", "[http://a ", "{{a|", "[[a|", "<!--", "{{nihongo|a|"]
)
def test_deep_and_endless_nesting_is_read(opening: str) -> None:
    assert page(opening * 5000).kind == "article"
    assert page(opening * 500 + "x" + "}}" * 500).kind == "article"


def test_a_page_that_is_too_long_is_refused() -> None:
    with pytest.raises(ReadError, match="characters"):
        page("a" * (wikitext.MAX_LENGTH + 1))


def flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        for inner in markup.children(node):
            yield from flat(inner)


def test_templates_and_links_are_those_that_another_parser_finds() -> None:
    known = mwparserfromhell.parse(DAM)
    nodes = list(flat(markup.parse(DAM)))
    for kind, expected in ((Template, known.filter_templates()), (Link, known.filter_wikilinks())):
        assert [DAM[n.start : n.end] for n in nodes if isinstance(n, kind)] == [str(n) for n in expected]


def test_every_template_is_named_once() -> None:
    names = [name for entry in templates.entries() for name in entry.get("names", ())]
    assert len(names) == len(set(names))
    assert all(isinstance(name, str) and name == name.lower() for name in names)


def test_units_convert_to_units_of_their_dimension() -> None:
    table = measures.units()
    assert all(table[code].dimension == unit.dimension for unit in table.values() for code in unit.to)


def test_plain_words_are_the_same_in_both_forms() -> None:
    words = "The camp lies in Kent.\nIt was closed.\n\nIt was large."
    (plain,) = text.stream(io.BytesIO(f"= Page =\n\n{words}\n".encode()), "page.txt")
    article = page(words)
    assert [b.span.of(plain.text) for b in plain.blocks] == [b.span.of(article.text) for b in article.blocks]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Perm-36.wiki", "Perm-36"),
        ("perm_36.wiki", "Perm-36"),
        ("Perm-36_Gulag_Museum.wiki", "Perm-36 Gulag Museum"),
        ("page.wiki", "Perm-36"),
        ("-", "Perm-36"),
    ],
)
def test_a_page_without_a_title_is_named_by_its_file_or_by_what_it_has_in_bold(name: str, title: str) -> None:
    (found,) = read(b"'''Perm-36''' was a camp in '''the Urals'''.", name, "wikitext")
    assert found.title == title
