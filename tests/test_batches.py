"""Batches: bounded, each identifier once, what is no article counted."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

from kgbuild.batches import OVERHEAD, Intake
from kgbuild.errors import ReadError
from kgbuild.model import Article, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def article(slug: str, text: str = "It is a dam.", *, kind: str = "article", target: str = "") -> Article:
    title = slug.title()
    return Article(slug, title, text, Span(0, 0), source=Source(name="a.xml"), kind=kind, target=target)


def test_batches_are_closed_when_their_texts_are_long_enough() -> None:
    found = [("a.xml", article(f"a{n}", "x" * (100 - OVERHEAD % 100))) for n in range(5)]
    with Intake(found, size=2 * (100 - OVERHEAD % 100 + OVERHEAD)) as intake:
        assert [[a.slug for a in batch] for batch in intake.batches()] == [["a0", "a1"], ["a2", "a3"], ["a4"]]


def test_an_article_that_was_read_twice_is_built_once_even_in_another_batch() -> None:
    found = [("a.xml", article("a")), ("b.xml", article("a")), ("c.xml", article("b")), ("d.xml", article("a"))]
    for size in (1, 10_000):
        with Intake(found, size=size) as intake:
            assert [a.slug for batch in intake.batches() for a in batch] == ["a", "b"]
            assert intake.problems == []


def test_of_two_articles_with_one_identifier_in_a_batch_none_is_taken() -> None:
    with Intake([("a.xml", article("a")), ("b.xml", article("a", "It is not."))]) as intake:
        assert list(intake.batches()) == []
        assert [problem.place for problem in intake.problems] == ["a.xml, b.xml"]


def test_an_article_whose_identifier_a_batch_before_has_is_left_out() -> None:
    told: list[Exception] = []
    found = [("a.xml", article("a")), ("b.xml", article("a", "It is not."))]
    with Intake(found, told.append, size=1) as intake:
        assert [a.text for batch in intake.batches() for a in batch] == ["It is a dam."]
        assert [problem.place for problem in intake.problems] == ["a.xml, b.xml"]
        assert told == intake.problems


def test_what_is_no_article_is_counted_by_its_reason() -> None:
    found = [
        ("a.xml", article("talk", kind="skipped", target="namespace 1")),
        ("a.xml", article("b", kind="disambiguation")),
        ("a.xml", article("c", kind="redirect", target="A")),
    ]
    with Intake(found) as intake:
        assert list(intake.batches()) == []
        assert intake.left_out == {"namespace 1": 1, "disambiguation": 1, "redirect": 1}


def test_redirects_lead_to_articles_of_their_file_before_and_after_them() -> None:
    found = [
        ("a.xml", article("c", kind="redirect", target="A")),
        ("a.xml", article("a")),
        ("a.xml", article("b", kind="redirect", target="A")),
        ("a.xml", article("d", kind="redirect", target="Nowhere")),
        ("a.xml", article("e", kind="redirect", target="A#History")),
    ]
    with Intake(found, size=1) as intake:
        assert len(list(intake.batches())) == 1
        assert list(intake.redirects()) == [("a", "B"), ("a", "C")]


def test_problems_are_all_counted_and_only_some_are_kept() -> None:
    with Intake(("a.xml", ReadError("bad", place=f"a.xml:{n}")) for n in range(3000)) as intake:
        assert list(intake.batches()) == []
        assert intake.counts["problems"] == 3000
        assert len(intake.problems) == 1000


def test_memory_does_not_grow_with_the_number_of_articles() -> None:
    def found(count: int) -> Iterator[tuple[str, Article]]:
        for number in range(count):
            yield "a.xml", article(f"a{number}", "x" * 500)
            yield "a.xml", article(f"r{number}", kind="redirect", target=f"A{number}")

    def peak(count: int) -> int:
        tracemalloc.start()
        with Intake(found(count), size=20_000) as intake:
            assert sum(len(batch) for batch in intake.batches()) == count
            assert sum(1 for _ in intake.redirects()) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(10_000) < peak(500) + 100_000
