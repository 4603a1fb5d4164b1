"""Whether four bare digits are a year or a number: 'in 1987', but '1500 prisoners' and '1000 m2'.

Dates and quantities ask the same question here, so that no words are read as both.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel.dates import get_month_names

from kgbuild.text import nouns, units

FIRST, LAST, MODERN = 1000, 2099, 1800
_WINDOW: Final = 60


@cache
def months() -> dict[str, int]:
    """Return the names of the months and their abbreviations in lower case, with their numbers.

    >>> months()["sept"], months()["may"]
    (9, 5)
    """
    names = {"sept": 9}
    for width in ("wide", "abbreviated"):
        names.update({name.lower().rstrip("."): number for number, name in get_month_names(width, locale="en").items()})
    return names


def month_pattern() -> str:
    """Return a pattern of one month name, capitalised, with the full stop of an abbreviation."""
    whole = {name.lower() for name in get_month_names("wide", locale="en").values()}
    names = sorted(months(), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(name.capitalize() + ("" if name in whole else "[.]?") for name in names) + r")(?!\w)"


_BEFORE: Final = re.compile(
    r"(?:\b(?i:in|since|until|till|from|during|after|before|by|between|year|years|circa|c\.|ca\.|early|late|mid|of|and|to|"
    r"spring|summer|autumn|fall|winter|mid-|late-|early-|AD|A\.D\.)[ \u00a0]?\s?"
    rf"|\b{month_pattern()},?\s(?:\d{{1,2}}(?:[–-]\d{{1,2}})?(?:st|nd|rd|th)?,?\s)?)\Z"
)
_OF: Final = re.compile(
    rf"\b(?:{month_pattern()}|(?i:spring|summer|autumn|fall|winter|early|late|mid|end|beginning|start|middle|half|year|"
    r"events|war|revolution|constitution|treaty))\sof\s\Z"
)
_COUNTED: Final = re.compile(
    r"\b(?:number(?:s|ed|ing)?|population|capacity|total(?:s|led|ed|ling|ing)?|estimated?|estimates|inmates"
    r"|figure|strength)\b[^.;(\n]{0,40}\Z",
    re.IGNORECASE,
)
_ACTED: Final = re.compile(  # 'the number of prisoners held between 1933 and 1945'
    r"\b(?!(?:estimat|rang|vari|number|total|fluctuat|oscillat|remain|stay|reach|exceed|calculat)\w*\s)\w+(?:ed|eld|ept|ent|uilt|hot)\s\Z"
)
_MEASURED: Final = re.compile(
    r"\b(?:least|than|over|nearly|almost|many as|much as|exceeding|excess of|some|roughly|estimated?|average of)\b",
    re.IGNORECASE,
)
_CIRCA: Final = re.compile(r"\b(?:circa|ca?\.)", re.IGNORECASE)
_IN_THE_CHANGE: Final = re.compile(r"\d[^.;()]{0,30}\sin\s\Z")
_FURTHER: Final = re.compile(r"(?P<link>\s?[–-]\s?|\s(?:to|and)\s)(?P<number>\d{3,6}|\d{1,3},\d{3})(?![\d,])")
_DASHED: Final = re.compile(r"\d{4}\s?[–-]\s?\d{4}")
_DETERMINER: Final = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that|these|those|early|late)\s\Z", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z]\s[A-Z]\w+\s\Z|[*-]\s[A-Z]\w+\s\Z")  # 'the Poznań 1956 protests'
_OPENS: Final = re.compile(r"[(\[]\s?(?:[^()\[\]]{0,30}[;,–-]\s?)?\Z")


def is_year(text: str, value: float, before: int, after: int, bounds: tuple[int, int]) -> bool:
    """Tell whether a bare number of four digits is a year from what stands around it.

    ``before`` and ``after`` are where the number, or the range that begins with it, starts and ends; ``bounds`` are
    those of the stretch.

    >>> is_year("It held 1500 prisoners.", 1500, 8, 12, (0, 23)), is_year("It closed in 1987.", 1987, 13, 17, (0, 18))
    (False, True)
    """
    if not FIRST <= value <= LAST:
        return False
    start, end = bounds
    left = text[max(start, before - _WINDOW) : before]
    if units.load().match(text, after, end) or units.load().ahead_of(text, start, before):
        return False
    digits = text.find(f"{value:.0f}", before, after)
    hedge = text[before : max(digits, before)]
    if _MEASURED.search(hedge) or (_goes_on(text, hedge, after, end) and not changed(text, start, before, value)):
        return False
    preposition = _preposition(left) or bool(_CIRCA.search(hedge))
    exact = value % 50 != 0  # 'the 1777 campaigns', but 'the 1500 prisoners'
    if exact and value >= MODERN and _DASHED.match(text, digits, after):
        return True
    named = not hedge and bool(_DETERMINER.search(left) or (value >= MODERN and _NAME.search(left)))
    noun = nouns.after(text, after, end)
    if noun and not (value >= MODERN and noun.words[0].isupper()):
        return (preposition and value >= MODERN and exact) or (named and (exact or value >= MODERN))
    if named and value >= MODERN:
        return True
    dated = preposition and re.search(r"\b(?:in|since|until|by)\s\Z", left)
    if _COUNTED.search(left) and not dated and not (exact and _ACTED.search(left)):
        return False
    return value >= MODERN or preposition or bool(_OPENS.search(left))


def changed(text: str, start: int, before: int, value: float) -> bool:
    """Tell whether a number is when a change began: 'from 400 in 1927 to 1,200'.

    >>> changed("from 400 in 1927 to 1,200", 0, 12, 1927), changed("between 1927 and 2500", 0, 8, 1927)
    (True, False)
    """
    return MODERN <= value <= LAST and bool(_IN_THE_CHANGE.search(text[max(start, before - _WINDOW) : before]))


def _goes_on(text: str, hedge: str, after: int, end: int) -> bool:
    """Tell whether a range goes on to a number that is no year: '2000 to 3000'."""
    found = _FURTHER.match(text, after, end)
    if not found or (found["link"].strip() == "and" and "between" not in hedge.lower()):
        return False
    return not FIRST <= float(found["number"].replace(",", "")) <= LAST or "," in found["number"]


def _preposition(left: str) -> bool:
    if re.search(r"\bof\s\Z", left):
        return bool(_OF.search(left))
    return bool(_BEFORE.search(left))
