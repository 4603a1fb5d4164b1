"""The grammar of one quantity, from its number on: range, unit, stated conversion, dimensions, counted noun.

It says what the words mean; whether they are a quantity at all is for ``quantities`` to decide from what is around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.model import Quantity, Span
from kgbuild.text import hedges, nouns, numbers, prefixes, units, years

_DASH: Final = re.compile(r"\s?(?:[–—‒−]|-(?!\s*-))\s?(?=[\d½¼¾$€£])|\s*/\s*(?=\d)")
_WORD: Final = re.compile(
    r"\s{1,2}(?P<word>to|and|or|through)\s{1,2}(?:(?:as many as|up to|about|around)\s)?", re.IGNORECASE
)
_BY: Final = re.compile(r"\s{0,2}[x×]\s{0,2}(?=\d)|\s{1,2}by\s{1,2}(?=\d)")
_PAREN: Final = re.compile(r"\s{0,2}\(\s?")
_PAREN_NEXT: Final = re.compile(r"\.?\s{0,2}(?:;|,|/|or)\s{0,2}")
_PAREN_END: Final = re.compile(r"\.?\s?\)")
_SLASH: Final = re.compile(r"\s?/\s?|\s{1,2}or\s{1,2}|,\s(?:or|about)\s(?:about\s)?")
_PAREN_HEDGE: Final = re.compile(r"(?:about|approximately|approx\.?|around|c\.|ca\.|nearly|roughly|some|~)\s{0,2}")
_ASPECT: Final = re.compile(
    r"\.?[\s-]{1,3}(?:(?P<adjective>long|wide|broad|high|tall|deep|thick|across)\b"
    r"|in\s(?P<noun>length|width|breadth|height|depth|thickness|diameter|area|size|extent)\b)"
)
_ECHO: Final = re.compile(r"\s\((?P<number>\d{1,6})\)(?=\s|\Z)")  # 'twenty-seven (27) towns'
_BROKEN: Final = re.compile(r"\s-\s(?=[a-z]{1,3}2?(?:\s?\)|\Z))")  # '(3,900 - ft)'
_LOST: Final = re.compile(r"\s?-?\s(?=(?:long|wide|high|tall|deep|thick)\b)")
_ASPECTS: Final = {
    "long": "length", "wide": "width", "broad": "width", "breadth": "width", "high": "height", "tall": "height",
    "deep": "depth", "thick": "thickness", "across": "diameter", "size": "area", "extent": "area",
}  # fmt: skip
_CLOSE: Final = 0.15  # of the value: how far off a stated conversion may be and still be meant as one
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One quantity as read: what :class:`kgbuild.text.quantities.FoundQuantity` is made of."""

    span: Span
    value: Quantity
    number: Span
    noun: nouns.CountedNoun | None = None
    dimension: str | None = None
    kind: str = "number"
    parts: tuple[Quantity, ...] = ()
    aspect: str | None = None
    role: str | None = None
    lost_unit: bool = False
    bare: bool = False  # four or fewer digits and nothing else: may be a year


@dataclass(slots=True)
class _Amount:
    """A number or a range with its unit while it is read; ``end`` is where reading goes on."""

    low: float
    high: float
    start: int
    number_end: int
    end: int
    unit: units.FoundUnit | None = None
    bare: bool = False
    broken: bool = False
    equivalents: list[Quantity] = field(default_factory=list)

    def quantity(self) -> Quantity:
        return Quantity(self.low, self.high, self.unit.key if self.unit else None, None, tuple(self.equivalents))


def read(text: str, at: int, bounds: tuple[int, int], *, trusted: bool = False) -> Reading | None:
    """Read the quantity whose first number stands at ``at``, within ``bounds``; None if there is no number.

    ``trusted`` is for a slice that was cut out as a quantity: nothing around it then speaks against it.
    """
    start, end = bounds
    money = units.load().ahead_of(text, start, at)
    prefix = prefixes.before(text, start, money[1] if money else at, trusted=trusted)
    if money:
        prefix = replace(prefix, start=min(prefix.start, money[1]))
    amount = _amount(text, at, end, money[0] if money else None, joined=prefix.opens != "between")
    if amount is None:
        return None
    first_end = amount.number_end
    _extend(text, amount, end, prefix)
    parts = _parts(text, amount, end)
    kind = "dimension" if parts else ("range" if amount.number_end != first_end else "number")
    return _finish(text, amount, end, prefix, (kind, parts))


