"""Quantities in prose, with the words that say them: which numbers count or measure something, and what.

A number is none of ours if it is part of a name ('Camp 22'), a date, a time of day, an age, an ordinal, a reference
mark, a list marker or an angle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.model import Quantity, Span
from kgbuild.text import dates, measures, nouns, numbers, prefixes, shares, units, years

_SPELLED: Final = "|".join([*numbers.SMALL, *numbers.TENS])
_PLURAL_SCALES: Final = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
}  # fmt: skip
_CANDIDATE: Final = re.compile(
    rf"(?<![\w])(?:\d|[½¼¾⅓⅔]|(?i:(?:{_SPELLED})(?!\w)|{shares.START}|half\s(?:of\s)?a\s"
    r"|an?\s(?:hundred|thousand|million|billion|dozen|quarter\sof\s)(?!\w)"
    r"|(?:several|many|few|couple\sof)\s(?:hundred|thousand|million|billion|dozen)|"
    rf"(?:{'|'.join(_PLURAL_SCALES)})(?!\w)))"
)
_VAGUE: Final = re.compile(
    rf"(?P<many>{'|'.join(_PLURAL_SCALES)})(?:(?<!scores)(?<!tens)|(?=\sof\s))(?:\sof\s(?P<scale>thousands|millions|billions))?(?!\w)"
    r"|(?:several|many|few|couple\sof)\s(?P<group>hundred|dozen)?\s?(?P<factor>thousand|million|billion)?(?!\w)",
    re.IGNORECASE,
)
_PARTITIVE: Final = re.compile(r"\sof(?=\s)", re.IGNORECASE)
_MONTH: Final = years.month_pattern()
_CAPITALISED: Final = re.compile(r"(?<!\w)([A-Z\u00c0-\u00de][\w'’-]*)\s\Z")
_OPENING: Final = re.compile(r"(?:^|[.!?:;\n]\s{0,2}|[(\"“]|(?:^|\n)[*-]\s)\Z")
_REJECT_LEFT: Final = re.compile(
    rf"(?:[#№§/°′″^_]|\w[-‑]|[\d][.,:–]|\[|(?i:\baged?|\bages|\bages?\sof|\bat\sthe\sage\sof|\bAD|\bnot?\s?\.)\s|{_MONTH}\s)\Z"
)
_REJECT_RIGHT: Final = re.compile(
    r"[°′″:'\"](?=\d|[NSEW\s]|$)|\s?°|(?:st|nd|rd|th)(?!\w)|\]|[-\s]years?[-\s]old|\s?[ap]\.?m\.?(?!\w)|\so['’]clock"
    r"|[.,/:]\d|[-–‑]\d|\s(?:BCE?|CE|AD|B\.C\.|A\.D\.)(?!\w)"
    r"|[-\s](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)(?!\w)"
    r"|[-‑](?:first|second|way|time|sided|party|fold|star|dimensional|term|point|part|faced|off|third|fourth|fifth|sixth|seventh"
    rf"|eighth|ninth)(?!\w)|[-–\s]?\s?(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}|-(?:[A-Z]|of-)"
    rf"|\s?(?:[–-]|to|until|and|or)\s?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}"
)
_RATE: Final = re.compile(r"\s?[a-z]{1,2}/[a-z]|\s?(?:km|miles|metres|meters|m|ft|feet|knots|mi)\sper\s(?:h|s|m)")
_LATER: Final = re.compile(r"\s(?:later|earlier|ago|before|previously|prior|afterwards?)\b")
_COUNTS: Final = re.compile(r"\s(?:more|were|was|had|died|of\s(?:them|whom))\b")
_REFERS: Final = re.compile(r"\b(?:the|these|those|all|other)\s\Z", re.IGNORECASE)
_MAY_BE_YEAR: Final = re.compile(r"(?<![\d,.])[12]\d{3}(?![\d,])")
_MARKER: Final = re.compile(r"(?:^|\n)[ \t]*\(?\Z")
_MARKED: Final = re.compile(r"[.)]\s")
_LETTER: Final = re.compile(r"[^\W\d_]|[+-]\d")
_PHONE: Final = re.compile(r"(?<!\w)\+?\d{1,4}(?:[ -]\(?\d{1,4}\)?){2,5}(?![\w,])")


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity and its words.

    ``span`` covers the hedge, the number or numbers, the unit or the counted noun and the stated conversion, and parses
    again to ``value``; ``number`` covers the number or the range alone. ``noun`` is what is counted, with its span, and
    ``adjective`` a word of number before it ('additional'). ``kind`` is 'number', 'range', 'vague' ('dozens of'),
    'share' ('half of') or 'dimension' (500 by 300 m), whose ``parts`` are all its sides and whose value is the first.
    ``aspect`` is what is measured if the next words say so ('long' -> 'length'). ``role`` is 'from' or 'to' at the ends
    of a change. ``lost_unit`` flags '400 - high', where the text has lost the unit.
    """

    span: Span
    value: Quantity
    number: Span
    noun: str | None = None
    noun_span: Span | None = None
    adjective: str | None = None
    dimension: str | None = None
    kind: str = "number"
    parts: tuple[Quantity, ...] = ()
    aspect: str | None = None
    role: str | None = None
    lost_unit: bool = False


