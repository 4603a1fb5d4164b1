"""The contradictions of the model article, as a careful reader would record them: which are told, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import BASE, SHARED, year
from kgbuild import rdf, shacl
from kgbuild.linkers import link
from kgbuild.model import (
    Article,
    ArticleGraph,
    Claim,
    Date,
    Evidence,
    Extraction,
    Mention,
    Qualifier,
    Quantity,
    Span,
    Text,
)
from kgbuild.readers import read

if TYPE_CHECKING:
    import pyoxigraph as ox

PATH = SHARED / "articles" / "chongjin.txt"
TITLE = "Chongjin concentration camp"
pytestmark = pytest.mark.skipif(not PATH.is_file(), reason="the model article is not beside this checkout")


@pytest.fixture(scope="module")
def article() -> Article:
    (found,) = read(PATH.read_bytes(), PATH.name)
    return found


@pytest.fixture(scope="module")
def graph(article: Article) -> ArticleGraph:
    def span(words: str, *, after: str = "") -> Span:
        start = article.text.index(words, article.text.index(after))
        return Span(start, start + len(words))

    def claim(relation: str, value: Quantity | Date, words: str, *qualifiers: Qualifier) -> Claim:
        return Claim(camp, relation, value, Evidence(article.slug, (span(words),), "rules", "by-hand"), qualifiers)

    def square_metres(number: float) -> Quantity:
        return Quantity(number, number, "m2")

    camp = Mention(article.title_span, TITLE, "Facility")
    feet = (Quantity(1500, 1500, "ft"),)
    grown = "The size of the camp increased 72 percent, from 580 m2 to now 1000 m2."
    claims = (
        claim("expandedOn", Date("2010/..", year(2011).earliest, None), "a major expansion of the camp after 2010"),
        claim("length", Quantity(500, 500, "m", "around", feet), "around 500 m (1500 ft) long"),
        claim("width", Quantity(500, 500, "m", "around", feet), "500 m (1500 ft) wide"),
        claim(
            "expandedOn",
            year(2010),
            "a major expansion of the camp perimeter in 2010",
            Qualifier("area_before", square_metres(580), span("580 m2")),
            Qualifier("area_after", square_metres(1000), span("1000 m2")),
            Qualifier("percent", Quantity(72, 72, "percent"), span("72 percent")),
        ),
        claim("area", square_metres(580), grown),
        claim("area", square_metres(1000), grown),
        claim(
            "expandedOn",
            Date("2011/2013", year(2011).earliest, year(2013).latest),
            "several new buildings were erected from 2011 to 2013",
            Qualifier("what", Text("several new buildings", "en")),
        ),
    )
    return link(article, Extraction(claims, (camp,)), BASE)


@pytest.fixture(scope="module")
def quads(graph: ArticleGraph) -> list[ox.Quad]:
    return list(rdf.quads(graph, BASE))


@pytest.fixture(scope="module", params=["pyshifty", "pyshacl"])
def report(request: pytest.FixtureRequest, quads: list[ox.Quad]) -> shacl.Report:
    return shacl.validate(quads, engine=request.param)


def test_the_graph_conforms_and_warns_of_area_conversion_and_date(report: shacl.Report) -> None:
    assert report.conforms
    assert {result.code for result in report.results} == {"KGB-C01", "KGB-C04", "KGB-C15"}


def test_each_contradiction_is_told_where_the_article_makes_it(
    report: shacl.Report, quads: list[ox.Quad], article: Article
) -> None:
    told = {
        (d.code, d.excerpt.words.of(d.excerpt.text), d.other.words.of(d.other.text))
        for d in shacl.diagnose(report, quads, {article.slug: article})
        if d.excerpt and d.other
    }
    assert told == {
        ("KGB-C01", "580 m2", "500 m"),
        ("KGB-C01", "1000 m2", "500 m"),
        ("KGB-C04", "1500 ft", "500 m"),
        ("KGB-C15", "2010", "2010"),
    }


def test_conflicts_pair_the_claims_and_can_be_written(report: shacl.Report, quads: list[ox.Quad]) -> None:
    pairs = shacl.conflicts(report, quads)
    assert pairs
    assert all(a < b for a, b in pairs)
    written = list(rdf.conflicts(pairs, quads))
    assert len(written) == 2 * len(pairs)
    assert shacl.validate([*quads, *written]).conforms


def test_quotes_are_compared_with_the_article(quads: list[ox.Quad], article: Article) -> None:
    assert not shacl.check_quotes(quads, {article.slug: article})
    changed = Article(article.slug, article.title, article.text.replace("1500 ft", "1640 ft"), article.title_span)
    codes = {(r.code, r.severity) for r in shacl.check_quotes(quads, {article.slug: changed})}
    assert codes == {("KGB-C18", "violation")}
