"""The ends of terms of office that a dismissal or a successor tells."""

from __future__ import annotations

import pytest

from kgbuild.extractors import check, prose, rules
from kgbuild.model import Date
from kgbuild.text import document


def _terms(title: str, text: str) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    read = document.analyse(check.article(rules.Example(text, (), title)))
    found: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for claim in prose.extract(read).claims:
        if claim.relation in {"leader", "role"}:
            dates = {q.name: q.value.edtf for q in claim.qualifiers if isinstance(q.value, Date)}
            _, relation, made = check.fact(claim).split(" | ")
            found[relation, made] = (dates.get("from"), dates.get("to"))
    return found


@pytest.mark.parametrize(
    ("text", "person", "term"),
    [
        ("He was succeeded in November 1942 by Ralph Merritt.", "Roy Nash", (None, "1942-11")),
        ("In November 1942 he resigned.", "Roy Nash", (None, "1942-11")),
        ("Nash resigned in November 1942; Ralph Merritt succeeded him.", "Ralph Merritt", ("1942-11", None)),
    ],
)
def test_a_term_ends_and_begins_with_what_is_said_of_leaving_it(
    text: str, person: str, term: tuple[str | None, str | None]
) -> None:
    assert _terms("Manzanar camp", f"Its first director was Roy Nash. {text}")["leader", person] == term


def test_a_rank_does_not_end_with_an_office() -> None:
    found = _terms("Konstantin Rokossovsky", "In 1944 he became a general. Rokossovsky was dismissed in 1937.")
    assert not [term for (relation, _), term in found.items() if relation == "role" and term[1]]


def test_no_term_ends_before_it_begins() -> None:
    found = _terms("Manzanar camp", "Roy Nash became director in 1942. Roy Nash had been dismissed in 1938.")
    assert all(end is None for _, end in found.values())


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("In 1968 he became minister, an office he kept until 1983.", ("1968", "1983")),
        ("In 1968 he became minister. He held the post until 1983.", ("1968", "1983")),
        ("In 1968 he became minister. He remained in office until 1983.", ("1968", "1983")),
        ("In 1968 he became minister. He held the post in 1983.", ("1968", None)),
    ],
)
def test_a_term_ends_when_it_was_kept_until(text: str, term: tuple[str | None, str | None]) -> None:
    assert _terms("Wojciech Jaruzelski", f"Jaruzelski was a politician. {text}")["role", "minister"] == term


def test_an_office_passes_to_the_next_holder() -> None:
    text = "In 1981 he became minister, an office he kept until 1985, when it passed to Zbigniew Messner."
    read = document.analyse(check.article(rules.Example(f"Jaruzelski was a politician. {text}", (), "Jaruzelski")))
    facts = {check.fact(claim) for claim in prose.extract(read).claims}
    assert "Zbigniew Messner | role | minister" in facts