def _amount(text: str, at: int, end: int, money: units.FoundUnit | None, *, joined: bool = True) -> _Amount | None:
    """Read one number with its unit and the conversion that stands behind it."""
    number = numbers.match(text, at, end, joined=joined, money=money is not None)
    if number is None:
        return None
    stop = number.span.end
    amount = _Amount(number.value, number.value, at, stop, stop, money, number.plain)
    found = None if money else units.load().match(text, stop, end)
    if money is None and found is None and (lost := _BROKEN.match(text, stop, end)):
        found = units.load().match(text, lost.end() - 1, end)
        amount.broken = found is not None
    if found:
        amount.unit, amount.end = found, found.end
        more = units.inches(text, found.end, end) if found.key == "ft" else None
        if more:
            amount.low = amount.high = round(amount.low + more[0] / 12, 6)
            amount.end = more[1]
        _convert(text, amount, end)
    return amount


def _extend(text: str, amount: _Amount, end: int, prefix: prefixes.Prefix) -> None:
    """Let the amount grow into a range where a second number follows: 'A–B', 'A to B', 'between A and B'."""
    link = _DASH.match(text, amount.end, end) or _WORD.match(text, amount.end, end)
    if amount.bare and years.changed(text, 0, amount.start, amount.low):
        return
    if not link or (amount.equivalents and link.re is not _DASH and prefix.opens is None):
        return
    word = (link.groupdict().get("word") or "").lower()
    if (word == "and") != (prefix.opens == "between" and bool(word)) or (
        word in ("to", "through") and prefix.role == "from"
    ):
        return
    if link[0].strip() == "/" and not amount.unit:
        return
    at = link.end()
    if amount.unit and amount.unit.dimension == "currency" and text[at : at + 1] in "$€£":
        at += 1
    money = amount.unit if amount.unit and amount.unit.end <= amount.start else None
    second = _amount(text, at, end, money)
    if second is None or not _same_unit(amount, second):
        return
    low = _scaled(text, amount, second)
    if second.low <= low or (word == "or" and not _alternatives(amount, second, low)):
        return
    amount.low, amount.high = low, second.high
    amount.number_end, amount.end = second.number_end, second.end
    amount.unit = second.unit or amount.unit
    amount.bare = amount.bare and second.bare
    amount.equivalents += second.equivalents
    _convert(text, amount, end)


def _same_unit(first: _Amount, second: _Amount) -> bool:
    if first.unit is None:
        return True
    if second.unit is None:
        return first.unit.end <= first.start  # money stands before the first number only
    return first.unit.key == second.unit.key


def _alternatives(first: _Amount, second: _Amount, low: float) -> bool:
    """Tell whether 'A or B' means a range: 'two or three', not '500 or 3000'."""
    return second.low <= 2 * low and first.unit is None


def _scaled(text: str, first: _Amount, second: _Amount) -> float:
    """Return the low end, with the scale that only the high end says: '2 to 3 million', '20–30,000'."""
    words = numbers.match(text, first.start, first.number_end)
    other = numbers.match(text, second.start, second.number_end)
    if words is None or other is None or words.scale != 1 or (first.unit is not None and first.unit.end > first.start):
        return first.low
    scaled = first.low * other.scale
    if other.scale > 1 and scaled < second.low and first.low < 1000:
        return scaled
    thousands = first.low * 1000
    grouped = text[second.start : second.number_end].endswith((",000", ",500"))
    if (
        other.scale == 1
        and grouped
        and first.bare
        and 10 <= first.low < 1000
        and thousands < second.low < thousands * 10
    ):
        return thousands
    return first.low


def _convert(text: str, amount: _Amount, end: int) -> None:
    """Take a conversion that the text states: '(1500 ft)', '/ 1500 ft', 'or 1500 feet'."""
    if amount.unit is None:
        return
    opened = _PAREN.match(text, amount.end, end)
    if opened:
        _convert_in_parentheses(text, amount, opened.end(), end)
        return
    link = _SLASH.match(text, amount.end, end)
    other = _plain_amount(text, link.end(), end) if link else None
    if other and _converts(amount, other):
        amount.equivalents.append(other.quantity())
        amount.end = other.end


def _convert_in_parentheses(text: str, amount: _Amount, at: int, end: int) -> None:
    found: list[Quantity] = []
    while other := _plain_amount(text, at, end):
        if other.unit is None or amount.unit is None or other.unit.dimension != amount.unit.dimension:
            return
        found.append(other.quantity())
        closing = _PAREN_END.match(text, other.end, end)
        if closing:
            amount.equivalents += found
            amount.end = closing.end()
            return
        following = _PAREN_NEXT.match(text, other.end, end)
        if not following:
            return
        at = following.end()


def _plain_amount(text: str, at: int, end: int) -> _Amount | None:
    """Read a number or a range with a unit, without looking for conversions of it."""
    hedge = _PAREN_HEDGE.match(text, at, end)
    at = hedge.end() if hedge else at
    number = numbers.match(text, at, end)
    if number is None:
        return None
    amount = _Amount(number.value, number.value, at, number.span.end, number.span.end)
    link = _DASH.match(text, amount.end, end) or _WORD.match(text, amount.end, end) or _BY.match(text, amount.end, end)
    second = numbers.match(text, link.end(), end) if link else None
    if second and link and link.re is not _BY and second.value > number.value:
        amount.high, amount.end = second.value, second.span.end
    amount.unit = units.load().match(text, amount.end, end)
    amount.end = amount.unit.end if amount.unit else amount.end
    return amount


