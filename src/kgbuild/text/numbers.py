"""Numbers as texts write them: '1,500', '1.5 million', '2½', 'twenty-five hundred', 'half a million'.

An own grammar, since what a number is depends on where it stands: libraries read years as quantities and lose where the
words were. Every pattern is bounded, so that no input makes it backtrack without end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kgbuild.model import Span

_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL: Final = {word: number for number, word in enumerate(_ONES.split(), 1)}
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS: Final = {word: number * 10 for number, word in enumerate(_TENS.split(), 2)}
SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_GROUPS: Final = {"hundred": 100, "dozen": 12}
_SHORT: Final = {"mn": 10**6, "bn": 10**9, "mln": 10**6, "tn": 10**12}
_FRACTIONS: Final = dict(
    zip(
        "½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘",
        (1 / 2, 1 / 4, 3 / 4, 1 / 3, 2 / 3, 1 / 8, 3 / 8, 5 / 8, 7 / 8, 0.2, 0.4, 0.6, 0.8),
        strict=True,
    )
)

_DIGITS: Final = re.compile(
    r"(?:(?P<grouped>\d{1,3}(?P<sep>[, \u00a0\u2009\u202f'’])\d{3}(?:(?P=sep)\d{3}){0,4}(?!\d)(?:\.\d{1,12})?)"
    r"|(?P<indian>\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{3}){2,5}(?!\d))"
    r"|(?P<plain>\d{1,15}(?!\d)(?:\.\d{1,12})?))?"
    r"(?P<fraction>[ \u2009]?[½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘]|(?<=\d)[ -][1-7][/⁄][2-8](?![\d/]))?(?!\d)"
)
_SCALE: Final = re.compile(
    r"[ \u00a0-]?(?P<word>hundred|dozen|thousand|million|billion|trillion|mn|bn|mln|tn)(?![\w])",
    re.IGNORECASE,
)
_MONEY_SCALE: Final = re.compile(r"\s?(?P<word>[mMbBkK])(?![\w])")
_WORD: Final = re.compile(r"(?:" + "|".join([*SMALL, *TENS, *SCALES, *_GROUPS, "an?"]) + r")(?![^\W_])", re.IGNORECASE)
_GAP: Final = re.compile(r"\s{1,3}(?P<and>and\s{1,3})?|[-‑]")
_HALF: Final = re.compile(
    r"(?P<part>half\s(?:of\s)?|(?:a\s)?quarter\sof\s|three[-\s]quarters\sof\s)an?\s(?P<scale>thousand|million|billion)(?!\w)",
    re.IGNORECASE,
)
_ODD: Final = re.compile(r"[-‑]odd(?!\w)")  # "300-odd men"
_AND_A_HALF: Final = re.compile(r"\sand\sa\shalf(?!\w)(?!\s+(?:a|an|of)\b)", re.IGNORECASE)
_POWER: Final = re.compile(r"\s?[×·x]\s?10[\^⁰¹²³⁴-⁹⁻]|\^[\d-]|(?<=(?<![\d.,])10)[⁰¹²³⁴-⁹⁻]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: ``scale`` is the factor of its scale word ('million'), 1 without one.

    ``plain`` tells that it is a bare run of digits, which may as well be a year.
    """

    span: Span
    value: float
    scale: int = 1
    plain: bool = False
    spelled: bool = False


def match(text: str, start: int, end: int, *, joined: bool = True, money: bool = False) -> Number | None:
    """Read the number that begins at ``start``; None if there is none.

    ``joined`` lets 'and' stand inside a spelled number, which 'between one hundred and two hundred' must not.
    ``money`` reads 'm', 'bn' and 'k' after the digits as scales.

    >>> match("twenty-five hundred men", 0, 23)
    Number(span=Span(start=0, end=19), value=2500, scale=1, plain=False, spelled=True)
    >>> match("1.5 million", 0, 11).value
    1500000
    """
    if start < end and (text[start].isdecimal() or text[start] in _FRACTIONS):
        return _digits(text, start, end, money)
    return _half(text, start, end) or _spelled(text, start, end, joined)


