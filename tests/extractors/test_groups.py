"""Counts that are joined share what is said of the first; a count with a verb of its own does not."""

from __future__ import annotations

import pytest

from kgbuild.extractors import check, prose
from kgbuild.extractors.rules import Example
from kgbuild.model import Claim, Quantity
from kgbuild.text import document


def counts(text: str) -> list[tuple[str, float | None, str | None]]:
    """Return relation, number and counted noun of what is counted in a text on Alcatraz."""
    claims = prose.extract(document.analyse(check.article(Example(text, title="Alcatraz")))).claims
    return sorted((c.relation, c.object.low, c.object.unit) for c in claims if isinstance(c.object, Quantity))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The prison held 300 men and 20 women.", [("population", 20, "women"), ("population", 300, "men")]),
        (
            "The prison held 300 men, 20 women and 5 children.",
            [("population", 5, "children"), ("population", 20, "women"), ("population", 300, "men")],
        ),
        ("In all, 40 men and 12 women died in the prison.", [("mortality", 12, "women"), ("mortality", 40, "men")]),
        (
            "The prison employed 90 guards and 20 officers.",
            [("staffCount", 20, "officers"), ("staffCount", 90, "guards")],
        ),
        ("The prison held 300 men and 40 guards.", [("population", 300, "men")]),
        ("The prison held 300 men and 20 women escaped from it.", [("population", 300, "men")]),
        ("The prison held 300 men and 20 horses.", [("population", 300, "men")]),
    ],
)
def test_joined_counts(text: str, wanted: list[tuple[str, float, str]]) -> None:
    assert counts(text) == wanted


def test_the_evidence_of_a_joined_count_holds_it() -> None:
    read = document.analyse(check.article(Example("The prison held 300 men and 20 women.", title="Alcatraz")))
    found: list[Claim] = [c for c in prose.extract(read).claims if c.relation == "population"]
    assert len(found) == 2
    for claim in found:
        assert claim.evidence.value is not None
        assert claim.evidence.spans[0].covers(claim.evidence.value)
