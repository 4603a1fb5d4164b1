"""Dates that start from another one: 'the following year', 'two years later', 'the same month', 'that year'."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.text import edtf, numbers

if TYPE_CHECKING:
    from kgbuild.model import Date

_UNIT: Final = r"(?P<unit>year|month|week|day|decade)"
_ENDS: Final = r"(?=\s?[,.;:)]|\s?$|\sand\b)"
_SAME: Final = re.compile(rf"(?:the\s(?:very\s)?same|that(?:\svery)?(?:\ssame)?)\s{_UNIT}(?!\w)", re.IGNORECASE)
_NEXT: Final = re.compile(
    rf"the\s(?P<which>following|next|subsequent|ensuing|previous|preceding|prior)\s{_UNIT}(?!\w)", re.IGNORECASE
)
_BESIDE: Final = re.compile(rf"the\s{_UNIT}\s(?P<which>after|before|earlier){_ENDS}", re.IGNORECASE)
_COUNT: Final = re.compile(
    rf"\s{_UNIT}s?\s(?P<which>later|earlier|afterwards?|previously|before{_ENDS}|after{_ENDS})(?!\w)", re.IGNORECASE
)
_ONE: Final = re.compile(r"an?(?=\s)", re.IGNORECASE)
_INEXACT: Final = re.compile(
    r"(?:about|around|approximately|roughly|nearly|almost|some|over|under|than|least|most|up\sto|to|or|and)\s\Z|[–-]\Z",
    re.IGNORECASE,
)
_LASTING: Final = re.compile(r"\b(?:spent|for|over|throughout|within)\s(?:most\sof\s)?\Z", re.IGNORECASE)
_BACK: Final = ("previous", "preceding", "prior", "before", "earlier", "previously")
_MONTHS: Final = {"month": 1, "year": 12, "decade": 120}
_DAYS: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Step:
    """By how much a relative date is off its anchor, and where its words stand."""

    start: int
    end: int
    unit: str
    count: int = 0
    inexact: bool = False


def read(text: str, at: int, end: int, start: int = 0) -> Step | None:
    """Read the relative date whose words begin at ``at``; None if there is none.

    >>> read("two years later", 0, 15)
    Step(start=0, end=15, unit='year', count=2, inexact=False)
    """
    if _LASTING.search(text[max(start, at - 12) : at]):
        return None
    if found := _SAME.match(text, at, end):
        return Step(at, found.end(), found["unit"].lower())
    found = _NEXT.match(text, at, end) or _BESIDE.match(text, at, end)
    if found:
        return Step(at, found.end(), found["unit"].lower(), -1 if found["which"].lower() in _BACK else 1)
    number = numbers.match(text, at, end)
    one = None if number else _ONE.match(text, at, end)
    stop = number.span.end if number else one.end() if one else at
    found = _COUNT.match(text, stop, end) if stop > at else None
    if not found or (number and number.value != int(number.value)):
        return None
    count = int(number.value) if number else 1
    inexact = bool(_INEXACT.search(text[max(start, at - 14) : at]))
    return Step(at, found.end(), found["unit"].lower(), -count if found["which"].lower() in _BACK else count, inexact)


def resolve(step: Step, anchor: Date) -> Date | None:
    """Return the date that a step leads to; None if the anchor is less precise than the step or out of the calendar.

    >>> resolve(Step(0, 0, "year", 1), edtf.year(2004)).edtf
    '2005'
    """
    known = edtf.fields(anchor)
    if known is None:
        return None
    year, month, day = known
    date: Date | None = None
    if step.unit in _DAYS:
        date = _days_on(year, month, day, step.count * _DAYS[step.unit]) if month and day else None
        if date and step.unit == "week" and step.count:
            date = edtf.approximate(date)
    elif step.unit == "month":
        total = year * 12 + (month or 1) - 1 + step.count
        date = edtf.month(total // 12, total % 12 + 1) if month and 12 <= total < 120000 else None
    else:
        target = year + step.count * _MONTHS[step.unit] // 12
        date = edtf.year(target) if 1 <= target < 9999 else None
    return edtf.approximate(date) if date and step.inexact else date


def _days_on(year: int, month: int, day: int, days: int) -> Date | None:
    start = datetime.date(year, month, day).toordinal() + days
    if not 1 <= start <= datetime.date.max.toordinal():
        return None
    at = datetime.date.fromordinal(start)
    return edtf.day(at.year, at.month, at.day)