def _digits(text: str, start: int, end: int, money: bool) -> Number | None:
    """Read digits; what is a part of a power of ten is no number by itself."""
    found = _DIGITS.match(text, start, end)
    if not found or found.end() == start or _POWER.match(text, found.end(), end) or text[start - 1 : start] == "^":
        return None
    plain, fraction = found["plain"], found["fraction"]
    if plain:
        value = float(plain)
    else:
        digits = found["grouped"] or found["indian"] or found["dotted"] or "0"
        value = float(re.sub(r"[^\d]" if found["dotted"] else r"[^\d.]", "", digits))
    if fraction:
        value += _fraction(fraction.strip(" -\u2009"))
    stop, scale = found.end(), 1
    factor = _SCALE.match(text, stop, end) or (_MONEY_SCALE.match(text, stop, end) if money else None)
    if factor:
        stop, scale = factor.end(), _factor(factor["word"].lower())
    bare = bool(plain) and plain.isdecimal() and not fraction and not factor
    if odd := _ODD.match(text, stop, end):
        stop, bare = odd.end(), False
    return Number(Span(start, stop), _tidy(value * scale), scale, bare)


def _factor(word: str) -> int:
    short = {"m": 10**6, "b": 10**9, "k": 10**3}
    return SCALES.get(word) or _GROUPS.get(word) or _SHORT.get(word) or short[word]


def _fraction(words: str) -> float:
    if words in _FRACTIONS:
        return _FRACTIONS[words]
    above, below = re.split(r"[/⁄]", words)
    return int(above) / int(below)


def _tidy(value: float) -> float:
    """Return a whole number as int, any other without the noise of binary fractions."""
    value = round(value, 9)
    return int(value) if value == int(value) else value


def _half(text: str, start: int, end: int) -> Number | None:
    found = _HALF.match(text, start, end)
    if not found:
        return None
    part = {"h": 0.5, "t": 0.75}.get(found["part"][0].lower(), 0.25)
    scale = SCALES[found["scale"].lower()]
    return Number(Span(start, found.end()), _tidy(part * scale), scale, spelled=True)


def _spelled(text: str, start: int, end: int, joined: bool) -> Number | None:
    """Read number words: groups below a thousand, each with its scale, the scales falling."""
    total, last, stop, position = 0.0, 10**15, None, start
    while group := _group(text, position, end, joined):
        value, stop_group = group
        gap = _GAP.match(text, stop_group, end)
        scale_word = _WORD.match(text, gap.end(), end) if gap and not gap["and"] else None
        scale = SCALES.get(scale_word[0].lower(), 1) if scale_word else 1
        if scale >= last:
            break
        if scale_word and scale > 1:
            stop_group = scale_word.end()
        total, last, stop = total + value * scale, scale, stop_group
        gap = _GAP.match(text, stop, end)
        if scale == 1 or not gap or (gap["and"] and not joined):
            break
        position = gap.end()
    if stop is None:
        return None
    half = _AND_A_HALF.match(text, stop, end) if joined else None
    if half and last == 1:
        factor = _SCALE.match(text, half.end(), end)
        scale = _factor(factor["word"].lower()) if factor else 1
        return Number(
            Span(start, factor.end() if factor else half.end()),
            _tidy((total + 0.5) * scale),
            scale,
            spelled=True,
        )
    return Number(Span(start, stop), _tidy(total), last, spelled=True)


def _group(text: str, start: int, end: int, joined: bool) -> tuple[float, int] | None:
    """Read a number below ten thousand that has no scale word: 'two hundred and six', 'twenty-five hundred'."""
    first = _small(text, start, end)
    if first is None:
        return None
    value, stop = first
    gap = _GAP.match(text, stop, end)
    word = _WORD.match(text, gap.end(), end) if gap and not gap["and"] else None
    name = word[0].lower() if word else ""
    if word and name in _GROUPS:
        value, stop = (value or 1) * _GROUPS[name], word.end()
        if name == "hundred":
            value, stop = _rest(text, stop, end, joined, value)
    elif value == 0 and name not in SCALES:
        return None  # 'a' without a number after it
    return value or 1, stop


def _rest(text: str, stop: int, end: int, joined: bool, value: float) -> tuple[float, int]:
    """Add what follows a hundred: 'and six'."""
    gap = _GAP.match(text, stop, end)
    if gap and (joined or not gap["and"]):
        more = _small(text, gap.end(), end)
        if more and more[0]:
            return value + more[0], more[1]
    return value, stop


def _small(text: str, start: int, end: int) -> tuple[float, int] | None:
    """Read a number below a hundred, or 'a' as 0, which stands for one before a scale."""
    word = _WORD.match(text, start, end)
    if not word:
        return None
    name = word[0].lower()
    if name in ("a", "an"):
        return 0, word.end()
    if name in SMALL:
        return SMALL[name], word.end()
    if name not in TENS:
        return None
    gap = _GAP.match(text, word.end(), end)
    more = _WORD.match(text, gap.end(), end) if gap and not gap["and"] else None
    ones = SMALL.get(more[0].lower(), 10) if more else 10
    return (TENS[name] + ones, more.end()) if more and ones < 10 else (TENS[name], word.end())
