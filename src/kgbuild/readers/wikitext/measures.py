"""The template of measures, reckoned and rounded as the wiki's own module does.

What cannot be reckoned with certainty, as a unit that the table lacks, is shown as the value with its unit alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.readers.wikitext.atoms import words
from kgbuild.readers.wikitext.wording import group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgbuild.readers.wikitext.atoms import Atom
    from kgbuild.readers.wikitext.call import Call, Shower

_NUMBER: Final = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.\d{1,12})?")
_MIXED: Final = re.compile(r"(?:(\d{1,9})[+ ])?(\d{1,6})/(\d{1,6})")
_RANGES: Final = {
    "to": (" to ", " to "),
    "-": ("–", "–"),
    "–": ("–", "–"),
    "to(-)": (" to ", "–"),
    "and": (" and ", " and "),
    "or": (" or ", " or "),
    "x": (" by ", " × "),
    "×": (" by ", " × "),
    "by": (" by ", " by "),
    "+/-": (" ± ", " ± "),
    "±": (" ± ", " ± "),
    "and(-)": (" and ", "–"),
}
"""How a word between two values is shown in the values given and in those reckoned."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how it is shown, its factor to the base unit, and its offset for temperatures."""

    symbol: str
    one: str
    many: str
    dimension: str
    factor: Fraction
    offset: Fraction
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks for: values as written, the words between them, the unit and those to convert to."""

    values: tuple[str, ...]
    between: tuple[str, ...]
    unit: str
    to: tuple[str, ...]
    precision: int | None
    extra: str  # words after the unit: '-long'


@cache
def units() -> Mapping[str, Unit]:
    """Read the units by every code that pages write."""
    table = {}
    for entry in tables.read(ONTOLOGY / "wikitext" / "units.yaml"):
        unit = Unit(
            entry["symbol"],
            entry["one"],
            entry["many"],
            entry["dimension"],
            _ratio(entry["factor"]),
            Fraction(entry.get("offset", "0")),
            tuple(entry["to"]),
        )
        table.update(dict.fromkeys(map(str, entry["names"]), unit))
    return table


def _ratio(words: str) -> Fraction:
    over, _, under = words.partition("/")
    return Fraction(over) / Fraction(under or "1")


def convert(call: Call) -> list[Atom] | None:
    """Show a measure with its conversion: ``{{convert|5|km}}`` is '5 kilometres (3.1 mi)'."""
    given = [words(argument) for argument in call.positional()]
    asked = _asked(given)
    if asked is None:
        composed = len(given) > 3 and given[3] in units() and _value(given[2]) is not None  # feet and inches
        said = " ".join(given[: 4 if composed else 2])
        return [call.put(said)] if said and given[0] else None
    unit = units().get(asked.unit)
    others = [units()[code] for code in asked.to or (unit.to if unit else ()) if code in units()]
    if asked.to and len(others) < len(asked.to):
        others = []
    others = [other for other in others if unit and other.dimension == unit.dimension]
    return [call.put(_shown(call, asked, unit, others))]


def _asked(given: Sequence[str]) -> Asked | None:
    """Read the arguments that have no name; None where they are no value and unit."""
    values, between, at = [], [], 0
    while at < len(given) and _value(given[at]) is not None:
        values.append(given[at])
        at += 1
        if at + 1 < len(given) and given[at] in _RANGES and _value(given[at + 1]) is not None:
            between.append(given[at])
            at += 1
        else:
            break
    if not values or at >= len(given):
        return None
    unit, rest = given[at], list(given[at + 1 :])
    if rest and _value(rest[0]) is not None and len(rest) > 1 and rest[1] in units():
        return None  # feet and inches, stones and pounds
    to: tuple[str, ...] = ()
    if rest and rest[0] and not re.fullmatch(r"[-+]?\d", rest[0]) and not rest[0].startswith("-"):
        to = tuple(re.split(r"[ +]+", rest.pop(0)))
    elif rest and not rest[0]:
        rest.pop(0)
    precision = next((int(word) for word in rest if re.fullmatch(r"[-+]?\d", word)), None)
    extra = next((word for word in rest if re.fullmatch(r"-?[^\W\d][\w -]{1,30}", word)), "")
    return Asked(tuple(values), tuple(between), unit, to, precision, extra)


def _value(said: str) -> Fraction | None:
    if _NUMBER.fullmatch(said):
        return Fraction(said.replace(",", "").replace("−", "-"))
    if (found := _MIXED.fullmatch(said)) and int(found[3]):
        return int(found[1] or 0) + Fraction(int(found[2]), int(found[3]))
    return None


def _shown(call: Call, asked: Asked, unit: Unit | None, others: Sequence[Unit]) -> str:
    """Return the measure and its conversions in the order and the wording that the call asks for."""
    short = call.words("abbr") in {"on", "in", "unit", "~"} or call.name.startswith(
        ("cvt", "conv inf", "convert inf", "convinf")
    )
    short_out = call.words("abbr") not in {"off", "in", "none"}
    us = call.words("sp").lower() == "us"
    adjective = call.words("adj") in {"on", "mid", "j"}
    flip = call.words("order") == "flip" or call.words("disp") == "flip"
    first = _given(asked, unit, short=short, us=us, adjective=adjective and not flip)
    reckoned = [
        made
        for other in others
        if unit and (made := _reckoned(call, asked, unit, other, short=short_out != flip or short, us=us))
    ]
    shown = call.words("disp")
    if not reckoned or shown in {"unit", "number"}:
        return first
    if shown in {"out", "output only", "output"}:
        return "; ".join(reckoned)
    if flip:
        turned = _given(asked, unit, short=True, us=us, adjective=False)
        return f"{reckoned[0]} ({'; '.join([turned, *reckoned[1:]])})"
    if shown == "or":
        return " or ".join([first, *reckoned])
    if shown == "comma":
        return ", ".join([first, *reckoned])
    return f"{first} ({'; '.join(reckoned)})"


def _given(asked: Asked, unit: Unit | None, *, short: bool, us: bool, adjective: bool) -> str:
    values = [(group(value) or value.replace("+", " ")).replace("-", "−") for value in asked.values]
    if unit is None:
        return f"{_joined(values, asked.between, 0)} {asked.unit}"
    if short and any(_RANGES[word][1] == " × " for word in asked.between):
        return _joined([f"{value} {unit.symbol}" for value in values], asked.between, 1)
    said = _joined(values, asked.between, 0)
    if short or unit.dimension == "temperature":
        return said + _with_blank(unit.symbol)
    single = len(values) == 1 and abs(_value(asked.values[0]) or 0) == 1
    name = unit.one if single or adjective else unit.many
    name = name.replace("metre", "meter").replace("litre", "liter") if us else name
    if adjective:
        return f"{said}-{name.replace(' ', '-')}{asked.extra}"
    return f"{said} {name}"


def _reckoned(call: Call, asked: Asked, unit: Unit, other: Unit, *, short: bool, us: bool) -> str:
    """Return the values in another unit, each rounded by itself."""
    made = []
    for said in asked.values:
        value = _value(said) or Fraction(0)
        result = (value - unit.offset) * unit.factor / other.factor + other.offset
        places = asked.precision
        if places is None:
            places = _sigfig(call, result)
        if places is None:
            places = _places(said, value, result, unit)
        made.append(_rounded(result, places))
    if short and any(_RANGES[word][1] == " × " for word in asked.between):
        return _joined([value + _with_blank(other.symbol) for value in made], asked.between, 1)
    said = _joined(made, asked.between, 1)
    if short:
        return said + _with_blank(other.symbol)
    name = other.one if made == ["1"] else other.many
    return f"{said} {name.replace('metre', 'meter').replace('litre', 'liter') if us else name}"


def _with_blank(symbol: str) -> str:
    return symbol if symbol.startswith("/") else f" {symbol}"


def _joined(values: Sequence[str], between: Sequence[str], column: int) -> str:
    said = values[0]
    for word, value in zip(between, values[1:], strict=False):
        said += _RANGES[word][column] + value
    return said


def _sigfig(call: Call, result: Fraction) -> int | None:
    """Return the decimals that the call asks for by 'sigfig' or 'round'; None where it does not."""
    asked = call.words("sigfig")
    if not asked.isdecimal() or not 0 < int(asked) < 20 or result == 0:
        return None
    return int(asked) - 1 - math.floor(math.log10(abs(float(result))) + 1e-14)


def _places(said: str, value: Fraction, result: Fraction, unit: Unit) -> int:
    """Return to how many decimals a conversion is shown: as precise as the value, with two figures at least.

    This is ``default_precision`` of the wiki's Module:Convert.
    """
    if found := _MIXED.fullmatch(said):
        places = max(math.log10(int(found[3])), 1.0)
    else:
        whole, dot, decimals = said.replace(",", "").lstrip("-−+").partition(".")
        places = len(decimals) if dot else -(len(whole) - len(whole.rstrip("0")))
    if unit.dimension == "temperature":
        kelvin = abs(float((value - unit.offset) * unit.factor))
        least = 2 - math.floor(math.log10(kelvin) + 1e-14) if kelvin >= 1e-8 else 2
        return max(math.floor(places), least)
    size = abs(float(result))
    if value == 0 or size == 0:
        return 0
    adjust = math.log10(abs(float(value)) / size) + math.log10(2)
    return max(math.floor(places + adjust), 1 - math.floor(math.log10(size) + 1e-14))


def _rounded(value: Fraction, places: int) -> str:
    """Return a number with that many decimals, halves away from zero, thousands set apart."""
    scaled = abs(value) * Fraction(10) ** places
    whole = math.floor(scaled + Fraction(1, 2))
    sign = "−" if value < 0 and whole else ""
    if places <= 0:
        return f"{sign}{whole * 10**-places:,}"
    digits = str(whole).rjust(places + 1, "0")
    return f"{sign}{int(digits[:-places]):,}.{digits[-places:]}"


def height(call: Call) -> list[Atom] | None:
    """Show a person's height as it is given."""
    given = [(unit, call.words(unit)) for unit in ("m", "cm", "ft", "in")]
    said = " ".join(f"{value} {unit}" for unit, value in given if _value(value) is not None)
    return [call.put(said)] if said else None


READERS: Final[Mapping[str, Shower]] = {"convert": convert, "height": height}