def find(text: str, start: int, end: int) -> list[FoundQuantity]:
    """Return the quantities of a stretch in order; they do not overlap.

    >>> found = find("around 500 m (1500 ft) long", 0, 27)[0]
    >>> found.value.hedge, found.value.unit, found.value.equivalents[0].low, found.aspect
    ('around', 'm', 1500, 'length')
    """
    found: list[FoundQuantity] = []
    stop = start
    for candidate in _CANDIDATE.finditer(text, start, end):
        at = candidate.start()
        if at < stop:
            continue
        phone = _PHONE.match(text, at, end)
        if phone and (text[at - 1 : at] == "+" or phone[0].count("-") > 1):
            stop = phone.end()
            continue
        reading = _reading(text, at, (stop, end))
        if reading is None:
            continue
        if _rejected(text, reading, (start, end)):
            stop = max(reading.number.end, at + 1)
            continue
        found.append(_found(reading))
        stop = reading.span.end
    return _changes(_undated(text, (start, end), found))


def parse(words: str) -> Quantity | None:
    """Normalise the words of one quantity; None unless they are one from end to end.

    >>> parse("up to 5,000 prisoners")
    Quantity(low=None, high=5000, unit='prisoners', hedge='up to', equivalents=())
    """
    for candidate in _CANDIDATE.finditer(words):
        bounds = (0, len(words))
        at = candidate.start()
        reading = _reading(words, at, bounds, trusted=True)
        if reading is not None:
            return reading.value if reading.span == Span(0, len(words)) else None
    return None


def _reading(text: str, at: int, bounds: tuple[int, int], *, trusted: bool = False) -> measures.Reading | None:
    return (
        _vague(text, at, bounds)
        or shares.read(text, at, bounds, trusted=trusted)
        or measures.read(text, at, bounds, trusted=trusted)
    )


def _found(reading: measures.Reading) -> FoundQuantity:
    noun = reading.noun
    return FoundQuantity(
        reading.span,
        reading.value,
        reading.number,
        noun.words if noun else None,
        noun.span if noun else None,
        noun.adjective if noun else None,
        reading.dimension,
        reading.kind,
        reading.parts,
        reading.aspect,
        reading.role,
        reading.lost_unit,
    )


def _undated(text: str, bounds: tuple[int, int], found: list[FoundQuantity]) -> list[FoundQuantity]:
    """Leave out what is read as a date; dates are looked for only where four digits may be a year."""
    if not any(_MAY_BE_YEAR.search(q.span.of(text)) for q in found):
        return found
    days = [date.span for date in dates.find(text, *bounds)]
    return [q for q in found if not any(q.span.overlaps(day) for day in days)]


def _changes(found: list[FoundQuantity]) -> list[FoundQuantity]:
    """Keep the role 'to' only right after a 'from'."""
    kept: list[FoundQuantity] = []
    for quantity in found:
        if quantity.role == "to" and not (kept and kept[-1].role == "from"):
            quantity = replace(quantity, role=None)
        kept.append(quantity)
    return kept


