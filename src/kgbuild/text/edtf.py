"""Dates as EDTF strings with the days they can mean (Extended Date/Time Format, ISO 8601-2:2019, annex A).

Bounds stay within what the string says, and are narrower where the words are: 'late 1941' is ``1941~`` from July on. An
approximate date keeps the bounds of the date it is near to, for how near is not said. Years before Christ are
astronomical (44 BC is ``-0043``) and have no bounds, for calendars of Python begin with the year 1.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

from kgbuild.model import Date

_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAY: Final = datetime.timedelta(days=1)
_POINT: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
_UNSPECIFIED: Final = re.compile(r"(-?)(\d{2,3})(X{1,2})([~?%]?)")
_SEASON: Final = re.compile(r"-2[1-4]\Z")
# first and last month of a year, and share of a decade or century, in tenths
_PARTS: Final = {
    "early": ((1, 6), (0, 5), (1, 15)),
    "mid": ((4, 9), (3, 7), (8, 23)),
    "late": ((7, 12), (5, 10), (16, 31)),
    "beginning": ((1, 3), (0, 3), (1, 10)),
    "end": ((10, 12), (7, 10), (21, 31)),
}


def year(number: int) -> Date:
    """Return a year; zero and below are years before Christ.

    >>> year(1987).edtf, year(-43).edtf, year(-43).earliest
    ('1987', '-0043', None)
    """
    if number < 1:
        return Date(_year(number), None, None)
    return Date(_year(number), datetime.date(number, 1, 1), datetime.date(number, 12, 31))


def month(number: int, month_of_year: int) -> Date:
    """Return a month of a year after Christ."""
    last = calendar.monthrange(number, month_of_year)[1]
    first = datetime.date(number, month_of_year, 1)
    return Date(f"{number:04}-{month_of_year:02}", first, first.replace(day=last))


def day(number: int, month_of_year: int, day_of_month: int) -> Date | None:
    """Return a day, or None if the calendar has no such day.

    >>> day(1950, 2, 30) is None
    True
    """
    try:
        at = datetime.date(number, month_of_year, day_of_month)
    except ValueError:
        return None
    return Date(at.isoformat(), at, at)


def season(number: int, name: str) -> Date:
    """Return a season of the north; a winter may begin in the year or end in it, so its bounds hold both.

    >>> season(1940, "spring")
    Date(edtf='1940-21', earliest=datetime.date(1940, 3, 1), latest=datetime.date(1940, 5, 31))
    """
    code = _SEASONS[name]
    if name == "winter":
        last = calendar.monthrange(number + 1, 2)[1]
        return Date(f"{number:04}-24", datetime.date(number, 1, 1), datetime.date(number + 1, 2, last))
    first = (code - 20) * 3
    return Date(f"{number:04}-{code}", month(number, first).earliest, month(number, first + 2).latest)


def decade(first: int) -> Date:
    """Return the ten years that begin with ``first``.

    >>> decade(1950).edtf
    '195X'
    """
    return Date(f"{first // 10:03}X", datetime.date(max(first, 1), 1, 1), datetime.date(first + 9, 12, 31))


def century(ordinal: int, *, before_christ: bool = False) -> Date:
    """Return a century by its ordinal; EDTF counts the nineteenth from 1800 to 1899.

    >>> century(19).edtf, century(5, before_christ=True).edtf
    ('18XX', '-04XX')
    """
    number = ordinal - 1
    if before_christ:
        return Date(f"-{number:02}XX", None, None)
    first, last = datetime.date(max(number * 100, 1), 1, 1), datetime.date(number * 100 + 99, 12, 31)
    return Date(f"{number:02}XX", first, last)


def approximate(date: Date) -> Date:
    """Mark a date as approximate: 'c. 1943' is ``1943~``."""
    return _marked(date, "~")


def uncertain(date: Date) -> Date:
    """Mark a date as uncertain: '1943?'."""
    return _marked(date, "?")


def part(date: Date, name: str) -> Date:
    """Narrow a date to 'early', 'mid', 'late', 'beginning' or 'end': EDTF has no sign for it but approximate.

    >>> part(year(1941), "late")
    Date(edtf='1941~', earliest=datetime.date(1941, 7, 1), latest=datetime.date(1941, 12, 31))
    """
    near = approximate(date)
    if date.earliest is None or date.latest is None:
        return near
    months, tenths, days = _PARTS[name]
    first, last = date.earliest, date.latest
    length = last.year - first.year + 1
    if length >= 10:
        start = datetime.date(first.year + length * tenths[0] // 10, 1, 1)
        return Date(near.edtf, start, datetime.date(first.year + length * tenths[1] // 10 - 1, 12, 31))
    if (first.month, last.month) == (1, 12) and length == 1:
        return Date(near.edtf, first.replace(month=months[0]), month(first.year, months[1]).latest)
    if first.month == last.month and first.day == 1 and length == 1:
        return Date(near.edtf, first.replace(day=days[0]), first.replace(day=min(days[1], last.day)))
    return near


def interval(first: Date, last: Date) -> Date | None:
    """Return the time from one date to another, or None if it would run backwards.

    >>> interval(year(1939), year(1945)).edtf
    '1939/1945'
    """
    if first.earliest and last.latest and first.earliest > last.latest:
        return None
    if first.earliest is None and last.earliest is None and _order(first) > _order(last):
        return None
    if first.earliest is not None and last.earliest is None:
        return None
    return Date(f"{_start(first)}/{_end(last)}", first.earliest, last.latest)


def since(date: Date) -> Date:
    """Return the open time that begins with a date."""
    return Date(f"{_start(date)}/..", date.earliest, None)


def after(date: Date) -> Date:
    """Return the open time that begins when a date is over.

    >>> after(year(2010))
    Date(edtf='2010/..', earliest=datetime.date(2011, 1, 1), latest=None)
    """
    return Date(f"{_end(date)}/..", date.latest + _DAY if date.latest else None, None)


def until(date: Date) -> Date:
    """Return the open time that ends with a date."""
    return Date(f"../{_end(date)}", None, date.latest)


def before(date: Date) -> Date:
    """Return the open time that ends when a date begins."""
    end = date.earliest - _DAY if date.earliest and date.earliest > datetime.date.min else None
    return Date(f"../{_start(date)}", None, end)


def ends(date: Date) -> tuple[Date, ...]:
    """Return the first and the last date of an interval, or the date itself; an open end is left out.

    >>> [end.edtf for end in ends(Date("1944-11/1945-02", None, None))]
    ['1944-11', '1945-02']
    """
    if "/" not in date.edtf:
        return (date,)
    return tuple(_whole(end, date) for end in date.edtf.split("/") if end != "..")


def _whole(edtf: str, within: Date) -> Date:
    """Return the date of one end; bounds of the interval that are narrower stay."""
    found = _POINT.fullmatch(edtf)
    plain = None
    if found and found[3]:
        plain = day(int(found[1]), int(found[2]), int(found[3]))
    elif found and found[2] and int(found[2]) <= 12:
        plain = month(int(found[1]), int(found[2]))
    elif found and not found[2]:
        plain = year(int(found[1]))
    if plain is None or plain.earliest is None or plain.latest is None:
        return Date(edtf, None, None)
    earliest = max(plain.earliest, within.earliest) if within.earliest else plain.earliest
    latest = min(plain.latest, within.latest) if within.latest else plain.latest
    return Date(edtf, earliest, latest)


def fields(date: Date) -> tuple[int, int | None, int | None] | None:
    """Return (year, month, day) of a date that has a known year, of the last end of an interval; else None.

    >>> fields(Date("1950-03/1953-07", None, None)), fields(decade(1950))
    ((1953, 7, None), None)
    """
    ends = [end for end in date.edtf.split("/") if end != ".."]
    found = _POINT.fullmatch(ends[-1]) if ends else None
    if not found:
        return None
    month_of_year = int(found[2]) if found[2] and int(found[2]) <= 12 else None
    return int(found[1]), month_of_year, int(found[3]) if found[3] and month_of_year else None


def _year(number: int) -> str:
    return f"-{-number:04}" if number < 0 else f"{number:04}"


def _marked(date: Date, mark: str) -> Date:
    """Put a mark on every end that has none; a season may bear none."""
    edtf = "/".join(
        end if end == ".." or end[-1] in "~?%" or _SEASON.search(end) else end + mark for end in date.edtf.split("/")
    )
    return Date(edtf, date.earliest, date.latest)


def _start(date: Date) -> str:
    """Return how an interval begins: with a year where the date is a decade, for it may not hold '195X'."""
    return _end_of(date.edtf.split("/")[0], date.earliest, first=True)


def _end(date: Date) -> str:
    return _end_of(date.edtf.split("/")[-1], date.latest, first=False)


def _end_of(edtf: str, bound: datetime.date | None, *, first: bool) -> str:
    found = _UNSPECIFIED.fullmatch(edtf)
    if not found:
        return edtf
    sign, digits, unknown, mark = found.groups()
    if bound:
        return _year(bound.year) + mark
    fill = ("0" if first != bool(sign) else "9") * len(unknown)
    return _year(int(sign + digits + fill)) + mark


def _order(date: Date) -> int:
    return int(re.sub(r"X", "0", re.sub(r"[~?%]", "", date.edtf.split("/")[0])))