def _converts(amount: _Amount, other: _Amount) -> bool:
    """Tell whether two amounts are about equal in different units of one dimension."""
    one, two = amount.unit, other.unit
    if one is None or two is None or one.dimension != two.dimension or one.key == two.key:
        return False
    first, second = amount.high * one.factor, other.high * two.factor
    return first > 0 and abs(first - second) <= _CLOSE * first


def _parts(text: str, amount: _Amount, end: int) -> tuple[Quantity, ...]:
    """Read 'A by B' and 'A × B × C' with a unit on at least the last; the amount then ends behind all of them."""
    read_parts, stop = [amount], amount.end
    while len(read_parts) < _PARTS and (link := _BY.match(text, stop, end)):
        following = _amount(text, link.end(), end, None)
        if following is None:
            break
        read_parts.append(following)
        stop = following.end
    unit = next((part.unit for part in reversed(read_parts) if part.unit), None)
    if len(read_parts) < 2 or unit is None or unit.dimension != "length":
        return ()
    for part in read_parts:
        part.unit = part.unit or unit
    amount.end, amount.number_end = _convert_parts(text, read_parts, stop, end), read_parts[-1].number_end
    return tuple(part.quantity() for part in read_parts)


def _convert_parts(text: str, parts: list[_Amount], at: int, end: int) -> int:
    """Give each side its conversion: '5 by 9 feet (1.5 by 2.7 m)'; return where the words end."""
    opened = _PAREN.match(text, at, end)
    if not opened or any(part.equivalents for part in parts):
        return at
    others: list[_Amount] = []
    stop = opened.end()
    while len(others) < len(parts):
        number = numbers.match(text, stop, end)
        if number is None:
            return at
        stop = number.span.end
        unit = units.load().match(text, stop, end)
        others.append(_Amount(number.value, number.value, number.span.start, stop, stop, unit))
        stop = unit.end if unit else stop
        link = _BY.match(text, stop, end)
        stop = link.end() if link and len(others) < len(parts) else stop
    closing = _PAREN_END.match(text, stop, end)
    last = others[-1].unit
    if not closing or last is None or last.dimension != "length":
        return at
    for part, other in zip(parts, others, strict=True):
        other.unit = other.unit or last
        part.equivalents.append(other.quantity())
    return closing.end()


def _finish(
    text: str, amount: _Amount, end: int, prefix: prefixes.Prefix, form: tuple[str, tuple[Quantity, ...]]
) -> Reading:
    """Add hedges behind the number, the counted noun and the aspect, and build the value."""
    kind, parts = form
    stop, words = amount.end, list(prefix.hedges)
    suffix = hedges.load().suffix.match(text, stop, end)
    if suffix and (amount.unit or nouns.after(text, suffix.end(), end) or suffix[1] != "above"):
        stop = suffix.end()
        words.append(" ".join(suffix[1].lower().split()))
    echo = _ECHO.match(text, stop, end)
    if echo and amount.unit is None and text[amount.start].isalpha() and float(echo["number"]) == amount.high:
        stop = echo.end()
    noun = aspect = None
    lost = amount.broken
    if amount.unit is None:
        lost_match = _LOST.match(text, stop, end)
        lost = lost_match is not None
        noun = None if lost else nouns.after(text, stop, end, singular=amount.high == 1)
        stop = noun.span.end if noun else stop
    if amount.unit or lost:
        found = _ASPECT.match(text, stop, end)
        name = (found["adjective"] or found["noun"]) if found else None
        aspect = _ASPECTS.get(name, name) if name else None
    low, high = opened(amount.low, amount.high, words)
    unit = amount.unit.key if amount.unit else (noun.words if noun else None)
    value = Quantity(low, high, unit, ", ".join(words) or None, tuple(amount.equivalents))
    dimension = amount.unit.dimension if amount.unit else (noun.dimension if noun else None)
    span, number = Span(prefix.start, stop), Span(amount.start, amount.number_end)
    bare = amount.bare and amount.unit is None
    return Reading(span, value, number, noun, dimension, kind, parts, aspect, prefix.role, lost, bare)


def opened(low: float, high: float, words: list[str]) -> tuple[float | None, float | None]:
    """Open the end of a number that its hedges open: 'up to 5' has no low end, 'at least 5' no high one."""
    concept = hedges.precision(", ".join(words) or None)
    if low == high and concept == "at-most":
        return None, high
    if low == high and concept == "at-least":
        return low, None
    return low, high
