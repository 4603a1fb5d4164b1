"""Which facts are meant: in words, by a claim, by a triple as the outputs have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.explain import graph, trace, wanted
from kgbuild.explain.wanted import Wanted
from text.passages import article

if TYPE_CHECKING:
    from kgbuild.explain.trace import Trace

TEXT = (
    "Maidstone Prison is a prison in Kent, England. It was opened in 1819 and is about 300 m (980 ft) long. "
    "The prison holds 1,200 prisoners. It was closed in 1990."
)


@pytest.fixture(scope="module")
def read() -> Trace:
    return trace.of(article("Maidstone Prison", TEXT))


def find(read: Trace, said: str) -> list[str]:
    """Return the facts that are meant, in words."""
    rows = (read.rows[claim] for claim in wanted.find(read.rows, read.quads, said))
    return [f"{row['relation']} | {row['object']}" for row in rows]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Maidstone Prison | opened | 1819", ["opened | 1819"]),
        ("MAIDSTONE  prison|opened", ["opened | 1819"]),
        ("maidstone | kgb:opened | *", ["opened | 1819"]),
        ("| length | 300 m", ["length | 300"]),
        ("* | length | 300", ["length | 300"]),
        ("| population | 1,200", ["population | 1200"]),
        ("| opened | 1820", []),
        ("Dartmoor | opened", []),
    ],
)
def test_a_fact_is_found_by_its_words(read: Trace, said: str, found: list[str]) -> None:
    assert find(read, said) == found


def test_a_fact_is_found_by_its_claim(read: Trace) -> None:
    for claim, row in read.rows.items():
        for said in (claim, f"<{claim}>", claim.rpartition("/")[2], f"claim/{claim.rpartition('/')[2]}"):
            assert find(read, said) == [f"{row['relation']} | {row['object']}"]
    assert find(read, "0" * 20) == []


def test_a_fact_is_found_by_every_triple_that_a_claim_of_it_traces(read: Trace) -> None:
    (subject,) = {fact.subject for fact in read.graph.facts if fact.relation == "opened"}
    assert find(read, f"<{subject}> kgb:opened *") == ["opened | 1819"]
    assert find(read, f'<{subject}> <https://w3id.org/kgbuild/ontology#opened> "1819"^^edtf:EDTF .') == [
        "opened | 1819"
    ]
    assert find(read, f"<{subject}> kgb:opened kgb:Nothing") == []
    relative = subject.removeprefix("https://example.org/kg/")
    assert find(read, f"<{relative}> kgb:opened") == ["opened | 1819"]


def test_a_name_is_found_by_its_triple_though_it_is_no_fact(read: Trace) -> None:
    (subject,) = {fact.subject for fact in read.graph.facts if fact.relation == "opened"}
    (claim, *_) = wanted.find(read.rows, read.quads, f"<{subject}> rdfs:label *")
    assert claim not in read.rows
    told = graph.explain(graph.index(read.quads()), claim)
    assert (told["relation"], told["object"]) == ("label", "Maidstone Prison")
    for quote in (one["quote"] for one in told["evidence"]):
        assert read.article.text[quote["start"] : quote["end"]] == quote["words"] == "Maidstone Prison"


def test_parts_that_are_missing_mean_anything() -> None:
    assert wanted.parse("Maidstone") == Wanted("Maidstone", "*", "*")
    assert wanted.parse(" | opened | ") == Wanted("*", "opened", "*")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("", "is no fact"),
        ("* | | *", "is no fact"),
        ("a | b | c | d", "is no fact"),
        ("Maidstone | heigth | 3", r"no relation 'heigth' \(did you mean height"),
        ("Maidstone | located in", r"no relation 'located in' \(did you mean locatedIn"),
        ("Maidstone | zzzzqqq", "see 'kgbuild rules list'"),
    ],
)
def test_what_is_no_fact_is_told_with_what_would_be_one(said: str, problem: str) -> None:
    with pytest.raises(QueryError) as raised:
        wanted.parse(said)
    raised.match(problem)


PIECES = [
    "|",
    "*",
    " ",
    "<",
    ">",
    '"',
    "kgb:opened",
    "a",
    "Maidstone",
    "1819",
    "rdfs:label",
    "\\",
    "@en",
    "^^",
    "0" * 20,
]


@given(said=st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=8).map("".join))
def test_whatever_is_asked_is_answered_or_told_to_be_no_fact(read: Trace, said: str) -> None:
    try:
        found = wanted.find(read.rows, read.quads, said)
    except QueryError:
        return
    assert len(found) == len(set(found))
