"""Shares in words: 'two thirds of the prisoners', 'nearly half of them', 'one in five inmates' are percentages."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.model import Quantity, Span
from kgbuild.text import measures, numbers, prefixes

_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_SMALL: Final = "|".join(sorted((w for w, n in numbers.SMALL.items() if n < 20), key=len, reverse=True))
_FRACTION: Final = re.compile(
    rf"(?:(?P<count>an?|{_SMALL})[\s-])?(?P<part>{'|'.join(_PARTS)})s?(?=(?P<end>\Z)"
    r"|\s(?:of\s)?(?:the|its|all|these|those|their|them|whom)\b)",
    re.IGNORECASE,
)
_ONE_IN: Final = re.compile(
    rf"(?P<some>{_SMALL}|\d{{1,3}})\s(?:in(?:\severy)?|out\sof(?:\severy)?|of\severy)\s(?P<all>{_SMALL}|\d{{1,3}})"
    r"(?=(?P<end>\Z)|\s(?:of\s(?:the|its|all|these|them)\s)?(?:[a-z-]+s|people|men|women|children)\b)",
    re.IGNORECASE,
)
_NO_SHARE: Final = re.compile(
    r"\b(?:first|second|third|latter|former|last|other|upper|lower|(?:north|south|east|west)(?:ern)?|this|each|every|the)\s\Z",
    re.IGNORECASE,
)
START: Final = (
    r"half(?:\Z|\s(?:of\s)?(?:the|its|all|these|those|their|them|whom)\b)"
    r"|an?\s(?:third|fourth|quarter|fifth|sixth|tenth)(?:\Z|\sof\s)"
)
"""How a share begins that does not begin with a number, as an expression."""


def read(text: str, at: int, bounds: tuple[int, int], *, trusted: bool = False) -> measures.Reading | None:
    """Read the share that begins at ``at``, within ``bounds``; None where there is none.

    ``trusted`` is for a slice that was cut out as a share, where it need not say of what.

    >>> found = read("Nearly two thirds of the men", 7, (0, 28))
    >>> found.value
    Quantity(low=66.67, high=66.67, unit='percent', hedge='nearly', equivalents=())
    """
    start, end = bounds
    fraction = _FRACTION.match(text, at, end)
    found = fraction or _ONE_IN.match(text, at, end)
    if found is None or (found["end"] is not None and not trusted) or _NO_SHARE.search(text, start, at):
        return None
    some, whole = _of_fraction(fraction) if fraction else (_number(found["some"]), _number(found["all"]))
    if not 0 < some < whole:
        return None
    prefix = prefixes.before(text, start, at)
    percent = round(100 * some / whole, 2)
    low, high = measures.opened(percent, percent, list(prefix.hedges))
    value = Quantity(low, high, "percent", ", ".join(prefix.hedges) or None)
    number = Span(at, found.end())
    return measures.Reading(Span(prefix.start, number.end), value, number, None, "percent", "share")


def _of_fraction(found: re.Match[str]) -> tuple[int, int]:
    count = (found["count"] or "one").lower()
    return (1 if count in {"a", "an"} else int(numbers.SMALL[count])), _PARTS[found["part"].lower()]


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else int(numbers.SMALL[words.lower()])
