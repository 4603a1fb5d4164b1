"""What stands before a date and belongs to it: a preposition, 'the', 'early', 'c.'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.text import edtf

if TYPE_CHECKING:
    from collections.abc import Container

    from kgbuild.model import Date
    from kgbuild.text.datewords import Atom
    from kgbuild.text.relatives import Step

_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w'’]|\.(?=\w))*\.?|[~≈]")
_WEEKDAY: Final = re.compile(r"(?<!\w)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s{1,2}(?:the\s)?\Z")
_WINDOW: Final = 48
_LONGEST: Final = 4
_PARTS: Final = {
    "early": "early", "early in": "early", "mid": "mid", "middle": "mid", "late": "late", "late in": "late",
    "the early": "early", "the late": "late", "beginning of": "beginning", "the beginning of": "beginning",
    "start of": "beginning", "the start of": "beginning", "end of": "end", "the end of": "end", "the close of": "end",
    "middle of": "mid", "the middle of": "mid", "first half of": "early", "the first half of": "early",
    "second half of": "late", "the second half of": "late", "the latter half of": "late",
    "the latter part of": "late", "the early part of": "early",
}  # fmt: skip
_NEAR: Final = frozenset(
    {"c.", "c", "ca.", "ca", "circa", "around", "about", "approximately", "approx.", "roughly", "~", "≈",
     "some time around", "sometime around"}
)  # fmt: skip
RELATIONS: Final = {
    "since": "since", "ever since": "since", "starting in": "since", "beginning in": "since", "as from": "since",
    "until": "until", "till": "until", "up to": "until", "up until": "until", "through": "until",
    "before": "before", "prior to": "before", "after": "after", "following": "after", "subsequent to": "after",
    "by": "by", "no later than": "by", "from": "from", "between": "between", "and": "and",
    "in": "in", "on": "in", "at": "in", "of": "in", "to": "in", "during": "in", "not until": "in",
    "as of": "in", "as early as": "in", "as late as": "in", "that": "in",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lead:
    """A date's own words with what stands before them.

    ``start`` is where its part ('early') and approximation ('c.') begin, ``first`` where its preposition does.
    """

    atom: Atom | Step
    start: int
    first: int
    preposition: str | None = None
    part: str | None = None
    near: bool = False

    @property
    def end(self) -> int:
        """Where the words of the date end."""
        return self.atom.end

    def shape(self, date: Date) -> Date:
        """Return the date as narrowed or blurred by what stands before it."""
        date = edtf.part(date, self.part) if self.part else date
        return edtf.approximate(date) if self.near else date


def read(text: str, stop: int, atom: Atom | Step) -> Lead:
    """Read backwards from a date, not beyond ``stop``."""
    weekday = _WEEKDAY.search(text, max(stop, atom.start - _WINDOW), atom.start)
    begin = weekday.start() if weekday else atom.start
    tokens = _tokens(text, max(stop, begin - _WINDOW), begin)
    words = [text[s:e].lower() for s, e in tokens]
    left, start, part, near = len(words), begin, None, False
    while left:
        taken = _longest(words, left, _PARTS)
        if taken and part is None:
            part = _PARTS[taken]
        elif (taken := _longest(words, left, _NEAR)) and not near:
            near = True
        elif words[left - 1] in ("the", "year", "years"):
            left -= 1
            continue
        else:
            break
        left -= len(taken.split())
        start = tokens[left][0]
    preposition = _longest(words, left, RELATIONS)
    first = tokens[left - len(preposition.split())][0] if preposition else start
    return Lead(atom, start, first, preposition, part, near)


def _tokens(text: str, window: int, at: int) -> list[tuple[int, int]]:
    """Return the words that stand right before ``at``, parted by white space or a hyphen."""
    kept: list[tuple[int, int]] = []
    follows = at
    for s, e in reversed([m.span() for m in _TOKEN.finditer(text, window, at)]):
        gap = text[e:follows]
        if (gap.strip() and gap not in ("-", "–")) or (s == window and s > 0 and text[s - 1].isalnum()):
            break
        kept.insert(0, (s, e))
        follows = s
    return kept


def _longest(words: list[str], left: int, known: Container[str]) -> str | None:
    """Return the longest known phrase that ends before word ``left``."""
    for length in range(min(_LONGEST, left), 0, -1):
        phrase = " ".join(words[left - length : left])
        if phrase in known:
            return phrase
    return None
