"""Every form of an article gives what the plain form gives, and any bytes give articles or errors with their place."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import ReadError
from kgbuild.extractors import extract
from kgbuild.extractors.check import fact
from kgbuild.model import Article, Span
from kgbuild.readers import READERS, read, stream
from kgbuild.readers.forms import form_of
from kgbuild.readers.terms import SHARE_ALIKE

SAMPLES = {form_of(p.read_bytes(), p.name): p for p in sorted((Path(__file__).parent / "samples").glob("Hoover_Dam.*"))}
ONE_PAGE = sorted(SAMPLES)
MARKUP = st.lists(
    st.sampled_from(yaml.safe_load((Path(__file__).parent / "samples" / "markup.yaml").read_text(encoding="utf-8")))
    | st.text(max_size=8),
    max_size=40,
).map("".join)


def articles(data: bytes, form: str, name: str = "page") -> list[Article]:
    return list(read(data, name, form))


def facts(article: Article) -> set[str]:
    return {fact(claim) for claim in extract(article).claims}


def test_every_form_has_a_sample_that_shows_its_form() -> None:
    assert set(SAMPLES) | {"dump"} == set(READERS)


@pytest.mark.parametrize("form", ONE_PAGE)
def test_the_form_is_told_without_the_name(form: str) -> None:
    assert form_of(SAMPLES[form].read_bytes(), "page") == form


@pytest.mark.parametrize("form", ONE_PAGE)
def test_every_form_gives_the_facts_of_the_plain_form(form: str) -> None:
    (plain,) = articles(SAMPLES["text"].read_bytes(), "text")
    (article,) = articles(SAMPLES[form].read_bytes(), form, SAMPLES[form].name)
    assert len(facts(plain)) > 5
    assert facts(article) >= facts(plain)
    assert article.title == "Hoover Dam"


@pytest.mark.parametrize("form", [form for form in ONE_PAGE if form != "text"])
def test_words_stand_in_the_markup_where_the_article_says(form: str) -> None:
    source = SAMPLES[form].read_text(encoding="utf-8")
    (article,) = articles(SAMPLES[form].read_bytes(), form, SAMPLES[form].name)
    for words in ("Black Canyon", "1931", "Clark County", "a bridge"):
        at = article.text.index(words)
        place = article.in_file(Span(at, at + len(words)))
        assert place.of(source.strip("\n") if form == "jsonl" else source) == words
        line, column = article.place(at).split(":")[1:]
        assert source.split("\n")[int(line) - 1][int(column) - 1 :].startswith(words)


@pytest.mark.parametrize("form", ["html", "markdown", "jsonl"])
def test_the_source_of_a_page_comes_with_it(form: str) -> None:
    (article,) = articles(SAMPLES[form].read_bytes(), form)
    assert (article.source.url, article.source.licence) == ("https://example.org/hoover", "CC BY-SA 4.0")
    assert article.source.revision == "7"


@pytest.mark.parametrize("form", ["html", "markdown", "wikitext"])
def test_notes_are_the_sources_of_what_stands_before_them(form: str) -> None:
    (article,) = articles(SAMPLES[form].read_bytes(), form)
    (note,) = article.references
    assert article.text[: note.at].endswith("Colorado River.")
    assert (note.url, note.title) == ("https://example.org/record", "record")
    assert "See the record of the dam" in note.words


@pytest.mark.parametrize("form", ["html", "wikitext"])
def test_links_are_words_with_the_page_that_they_lead_to(form: str) -> None:
    (article,) = articles(SAMPLES[form].read_bytes(), form)
    assert ("concrete dam", "Concrete dam") in {(link.span.of(article.text), link.target) for link in article.links}


@pytest.mark.parametrize("form", READERS)
@given(data=st.binary(max_size=200) | MARKUP.map(str.encode))
def test_any_bytes_give_articles_or_errors_with_their_place(form: str, data: bytes) -> None:
    found: list[Article | ReadError] = []
    try:
        found += stream(io.BytesIO(data), "page", form)
    except ReadError as error:
        found.append(error)
    for one in found:
        if isinstance(one, ReadError):
            assert one.place.startswith("page")
        else:
            assert_whole(one)


def assert_whole(article: Article) -> None:
    """Check that everything in an article stands in its text, and that what was copied is what the source has."""
    article.text.encode()
    spans = [block.span for block in article.blocks] + [link.span for link in article.links]
    assert all(0 <= span.start < span.end <= len(article.text) for span in spans)
    assert all(0 <= note.at <= len(article.text) for note in article.references)
    assert article.title_span.of(article.text) == article.title or article.kind != "article"
    if article.original:
        ends = [*(piece.at for piece in article.original.pieces[1:]), len(article.text)]
        for piece, end in zip(article.original.pieces, ends, strict=True):
            assert 0 <= piece.source.start <= piece.source.end <= len(article.original.text)
            if piece.verbatim:
                assert piece.source.of(article.original.text) == article.text[piece.at : end]


def test_an_unknown_form_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ReadError, match="one of text, wikitext"):
        articles(b"= A =", "pdf")


def test_a_bad_line_does_not_stop_the_others() -> None:
    line = SAMPLES["jsonl"].read_bytes()
    found = list(stream(io.BytesIO(line + b'{"title": }\n\n[]\n' + line), "a.jsonl", "jsonl"))
    assert [type(one).__name__ for one in found] == ["Article", "ReadError", "ReadError", "Article"]
    assert [str(one.place) for one in found if isinstance(one, ReadError)] == ["a.jsonl:2:11", "a.jsonl:4:1"]
    assert isinstance(found[-1], Article)
    assert found[-1].original is not None
    assert replace(found[-1], original=None) == replace(found[0], original=None)  # type: ignore[type-var]
    assert found[-1].original.line == 5


def test_records_of_a_table_are_no_articles_and_a_text_without_a_title_is_an_error() -> None:
    data = b'{"subject": "Dam", "object": "1931"}\n{"text": "It is a dam."}\n{"title": "Dam"}\n'
    table, *errors = stream(io.BytesIO(data), "in/facts.jsonl", "jsonl")
    assert isinstance(table, Article)
    assert (table.kind, table.target) == ("skipped", "record of facts.jsonl without title and text")
    assert [str(error).partition(" (")[0] for error in errors] == [
        "in/facts.jsonl:2:1: no title",
        "in/facts.jsonl:3:1: no text",
    ]


def test_a_record_of_a_wikipedia_has_its_licence() -> None:
    record = b'{"id": "7", "url": "https://en.wikipedia.org/wiki/Dam", "title": "Dam", "text": "It is a dam."}'
    (article,) = read(record, "a.jsonl")
    assert (article.source.page, article.source.attribution) == ("7", "Wikipedia contributors")
    assert article.source.licence == SHARE_ALIKE


def test_a_heading_that_touches_its_section_is_no_part_of_its_first_sentence() -> None:
    record = r'{"title": "Dam", "text": "A dam is in Kent.\n\nHistory (1931)\nThe dam was opened in 1931.\nIt is old."}'
    (article,) = read(record.encode(), "a.jsonl")
    assert [block.span.of(article.text) for block in article.blocks] == [
        "A dam is in Kent.",
        "History (1931)",
        "The dam was opened in 1931.\nIt is old.",
    ]
    at = article.text.index("The dam")
    assert article.place(at) == f"a.jsonl:1:{record.index('The dam') + 1}"


@pytest.mark.parametrize(("form", "source"), [("html", "<h1>A</h1><p>{}</p>"), ("wikitext", "'''A''' {}")])
def test_a_raised_number_is_not_the_end_of_the_one_before_it(form: str, source: str) -> None:
    (article,) = articles(source.format("is 10<sup>9</sup> m and 5 km<sup>2</sup>.").encode(), form)
    assert "10^9 m and 5 km2" in article.text


def test_truth_values_of_a_record_are_no_words() -> None:
    line = b'{"title": "A", "text": "A prison.", "url": false, "slug": false, "licence": true}'
    (article,) = articles(line, "jsonl")
    assert (article.slug, article.source.url, article.source.licence) == ("a", "", "")
