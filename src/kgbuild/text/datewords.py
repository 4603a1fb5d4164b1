"""The words of single dates: '12 March 1950', 'May 18–27, 1980', 'the 1950s', '44 BC', 'spring of 1940', 'on 5 May'.

What stands before a date, ranges of two dates and dates that start from another are for ``dates``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.text import edtf, years

if TYPE_CHECKING:
    from kgbuild.model import Date

_MONTH: Final = years.month_pattern()
_Y: Final = r"(?P<y>[12]\d{3})(?![\d²³]|,\d{3}|[.:/]\d)"
_D: Final = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_D2: Final = r"(?P<d2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_DASH: Final = r"\s?[–—‒-]\s?"
_TO: Final = rf"(?:{_DASH}|\s(?:to|until|till|through)\s(?:the\s)?)"
_OF: Final = r"(?:\s|\sof\s)"
_MO: Final = rf"(?P<m>{_MONTH})"
_THAT: Final = r"(?:,?\s(?:of\s|in\s)?(?:the|that)\s(?P<which>same|following|next|previous|preceding)?\s?year(?!\w))"
_SEASON: Final = r"(?P<season>(?i:spring|summer|autumn|fall|winter))"
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
_CENTURY: Final = (
    rf"(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<nth>(?i:{_ORDINALS.replace(' ', '|')})))"
    r"(?:(?P<word>[\s-](?i:centur(?:y|ies)))(?!\w)(?P<bc>\s(?:BCE?|B\.C\.(?:E\.)?))?"
    r"|(?=\s(?:and|to|or)\s(?:the\s)?(?:(?:early|mid|late)[\s-])?(?:\d{1,2}(?:st|nd|rd|th)|[a-z-]{5,13}th)[\s-]centur))"
)
_ERA: Final = r"\s?(?P<era>BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.|C\.E\.)(?!\w)"
NOW, SPAN, SHORT = "now", "span", "short"  # kinds of atoms: the present, two ends, '19th' of '19th and 20th centuries'


@dataclass(frozen=True, slots=True)
class Atom:
    """A date as its words alone say: ``date`` is None where they leave the year open or say 'the present'.

    ``month``, ``day`` and ``season`` are what they do say then; ``shift`` is 0, 1 or -1 for 'that', 'the following' and
    'the previous year'. ``bare`` tells that it is four digits and nothing else; ``end`` is where its words end.
    """

    kind: str
    start: int
    end: int
    date: Date | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    season: str | None = None
    shift: int | None = None
    bare: bool = False


def read(text: str, at: int, end: int) -> Atom | None:
    """Read the date whose words begin at ``at``; None if there is none.

    >>> read("12 March 1950", 0, 13).date.edtf, read("the 1950s", 4, 9).date.edtf
    ('1950-03-12', '195X')
    """
    forms = _WITH_DIGIT if text[at].isdigit() else _WITH_WORD
    for pattern, build in forms:
        found = pattern.match(text, at, end)
        if found:
            atom = build(found)
            if atom is not None:
                return atom
    return None


def _month(found: re.Match[str], group: str = "m") -> int:
    return years.months()[found[group].lower().rstrip(".")]


def _whole(found: re.Match[str], date: Date | None, kind: str = "date", *, bare: bool = False) -> Atom | None:
    return Atom(kind, found.start(), found.end(), date, bare=bare) if date else None


def _iso_day(found: re.Match[str]) -> Atom | None:
    return _whole(found, edtf.day(int(found["y"]), int(found["m"]), int(found["d"])))


def _iso_month(found: re.Match[str]) -> Atom | None:
    """Read '1950-03'; but '2011-12' are two years."""
    year, month = int(found["y"]), int(found["m"])
    if found["m"][0] != "0" and month > year % 100:
        return None
    return _whole(found, edtf.month(year, month))


def _numeric(found: re.Match[str]) -> Atom | None:
    """Read '31.12.1950' where only one order gives a date: '3/4/1942' is left alone."""
    first, second, year = int(found["d"]), int(found["m"]), int(found["y"])
    if first > 12 >= second:
        return _whole(found, edtf.day(year, second, first))
    if second > 12 >= first:
        return _whole(found, edtf.day(year, first, second))
    return None


def _day(found: re.Match[str]) -> Atom | None:
    """Read a day, or days, of a month, of a year if there is one."""
    groups = found.groupdict()
    month, first = _month(found), int(found["d"])
    last = int(groups["d2"]) if groups.get("d2") else None
    if not groups.get("y"):
        if first > 31 or edtf.day(2000, month, first) is None:
            return None
        shift = _shift(groups)
        return Atom("day", found.start(), found.end(), None, month, first, last, shift=shift)
    return _whole(found, days(int(found["y"]), month, first, last), SPAN if last else "date")


def days(year: int, month: int, first: int, last: int | None) -> Date | None:
    """Return a day, or the days from ``first`` to ``last``."""
    one = edtf.day(year, month, first)
    if last is None or one is None:
        return one
    other = edtf.day(year, month, last)
    return edtf.interval(one, other) if other else None


def _month_year(found: re.Match[str]) -> Atom | None:
    return _whole(found, edtf.month(int(found["y"]), _month(found)))


def _month_alone(found: re.Match[str]) -> Atom | None:
    return Atom("month", found.start(), found.end(), None, _month(found), shift=_shift(found.groupdict()))


def _season_year(found: re.Match[str]) -> Atom | None:
    year, name = int(found["y"]), found["season"].lower()
    following = found["next"]
    if following:
        short = 10 ** min(len(following), 2)
        if int(following) % short != (year + 1) % short or name != "winter":
            return None
        return _whole(found, edtf.interval(edtf.month(year, 12), edtf.month(year + 1, 2)))
    return _whole(found, edtf.season(year, name))


def _season_alone(found: re.Match[str]) -> Atom | None:
    return Atom("season", found.start(), found.end(), season=found["season"].lower(), shift=_shift(found.groupdict()))


def _shift(groups: dict[str, str | None]) -> int | None:
    """Return by how many years 'of the following year' is off, None where no such words stand."""
    if "which" not in groups or groups.get("that") is None:
        return None
    return {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(groups["which"] or "", 0)


def _decade(found: re.Match[str]) -> Atom | None:
    return _whole(found, edtf.decade(int(found["y"])))


def _century(found: re.Match[str]) -> Atom | None:
    nth = found["nth"]
    ordinal = _ORDINALS.split().index(nth.lower()) + 1 if nth else int(found["n"])
    if not 1 <= ordinal <= 21:
        return None
    return _whole(found, edtf.century(ordinal, before_christ=bool(found["bc"])), "date" if found["word"] else SHORT)


def _era(found: re.Match[str]) -> Atom | None:
    number = int(found["y"])
    if not number:
        return None
    return _whole(found, edtf.year(1 - number if found["era"].startswith("B") else number))


def _before_christ_range(found: re.Match[str]) -> Atom | None:
    first, last = int(found["y"]), int(found["y2"])
    return _whole(found, edtf.interval(edtf.year(1 - first), edtf.year(1 - last)), SPAN) if first > last > 0 else None


def _after_christ_range(found: re.Match[str]) -> Atom | None:
    first, last = int(found["y"]), int(found["y2"])
    return _whole(found, edtf.interval(edtf.year(first), edtf.year(last)), SPAN) if 0 < first < last else None


_DECADE: Final = 10
_SOON: Final = 3


def _years(found: re.Match[str]) -> Atom | None:
    """Read '1939–45', '1990/91' and '1938/9', whose second year is short; of one digit, it is soon after the first."""
    first = int(found["y"])
    short = 10 ** len(found["y2"])
    last = first // short * short + int(found["y2"])
    if short == _DECADE and last - first > _SOON:
        return None
    if last < first and found["dash"] == "–":
        last += 100  # '1998–02'
    if last <= first:
        return None
    return _whole(found, edtf.interval(edtf.year(first), edtf.year(last)), SPAN, bare=found["dash"] != "/")


def _year(found: re.Match[str]) -> Atom | None:
    date = edtf.year(int(found["y"]))
    if not years.FIRST <= int(found["y"]) <= years.LAST:
        return None
    return _whole(found, edtf.uncertain(date) if found["doubt"] else date, bare=not found["doubt"])


def _now(found: re.Match[str]) -> Atom:
    return Atom(NOW, found.start(), found.end())


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Atom | None]]


def _compile(*forms: tuple[str, Callable[[re.Match[str]], Atom | None]]) -> tuple[_Form, ...]:
    return tuple((re.compile(pattern), build) for pattern, build in forms)


_WITH_DIGIT: Final = _compile(
    (r"(?P<y>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\w-])", _iso_day),
    (r"(?P<y>[12]\d{3})-(?P<m>0[1-9]|1[0-2])(?![\w-]|[.,]\d)", _iso_month),
    (rf"{_D}{_TO}{_D2}{_OF}{_MO}(?:,?\s(?:of\s)?{_Y})", _day),
    (rf"(?<=[Bb]etween\s){_D}\sand\s(?:the\s)?{_D2}{_OF}{_MO},?\s(?:of\s)?{_Y}", _day),
    (rf"{_D}{_TO}{_D2}{_OF}{_MO}(?P<that>{_THAT})?", _day),
    (rf"{_D}{_OF}{_MO}(?:,?\s(?:of\s)?{_Y})", _day),
    (rf"{_D}\s{_MO}\s[\[(]O\.?\s?S\.?\s[^\])\n]{{3,24}}[\])]\s{_Y}", _day),
    (rf"{_D}{_OF}{_MO}(?P<that>{_THAT})?", _day),
    (r"(?P<d>\d{1,2})(?P<s>[./])(?P<m>\d{1,2})(?P=s)(?P<y>[12]\d{3})(?![\w./-])", _numeric),
    (rf"{_CENTURY}", _century),
    (r"(?P<y>[12]\d{2}0)['’]?s(?!\w)", _decade),
    (r"(?P<y>\d{1,4})\s?[–-]\s?(?P<y2>\d{1,4})\s?(?:BCE?|B\.C\.(?:E\.)?)(?!\w)", _before_christ_range),
    (r"(?P<y>\d{1,4})\s?[–-]\s?(?P<y2>\d{1,4})\s?(?:AD|CE|A\.D\.|C\.E\.)(?!\w)", _after_christ_range),
    (rf"(?P<y>\d{{1,4}}){_ERA}", _era),
    (r"(?P<y>[12]\d{3})(?P<dash>[–/-])(?P<y2>\d{2}|(?<=/)\d)(?![\d\w/–-]|[.,]\d)", _years),
    (rf"{_Y}(?:(?P<doubt>\?)(?=[),;–]|$|\s))?(?!\w|[’']s?\w|-[a-z])", _year),
)
_WITH_WORD: Final = _compile(
    (rf"{_MO}\s{_D}{_TO}{_D2},?\s{_Y}", _day),
    (rf"{_MO}\s{_D},?\s{_Y}", _day),
    (rf"{_MO},?{_OF}{_Y}", _month_year),
    (rf"{_MO}\s{_D}{_TO}{_D2}(?P<that>{_THAT})?", _day),
    (rf"{_MO}\s{_D}(?P<that>{_THAT})?", _day),
    (rf"{_MO}(?P<that>{_THAT})?", _month_alone),
    (
        rf"{_SEASON}(?:\sof\s|\s)(?P<y>[12]\d{{3}})(?:[–/-](?P<next>\d{{4}}|\d{{2}}|(?<=/)\d))?(?![\w²³]|,\d)",
        _season_year,
    ),
    (rf"{_SEASON}(?P<that>{_THAT})", _season_alone),
    (r"(?:AD|A\.D\.|CE)\s(?P<y>\d{1,4})(?!\w|,\d)(?P<era>)", _era),
    (rf"{_CENTURY}", _century),
    (r"(?i:(?:the\s)?(?:present(?:\sday|\stime)?|today|now|date))(?!\w)", _now),
)
