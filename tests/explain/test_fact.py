"""A fact explained: each part leads back to the words of the article, and what is shown is what ran."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kgbuild.explain import coverage, fact, trace
from kgbuild.extractors import extract
from kgbuild.model import Coordinates, Date, Quantity, Text
from kgbuild.readers import read as read_file
from text.passages import article

if TYPE_CHECKING:
    from kgbuild.explain.trace import Trace
    from kgbuild.model import Article

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


def explained(text: str, relation: str, title: str = "Maidstone Prison") -> dict[str, Any]:
    """Return the explanation of the only fact of a relation in a passage."""
    read = trace.of(article(title, text))
    (found,) = [f for f in read.graph.facts if f.relation == relation]
    return fact.explain(read, found)


def test_a_length_is_explained_from_its_words_down() -> None:
    found = explained("Maidstone Prison is a prison. The prison is around 500 m (1500 ft) long.", "length")
    (one,) = found["evidence"]
    assert (one["extractor"], one["rule"], one["file"]) == ("rules", "length", "ontology/rules/facility-size.yaml")
    assert one["masked"] == "<F0> is <Ql1> long."
    assert one["triggers"] == ["long"]
    assert one["pattern"]["number"] <= one["pattern"]["of"]
    assert one["matched"]["words"] == "around 500 m (1500 ft) long"
    assert [(a["slot"], a["words"], a["read_as"]) for a in one["arguments"]] == [
        ("subject, of the clause", "The prison", "Facility Maidstone Prison"),
        ("object", "around 500 m (1500 ft)", "amount 500 m"),
    ]
    assert [(a["words"], a["stands_for"], a["named_at"]) for a in one["antecedents"]] == [
        ("The prison", "Maidstone Prison", "passage.txt:1:3")
    ]
    value = one["normalisation"]
    assert (value["value"], value["unit"], value["precision"]) == ("500", "m", "approximate")
    assert (value["hedge"], value["stated_equivalents"]) == ("around", ["1500 ft"])
    assert one["proof"]["holds"]
    assert found["certainty"] == "stated"


def test_who_says_so_is_told_with_the_words_that_name_them() -> None:
    found = explained("According to the Home Office, Maidstone Prison was opened in 1819.", "opened")
    (source,) = [q for q in found["qualified_by"] if q["name"] == "attributed_to"]
    assert (source["value"], source["words"]) == ("Home Office", "Home Office")
    assert found["layer"] == "reported"
    assert "somebody else says so" in found["why_certain"]


def test_the_hedge_that_makes_a_fact_uncertain_is_told() -> None:
    found = explained("Maidstone Prison was reportedly opened in 1819.", "opened")
    assert "'reportedly'" in found["why_certain"]
    assert found["certainty"] in found["why_certain"]


def test_a_relative_date_is_told_with_the_one_that_it_is_counted_from() -> None:
    text = "Maidstone Prison was opened in 1819. It was closed the following year."
    (one,) = explained(text, "closedOn")["evidence"]
    assert one["normalisation"]["value"] == "1820"
    assert one["normalisation"]["counted_from"]["words"] == "1819"
    assert [a["words"] for a in one["antecedents"]] == ["It"]


def test_an_infobox_entry_is_explained_by_its_key() -> None:
    found = explained("Infobox prison\n- Opened: 1819\n\nMaidstone Prison is a prison.", "opened")
    (one,) = found["evidence"]
    assert one["made_by"].startswith("the key 'opened")
    assert "infobox/" in one["made_by"]
    assert one["proof"]["holds"]
    assert "pattern" not in one


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def read(request: pytest.FixtureRequest) -> Trace:
    return trace.of(next(read_file(request.param.read_bytes(), request.param.name)))


def passages(value: object) -> list[dict[str, Any]]:
    """Return all places that an explanation names."""
    if isinstance(value, list):
        return [found for one in value for found in passages(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if "start" in value else []
    return own + [found for one in value.values() for found in passages(one)]


def test_every_fact_of_the_examples_is_explained_in_words_of_its_article(read: Trace) -> None:
    assert read.graph.facts
    for one in read.graph.facts:
        told = fact.explain(read, one)
        assert all(evidence["proof"]["holds"] for evidence in told["evidence"])
        for found in passages(told):
            words = read.article.text[found["start"] : found["end"]]
            assert " ".join(words.split()) == found["words"]
            assert found["place"] == read.article.place(found["start"])


def test_a_match_that_is_shown_is_one_of_its_pattern(read: Trace) -> None:
    shown = [step for one in read.graph.facts for e in one.evidence if (step := read.match_of(e))]
    assert shown
    for step in shown:
        assert 1 <= coverage.number(step.rule, step.match) <= len(step.rule.patterns)
        assert step.match.string == step.sentence.masked


def test_to_watch_changes_nothing(read: Trace) -> None:
    assert read.claimed == extract(read.article).claims
    assert {claim.evidence for claim in read.claimed} >= {e for one in read.graph.facts for e in one.evidence}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Quantity(3000, 5000, "prisoners"), "3000 to 5000"),
        (Quantity(None, 500.5, "m", "up to"), "open to 500.5"),
        (Date("1951~", None, None), "1951~"),
        (Text("Kent", "en"), "Kent"),
        (Coordinates(41.5, 129.75), "41.5, 129.75"),
    ],
)
def test_values_are_shown_as_they_are_kept(value: object, shown: str) -> None:
    assert fact.normalised(value)["value"] == shown


def test_tracing_is_a_function_of_the_article_alone() -> None:
    def once(read: Article) -> list[object]:
        traced = trace.of(read)
        return [fact.explain(traced, one) for one in traced.graph.facts]

    passage = article("Maidstone Prison", "Maidstone Prison is a prison in Kent. It was opened in 1819.")
    assert once(passage) == once(passage)
