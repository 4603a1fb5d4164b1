"""The page of an article: without scripts it is all there, nothing in it is from elsewhere, and it has bounds."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import BASE
from kgbuild import review
from kgbuild.model import Span
from kgbuild.pipeline import build
from kgbuild.rdf import claim_iris
from kgbuild.readers import read
from kgbuild.review.layout import runs
from kgbuild.review.lines import Lines
from kgbuild.vocabulary import PREFIXES
from kgbuild.writers.content import Content
from review.sheets import CLASHING, HOSTILE, WIKITEXT, Element, built, page, parse

if TYPE_CHECKING:
    from kgbuild.pipeline import Build

EXAMPLES = Path(__file__).parents[2] / "examples"
CHIPS = {"n", "ref", "code", "tag"}


@pytest.fixture(scope="module")
def dam() -> Build:
    path = EXAMPLES / "hoover-dam.txt"
    return build(read(path.read_bytes(), path.name))


@pytest.fixture(scope="module")
def sheet(dam: Build) -> Element:
    (found,) = dam.pages()
    return parse(found.content)


@pytest.fixture(scope="module")
def hostile() -> Element:
    return page(HOSTILE)


def data(sheet: Element) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sheet.one("script", type="application/json").text)
    return found


def words(element: Element) -> str:
    """Return the text of an element without what the page puts into it."""
    return "".join(
        child if isinstance(child, str) else words(child) * (not CHIPS & set(child.words("class")))
        for child in element.children
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_whole_text_is_there_once_in_its_order(dam: Build, sheet: Element) -> None:
    article = dam.graphs[0].article
    expected = "".join(run.span.of(article.text) for run in runs(article))
    assert squeezed(words(sheet.one("article"))) == squeezed(expected)


def test_text_headings_infobox_and_bullets_are_what_they_are(sheet: Element) -> None:
    article = sheet.one("article")
    assert words(article.one("h1")) == "Hoover Dam"
    assert [words(h) for h in article.all("h2")][:2] == ["Location", "Construction"]
    assert {words(r.one("th")): words(r.one("td")) for r in article.one("table").all("tr")}[
        "Dam Length"
    ] == "1,244 ft (379 m)"
    assert "Glen Canyon Dam" in [words(item) for item in article.one("ul").all("li")]


def test_every_fact_is_listed_in_words_with_its_claim_rule_certainty_and_place(dam: Build, sheet: Element) -> None:
    (graph,) = dam.graphs
    listed = {li.attributes["id"]: li for li in sheet.all("li", class_="fact")}
    claims = claim_iris(graph, dam.base)
    assert set(listed) == {f"claim-{iri.rpartition('/')[2]}" for iri in claims.values()}
    lines = Lines(graph.article)
    for fact, iri in claims.items():
        row = listed[f"claim-{iri.rpartition('/')[2]}"]
        assert fact.evidence[0].rule in row.text
        assert {lines.place(e.spans[0]) for e in fact.evidence} <= {at.text for at in row.all("span", class_="at")}
    height = next(li for li in listed.values() if li.one("a", class_="pick").text == "height")
    assert (height.one("bdi", class_="subject").text, height.one("bdi", class_="object").text) == (
        "Hoover Dam",
        "726.4 ft",
    )
    assert height.one("bdi", class_="also").text == "also 221.4 m"
    deaths = next(li for li in listed.values() if "96 workers" in li.text)
    assert deaths.one("span", class_="certainty").text == "reported"
    assert "according to Bureau of Reclamation" in deaths.text


def test_the_segments_of_a_fact_are_its_words(dam: Build, sheet: Element) -> None:
    (graph,) = dam.graphs
    text = graph.article.text
    pieces = [words(piece) for piece in sheet.all(class_="m")]
    by_name = {fact["name"]: fact for fact in data(sheet)["facts"]}
    for fact, iri in claim_iris(graph, dam.base).items():
        ranges = by_name[iri.rpartition("/")[2]]["quotes"]
        shown = sorted(squeezed("".join(pieces[first : last + 1])) for first, last in ranges)
        quotes = {e.spans[0] for e in fact.evidence}
        said = sorted(re.sub(r":(?=\S)", "", squeezed(span.of(text)), count=1) for span in quotes)
        assert [re.sub(r":(?=\S)", "", one, count=1) for one in shown] == said


def test_ids_are_unique_and_every_link_within_leads_somewhere(sheet: Element, hostile: Element) -> None:
    for one in (sheet, hostile):
        ids = [element.attributes["id"] for element in one.all() if "id" in element.attributes]
        assert len(set(ids)) == len(ids)
        links = {a.attributes["href"] for a in one.all("a") if a.attributes["href"].startswith("#")}
        assert {link[1:] for link in links} <= set(ids)
        described = {e.attributes["aria-labelledby"] for e in one.all() if "aria-labelledby" in e.attributes}
        assert described <= set(ids)


def test_nothing_is_fetched_and_only_our_own_script_and_style_may_run(dam: Build, sheet: Element) -> None:
    (found,) = dam.pages()
    assert not sheet.all("img") + sheet.all("link") + sheet.all("iframe")
    assert not [e for e in sheet.all() if "src" in e.attributes or "style" in e.attributes]
    assert b"url(" not in found.content
    assert b"@import" not in found.content
    policy = next(m.attributes["content"] for m in sheet.all("meta") if m.attributes.get("http-equiv"))
    code = next(s for s in sheet.all("script") if "type" not in s.attributes)
    for kind, element in (("script", code), ("style", sheet.one("style"))):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_hostile_words_stay_words(hostile: Element) -> None:
    assert len(hostile.all("script")) == 2
    assert not hostile.all("img") + hostile.all("b", class_="")[99:] + hostile.all("i") + hostile.all("u")
    assert not [e for e in hostile.all() if any(name.startswith("on") for name in e.attributes)]
    assert not [a for a in hostile.all("a") if not a.attributes["href"].startswith(("#", "../"))]
    assert '<script>alert("name")</script>' in [bdi.text for bdi in hostile.all("bdi", class_="object")]
    assert "U+202Etxet" in hostile.one("article").text
    assert not set("\u202e\u202c\u2028\u200b") & set(hostile.text)
    assert hostile.one("title").text.startswith('Port "Grey" <img')


def test_contradictions_are_told_in_place_with_both_passages_and_lead_to_each_other() -> None:
    sheet = page(CLASHING)
    facts = {li.attributes["id"]: li for li in sheet.all("li", class_="fact")}
    one, other = (li for li in facts.values() if li.one("a", class_="pick").text == "expanded on")
    for this, that in ((one, other), (other, one)):
        links = [a.attributes["href"] for p in this.all("p", class_="against") for a in p.all("a")]
        assert f"#{that.attributes['id']}" in links
    codes = sheet.one("article").all("a", class_="code")
    assert {"KGB-C04"} <= {a.text for a in codes}
    assert len([a for a in codes if a.text == "KGB-C04"]) == 2
    length = next(li for li in facts.values() if "500 m" in li.text)
    assert "does not agree with its own figures" in length.text
    told = next(li for li in sheet.all("li", class_="warning") if "KGB-C04" in li.text)
    assert [q.text for q in told.all("q")] == ["1500 ft", "500 m"]
    assert [sheet.one(id=a.attributes["href"][1:]).text for a in told.all("a")] == ["1500 ft", "500 m"]


def test_what_was_left_out_is_told_in_place_and_in_a_list(hostile: Element) -> None:
    unknown = hostile.one("details", id="list-unknown")
    assert "Weird & <i>key</i>" in unknown.text
    assert "unknown infobox key" in unknown.text
    silent = hostile.one("details", id="list-silent")
    assert "Nobody remembers" in silent.text
    assert "no trigger" in silent.text
    tags = [a.text for a in hostile.one("article").all("a", class_="tag")]
    assert tags.count("unknown key") == 1
    assert tags.count("no fact") == len(silent.one("ol").all("li"))
    for role in ("silent", "unknown"):
        assert hostile.one("input", id=f"show-{role}").attributes["type"] == "checkbox"


def test_places_are_those_of_the_markup_and_references_are_told_with_facts_and_text() -> None:
    made = built(WIKITEXT, "port-grey.wiki")
    (graph,) = made.graphs
    (found,) = made.pages()
    sheet = parse(found.content)
    opened = [li for li in sheet.all("li", class_="fact") if li.one("a", class_="pick").text == "opened"]
    assert [at.text for li in opened for at in li.all("span", class_="at")] == ["4:3", "7:111"]
    assert [a.text for s in sheet.one("article").all("sup", class_="ref") for a in s.all("a")] == ["[1]", "[2]", "[3]"]
    listed = sheet.one("section", class_="references")
    assert "A note" in listed.text
    assert [a.attributes["href"] for a in listed.all("a")] == ["https://example.org/a"]
    closed = next(li for li in sheet.all("li", class_="fact") if li.one("a", class_="pick").text == "closed on")
    assert "A third note" in closed.text
    lines = Lines(graph.article)
    for at in range(len(graph.article.text)):
        assert f"port-grey.wiki:{lines.place(Span(at, at + 1))}" == graph.article.place(at)


def test_claims_that_follow_from_a_fact_lead_to_it(dam: Build, sheet: Element) -> None:
    subjects = [str(q.subject)[1:-1] for q in dam.quads if q.predicate.value == PREFIXES["prov"] + "wasDerivedFrom"]
    follow = {iri.rpartition("/")[2] for iri in subjects if iri.startswith(f"{BASE}claim/")}
    told = data(sheet)
    mains = {fact["name"] for fact in told["facts"]}
    assert follow - mains == set(told["also"])
    assert set(told["also"].values()) <= set(range(len(mains)))


def test_where_the_article_is_from_is_told_and_only_the_web_is_linked_to() -> None:
    record = {
        "title": "Port Grey",
        "text": "Port Grey is a prison in Kent.",
        "url": "https://example.org/wiki/Port_Grey",
        "revision": "12345",
        "licence": "javascript:alert(1)",
        "attribution": "Somebody & <others>",
    }
    source = page(json.dumps(record), "a.jsonl").one("footer", class_="source")
    told = {div.one("dt").text: div.one("dd") for div in source.all("div")}
    assert told["Source"].one("a").attributes["href"] == record["url"]
    assert told["Revision"].text == "12345"
    assert told["Attribution"].text == "Somebody & <others>"
    assert not told["Licence"].all("a")


def test_a_page_is_bounded_and_says_what_it_does_not_show(dam: Build) -> None:
    limits = review.Limits(text=600, facts=30, references=1)
    (found,) = review.pages(Content(dam.base, dam.graphs, dam.quads), dam.diagnostics, limits)
    sheet = parse(found.content)
    assert len(sheet.all("li", class_="fact")) == 30 == len(data(sheet)["facts"])
    assert len(squeezed(words(sheet.one("article")))) < 800
    notes = " ".join(p.text for p in sheet.all("p", class_="cut"))
    assert f"{len(dam.graphs[0].facts) - 30} facts more are not shown" in notes
    assert f"{len(dam.graphs[0].article.text) - 600:,} characters more of the article are not shown" in notes
    assert max(data(sheet)["also"].values()) < 30


def test_an_article_without_facts_has_a_page() -> None:
    sheet = page("= Port Grey =\n\nNobody knows.\n")
    assert not sheet.all("li", class_="fact")
    assert "No fact was read" in sheet.text
    assert data(sheet) == {"facts": [], "also": {}}
