"""Templates of dates: what a page shows for the year, month and day that they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.readers.wikitext.atoms import Atom
    from kgbuild.readers.wikitext.call import Call, Shower

MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT: Final = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)}


def day(call: Call) -> list[Atom] | None:
    """Show a date; the age that goes with some of them depends on the day of reading, and is left out."""
    given = _numbered(call)
    shown = written(*given[:3], day_first=_day_first(call))
    if shown:
        return [call.put(shown)]
    return call.shown("1") or None


def death(call: Call) -> list[Atom] | None:
    """Show the day of a death and the age, reckoned from the day of birth."""
    given = _numbered(call)
    if "year" in call.name or len(given) < 4:
        years = [g for g in given if g.isdecimal()][:2]
        if len(years) < 2:
            return day(call)
        age = int(years[0]) - int(years[1])
        return [call.put(f"{years[0]} (aged {age - 1}–{age})")]
    half = 3 if len(given) >= 6 else len(given) // 2
    died, born = given[:half], given[half : 2 * half]
    shown = written(*died, day_first=_day_first(call))
    if not shown:
        return call.shown("1") or None
    return [call.put(f"{shown}{_aged(died, born)}")]


def _aged(died: list[str], born: list[str]) -> str:
    """Return the age in brackets; as a range where the days leave it open."""
    if not (died[0].isdecimal() and born[0].isdecimal()):
        return ""
    age = int(died[0]) - int(born[0])
    rest = [
        (_month(d) if n == 0 else _int(d), _month(b) if n == 0 else _int(b))
        for n, (d, b) in enumerate(zip(died[1:], born[1:], strict=False))
    ]
    for later, earlier in rest:
        if later is None or earlier is None:
            break
        if later != earlier:
            return f" (aged {age if later > earlier else age - 1})"
    else:
        if len(rest) == 2:
            return f" (aged {age})"
    return f" (aged {age - 1}–{age})"


def _numbered(call: Call) -> list[str]:
    return [call.words(key) for key in map(str, range(1, 8)) if key in call.given and call.words(key)]


def _day_first(call: Call) -> bool:
    return call.words("df", "dayfirst").lower() in {"yes", "y", "1", "true"}


def written(year: str = "", month: str = "", day: str = "", *, day_first: bool = False) -> str:
    """Return a date as pages show it; empty where it is none.

    >>> written("1945", "1", "27"), written("1945", "jan", "27", day_first=True), written("1945", "01"), written("soon")
    ('January 27, 1945', '27 January 1945', 'January 1945', '')
    """
    if not (year.isdecimal() and len(year) <= 4):
        return ""
    if not month:
        return year
    named = _month(month)
    if named is None:
        return ""
    if not day:
        return f"{MONTHS[named - 1]} {year}"
    number = _int(day)
    if number is None or not 1 <= number <= 31:
        return ""
    return f"{number} {MONTHS[named - 1]} {year}" if day_first else f"{MONTHS[named - 1]} {number}, {year}"


def _month(said: str) -> int | None:
    number = _int(said)
    if number is not None:
        return number if 1 <= number <= 12 else None
    return _SHORT.get(said[:3].lower())


def _int(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) <= 2 else None


READERS: Final[Mapping[str, Shower]] = {"day": day, "death": death}
