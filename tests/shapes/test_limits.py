"""Where the checks draw the line: a graph of a pair with one value changed, and whether its shape then speaks."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.assets import SHAPES
from kgbuild.shacl import ENGINES, Result, Validator

HERE = Path(__file__).parent
VALIDATORS = {engine: Validator([SHAPES / "consistency.ttl"], engine) for engine in ENGINES}

SPEAKS = [
    ("good/AreaAgainstDimensions", "schema:value 0.1 ", "schema:value 0.05 "),
    ("good/AreaAgainstPerimeter", "schema:value 25.0 ", "schema:value 34.0 "),
    ("good/PercentChange", "percentChange 72.0", "percentChange 75.0"),
    ("good/StatedConversion", "schema:value 4.0 ", "schema:value 5.0 "),
    (
        "good/OutsideLifetime",
        'kgb:affected ex:mill ; kgb:date "1950"^^edtf:EDTF ; kgb:earliest "1950-01-01"',
        'kgb:affected ex:mill ; kgb:date "1951"^^edtf:EDTF ; kgb:earliest "1951-01-01"',
    ),
    ("good/TwoDates", '"1969-09"', '"1970"'),
    ("good/TwoDates", '"1969-09"', '"1970/1972"'),
    ("bad/DisjointDates", "2010-", "2009-"),
    (
        "bad/OutsideCountry",
        "schema:latitude 50.0 ; schema:longitude 19.9",
        "schema:latitude 129.0 ; schema:longitude 41.0",
    ),
    ("good/StatedDistance", "schema:value 20.0 ", "schema:value 11.0 "),
    ("bad/SeveralValues", "schema:value 300.0 ", "schema:value 133.0 "),
]
IS_SILENT = [
    ("good/AreaAgainstDimensions", "schema:value 0.1 ", "schema:value 0.07 "),
    ("good/AreaAgainstPerimeter", "schema:value 25.0 ", "schema:value 33.0 "),
    ("good/PercentChange", "percentChange 72.0", "percentChange 74.0"),
    ("bad/StatedConversion", "schema:value 1500.0 ", "schema:value 1600.0 "),
    ("good/TwoDates", '"1969-09"', '"1965/1972"'),
    ("good/TwoDates", '"1969-09"', '"1969~"'),
    ("bad/DisjointDates", "2010-", "2008-"),
    ("bad/DisjointDates", "a kgb:Expansion ;", 'a kgb:Expansion ; kgb:what "west wing"@en ;'),
    (
        "bad/OutsideCountry",
        "schema:latitude 50.0 ; schema:longitude 19.9",
        "schema:latitude 37.5 ; schema:longitude 124.2",
    ),
    ("bad/OutsideCountry", '"North Korea"@en', '"Ostravia"@en'),
    ("good/StatedDistance", "schema:value 20.0 ", "schema:value 12.5 "),
    ("bad/SeveralValues", "schema:value 300.0 ", "schema:value 131.0 "),
    ("bad/PerhapsLiving", "2004-", "1924-"),
]


def results(case: tuple[str, str, str], engine: str) -> list[Result]:
    name, old, new = case
    turtle = (HERE / f"{name}.ttl").read_text()
    assert old in turtle
    quads = ox.parse(turtle.replace(old, new), format=ox.RdfFormat.TURTLE)
    check = name.partition("/")[2]
    return [r for r in VALIDATORS[engine](list(quads)).results if r.shape.endswith(f"#{check}")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", SPEAKS, ids=lambda case: f"{case[0]}: {case[2]}")
def test_a_check_speaks_beyond_its_limit(case: tuple[str, str, str], engine: str) -> None:
    assert results(case, engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", IS_SILENT, ids=lambda case: f"{case[0]}: {case[2]}")
def test_a_check_is_silent_within_its_limit(case: tuple[str, str, str], engine: str) -> None:
    assert not results(case, engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_exchanged_coordinates_are_hinted_at(engine: str) -> None:
    exchanged = "schema:latitude 129.0 ; schema:longitude 41.0"
    case = ("bad/OutsideCountry", "schema:latitude 50.0 ; schema:longitude 19.9", exchanged)
    assert "exchanged" in results(case, engine)[0].message
