"""Each case is an infobox with all that it says; and laws of the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kgbuild import vocabulary
from kgbuild.extractors import check, infobox, proof, values
from kgbuild.model import Claim, Extraction, Qualifier, Quantity, Ref
from kgbuild.readers import read
from kgbuild.text import document

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/infobox.yaml").read_text("utf-8"))


def _extraction(case: dict[str, Any]) -> tuple[Extraction, document.Document]:
    text = f"= {case['title']} =\n\n{case['box']}\nIt is known well.\n"
    analysed = document.analyse(next(read(text.encode(), "case.txt")))
    return infobox.extract(analysed), analysed


def _said(qualifier: Qualifier) -> str | float | None:
    if isinstance(qualifier.value, Quantity):
        return qualifier.value.low
    assert not isinstance(qualifier.value, Ref)
    return check.said(qualifier.value)


def _row(claim: Claim, title: str) -> dict[str, Any]:
    row: dict[str, Any] = {"fact": check.fact(claim).replace(title, "=")}
    if isinstance(claim.object, Quantity):
        row["unit"] = claim.object.unit
    if claim.qualifiers:
        row["qualifiers"] = {q.name: _said(q) for q in claim.qualifiers}
    return row


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_box_says_these_facts_and_no_other(case: dict[str, Any]) -> None:
    extraction, _ = _extraction(case)
    assert [_row(claim, case["title"]) for claim in extraction.claims] == case["facts"]
    assert [drop.reason for drop in extraction.drops] == case.get("dropped", [])


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_words_of_every_fact_prove_it(case: dict[str, Any]) -> None:
    extraction, analysed = _extraction(case)
    assert [f for claim in extraction.claims if (f := proof.failure(claim, analysed.article))] == []


@pytest.mark.parametrize("key", sorted(infobox.load()))
def test_keys_are_written_as_they_are_looked_up(key: str) -> None:
    assert infobox.normalise_key(key) == (key, None, "")
    assert infobox.normalise_key(key.title().replace(" ", "_"))[0] == key


def test_no_key_is_read_in_two_ways_for_one_kind_of_subject() -> None:
    twice = []
    for key, fields in infobox.load().items():
        kinds = [kind for field in fields for kind in (field.kinds or vocabulary.load().classes)]
        twice += [f"{key} for {kind}" for kind in {k for k in kinds if kinds.count(k) > 1}]
    assert sorted(twice) == []


def test_every_reader_is_used() -> None:
    used = {field.read for fields in infobox.load().values() for field in fields}
    assert set(values.READERS) - used == set()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("Hangul1", ("hangul", None, "1")),
        ("Height_(m)", ("height", "m", "")),
        ("Owner(s)", ("owner", None, "")),
        ("Chief2 Name", ("chief name", None, "2")),
        ("Nativename", ("native name", None, "")),
        ("PRISON_NAME", ("prison name", None, "")),
        ("Mystery", ("mystery", None, "")),
    ],
)
def test_keys_are_normalised(key: str, expected: tuple[str, str | None, str]) -> None:
    assert infobox.normalise_key(key) == expected