def _vague(text: str, at: int, bounds: tuple[int, int]) -> measures.Reading | None:
    """Read 'hundreds of', 'several thousand': a low bound that is no more than the words promise."""
    start, end = bounds
    found = _VAGUE.match(text, at, end)
    if not found or not (found["many"] or found["group"] or found["factor"]):
        return None
    if found["many"]:
        low = _PLURAL_SCALES[found["many"].lower()]
        low *= _PLURAL_SCALES.get((found["scale"] or "").lower(), 1)
    else:
        low = {"hundred": 100, "dozen": 12}.get((found["group"] or "").lower(), 1)
        low *= numbers.SCALES.get((found["factor"] or "").lower(), 1)
    prefix = prefixes.before(text, start, at)
    number = Span(at, found.end())
    partitive = _PARTITIVE.match(text, number.end, end)
    unit = units.load().match(text, partitive.end() if partitive else number.end, end)
    noun = None if unit else nouns.after(text, number.end, end)
    words = ", ".join([*prefix.hedges, " ".join(found[0].lower().split())])
    key, dimension, stop = None, None, number.end
    if unit:
        key, dimension, stop = unit.key, unit.dimension, unit.end
    elif noun:
        key, dimension, stop = noun.words, noun.dimension, noun.span.end
    return measures.Reading(Span(prefix.start, stop), Quantity(low, None, key, words), number, noun, dimension, "vague")


def _rejected(text: str, reading: measures.Reading, bounds: tuple[int, int]) -> bool:
    """Tell whether what stands around the number makes it no quantity."""
    end = bounds[1]
    if reading.kind in {"vague", "share"}:
        return False
    number, value = reading.number, reading.value
    low = value.low if value.low is not None else value.high or 0
    left = text[max(0, number.start - 24) : number.start]
    measured = reading.dimension is not None and reading.noun is None
    if reading.bare and years.is_year(text, low, reading.span.start, number.end, bounds):
        return True
    if _REJECT_LEFT.search(left) and not (measured and reading.span.start < number.start):
        return True
    if (not measured or reading.dimension == "duration") and _REJECT_RIGHT.match(text, number.end, end):
        return True
    if reading.dimension == "duration" and _LATER.match(text, reading.span.end, end):
        return True
    if text[number.start] == "0" and text[number.start + 1 : number.start + 2].isdigit():
        return True
    if _MARKER.search(left) and _MARKED.match(text, number.end, end):
        return True
    if (
        value.unit is None
        and not reading.lost_unit
        and (_LETTER.match(text, number.end, end) or _RATE.match(text, number.end, end))
    ):
        return True
    if reading.noun and reading.noun.words.lower() in units.load().after_words:
        return True  # a title: '60 Minutes'
    return _named(text, reading, left, measured) or _idle(text, reading)


def _named(text: str, reading: measures.Reading, left: str, measured: bool) -> bool:
    """Tell whether the number is part of a name: 'Camp 22', 'Dong Jin 27'."""
    if reading.span.start < reading.number.start or measured:
        return False
    capital = _CAPITALISED.search(left)
    inside = capital is not None and not _OPENING.search(left[: capital.start()])
    if inside and reading.bare and reading.number.end == reading.number.start + 1:
        return True  # small numbers are spelled before a noun: 'Formula 1 drivers'
    named = nouns.load().named.search(left)
    if named and (named[0][0].isupper() or reading.noun is None or named[0].strip().endswith(".")):
        return True
    if inside and reading.noun is None:
        return True
    first = text[reading.number.start]
    return first.isupper() and bool(re.match(r"\s[A-Z]", text[reading.number.end : reading.number.end + 2]))


def _idle(text: str, reading: measures.Reading) -> bool:
    """Tell whether a small spelled number counts nothing: 'one of the first', 'the two were'."""
    value, number = reading.value, reading.number
    if not text[number.start].isalpha():
        return False
    if value.unit is not None:
        persons = nouns.load().words["persons"]
        return value.high == 1 and reading.noun is not None and value.unit not in persons
    low = value.low if value.low is not None else value.high or 0
    if value.hedge is not None or low >= 20 or reading.kind != "number":
        return False
    counts = _COUNTS.match(text, number.end) and not _REFERS.search(text[max(0, number.start - 8) : number.start])
    return low == 1 or not counts
