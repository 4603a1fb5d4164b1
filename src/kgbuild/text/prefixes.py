"""What stands before a number and belongs to it: hedges, 'between', 'from', a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kgbuild.text import hedges

_WINDOW: Final = 64
_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w'’]|\.(?=\w))*\.?|[~≈<>≥≤±]")
_GAP: Final = re.compile(r"\s{0,3}")
_LONGEST: Final = 5
_FILLERS: Final = frozenset(
    {
        "at",
        "be",
        "a",
        "an",
        "the",
        "to be",
        "of",
        "a total of",
        "the total at",
        "as",
        "to have",
        "another",
        "between",
    }
)
_RANGE_VERBS: Final = frozenset([
    "range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying", "anywhere", "anything", "hold",
    "holds", "held", "holding", "house", "houses", "housed", "housing", "contain", "contains", "contained",
    "numbering", "numbered", "accommodate", "accommodates", "accommodated", "employ", "employs", "employed",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prefix:
    """The words before a number: where they start, the hedges in their order, and how a range or a change begins.

    ``opens`` is 'between' or 'from' where a range is announced, ``role`` 'from' or 'to' at the ends of a change.
    """

    start: int
    hedges: tuple[str, ...] = ()
    opens: str | None = None
    role: str | None = None


def before(text: str, start: int, at: int, *, trusted: bool = False) -> Prefix:
    """Read backwards from the number at ``at``, not beyond ``start``.

    ``trusted`` is for a slice that was cut out as a quantity: 'from' then opens a range.

    >>> before("is estimated to be between 3000", 0, 27)
    Prefix(start=3, hedges=('estimated to be',), opens='between', role=None)
    """
    window = max(start, at - _WINDOW)
    tokens = _adjacent(text, window, at)
    words = [text[s:e].lower() for s, e in tokens]
    found: list[str] = []
    left, first, opens, role = len(tokens), at, None, None
    while left:
        taken = _hedge(words, left)
        if taken:
            left -= len(taken.split(" "))
            found.insert(0, taken)
            first = tokens[left][0]
            continue
        word = words[left - 1]
        if word == "between" and opens is None:
            left, opens, first = left - 1, "between", tokens[left - 1][0]
            continue
        if word == "from" and opens is None:
            if trusted or (left > 1 and words[left - 2] in _RANGE_VERBS):
                left, opens, first = left - 1, "from", tokens[left - 1][0]
                continue
            role = "from"
            break
        filler = _filler(words, left)
        if not filler:
            role = _target(words, left)
            break
        left = filler
    return Prefix(first, tuple(found), opens, role)


def _adjacent(text: str, window: int, at: int) -> list[tuple[int, int]]:
    """Return the words that stand right before ``at``, parted by white space alone."""
    spans = [m.span() for m in _TOKEN.finditer(text, window, at)]
    kept: list[tuple[int, int]] = []
    follows = at
    for s, e in reversed(spans):
        gap = _GAP.match(text, e, follows)
        if gap is None or gap.end() != follows or (s > 0 and s == window and text[s - 1].isalnum()):
            break
        kept.insert(0, (s, e))
        follows = s
    return kept


def _hedge(words: list[str], left: int) -> str | None:
    """Return the longest hedge that ends before word ``left``."""
    known = hedges.load().quantity
    for length in range(min(_LONGEST, left), 0, -1):
        phrase = " ".join(words[left - length : left])
        if phrase in known:
            return phrase
    return None


def _filler(words: list[str], left: int) -> int:
    """Return where the words go on to the left of fillers that lead to a hedge; 0 if none do."""
    for length in (3, 2, 1):
        if left - length > 0 and " ".join(words[left - length : left]) in _FILLERS and _hedge(words, left - length):
            return left - length
    return 0


def _target(words: list[str], left: int) -> str | None:
    """Return 'to' where the number is the end of a change: 'from 580 m2 to now 1000 m2'."""
    while left and words[left - 1] in ("now", "currently", "the", "a", "today"):
        left -= 1
    return "to" if left and words[left - 1] == "to" else None
